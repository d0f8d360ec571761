// The real program on free ports over a fresh town, and the certificate that it shows.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const password = 'correct horse battery staple';

/** Keeps what the server logs for the search at the end of all tests (tests/logs/search.py). */
export function keepLogs(server, name) {
  const folder = process.env.TEST_LOGS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  server.stderr.on('data', (lines) => appendFileSync(join(folder, `${name}-${process.pid}.log`), lines));
}

/** Founds `tilburg` and serves it; `address` is where rpcs are called. `settings` gets the state folder. */
export async function startTown(emplooi, settings = () => ({})) {
  const folder = mkdtempSync(join(tmpdir(), 'emplooi-clients-'));
  const environment = {
    ...process.env,
    EMPLOOI_STATE_FOLDER: folder,
    EMPLOOI_WEB_PORT: '0',
    EMPLOOI_WEB_LOCAL_PORT: '0',
    EMPLOOI_IDENTITY_PASSWORD_STRENGTH: 'test',
    EMPLOOI_PASSWORD: password,
    ...settings(folder),
  };
  execFileSync(emplooi, ['found', 'tilburg', 'Gemeente Tilburg', '--without-second-factor'], { env: environment });
  const server = spawn(emplooi, ['serve'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  keepLogs(server, 'clients');
  const ended = new Promise((resolve) => server.once('exit', (code) => resolve(code)));
  const stop = async () => {
    server.kill('SIGTERM');
    const code = await ended;
    rmSync(folder, { recursive: true });
    return code;
  };
  for await (const line of createInterface({ input: server.stderr })) {
    const port = /https:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (!port) continue;
    server.stderr.resume();
    const certificate = readFileSync(join(folder, 'tls/certificate.pem'));
    return { folder, certificate, address: `https://localhost:${port}/rpc`, stop };
  }
  throw new Error('the server did not start');
}
