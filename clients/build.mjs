// Builds the apps into a folder that `emplooi serve --clients` takes: every file also compressed, every page also as the
// demo shows it. Usage: node build.mjs <folder> [app...]
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { apps, configOf } from './apps.mjs';

const compressible = /\.(html|js|css|svg|json|webmanifest|txt)$/;
const worthCompressing = 512;

function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    if (!compressible.test(name) || statSync(file).size < worthCompressing) continue;
    const bytes = readFileSync(file);
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** The page with the mark that shared/demo.ts looks for. */
function writeDemoPage(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const marked = page.replace('<html lang="nl"', '<html lang="nl" data-demo');
  if (marked === page) throw new Error(`${folder}/index.html has no place for the mark of the demo`);
  writeFileSync(join(folder, 'demo.html'), marked);
}

const [folder, ...chosen] = process.argv.slice(2);
if (!folder) throw new Error('usage: node build.mjs <folder> [app...]');
const out = resolve(folder);
mkdirSync(out, { recursive: true });
// An app that was not built to its end is not left in place of the one before.
const unfinished = `${out}.unfinished`;
for (const app of chosen.length > 0 ? chosen : ['start', ...apps]) {
  rmSync(unfinished, { recursive: true, force: true });
  await build(configOf(app, unfinished));
  writeDemoPage(unfinished);
  compress(unfinished);
  const places = app === 'start' ? readdirSync(unfinished) : [''];
  for (const place of places) {
    const to = join(out, app === 'start' ? '' : app, place);
    rmSync(to, { recursive: true, force: true });
    renameSync(join(unfinished, place), to);
  }
}
rmSync(unfinished, { recursive: true, force: true });
