// Bundles the tests beside this file with the clients' own compiler, and runs them. Usage: node run.mjs <folder of built apps>
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const clients = join(here, '../../clients');
const require = createRequire(join(clients, 'package.json'));
const { build, transform } = require('esbuild');
const { compileModule } = require('svelte/compiler');

/** Modules with runes, as the apps get them. */
const runes = {
  name: 'runes',
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte\.ts$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts', target: 'es2022', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
      return { contents: compileModule(code, { filename: path, generate: 'client' }).js.code, loader: 'js', resolveDir: dirname(path) };
    });
  },
};

const out = mkdtempSync(join(clients, 'node_modules/.tests-'));
try {
  await build({
    entryPoints: readdirSync(here).filter((name) => name.endsWith('.test.ts')).map((name) => join(here, name)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
    conditions: ['browser'],
    nodePaths: [join(clients, 'node_modules')],
    plugins: [runes],
    logLevel: 'warning',
  });
  const tests = readdirSync(out).map((name) => join(out, name));
  const environment = { ...process.env, TEST_CLIENTS_SOURCE: clients, TEST_CLIENTS: resolve(process.argv[2]) };
  const { status } = spawnSync(process.execPath, ['--test', ...tests], { stdio: 'inherit', env: environment });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
