// The apps and how each is built; for build.mjs and the size test.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';

export const here = dirname(fileURLToPath(import.meta.url));
/** Each at `/<app>/`. */
export const apps = ['kiosk', 'desk', 'portal', 'helper'];

const strict = () =>
  svelte({
    configFile: join(here, 'svelte.config.js'),
    // Svelte's warnings are about accessibility and mistakes: neither is let through.
    onwarn(warning) {
      throw new Error(`${warning.filename}:${warning.start?.line}: ${warning.message} (${warning.code})`);
    },
  });

/** The kiosk's service worker, with the names of all that the kiosk is made of. */
const serviceWorker = () => ({
  name: 'service-worker',
  apply: 'build',
  generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter((name) => !name.endsWith('.html'));
    const unhashed = readdirSync(join(here, 'kiosk/public')).sort();
    const hash = createHash('sha256').update(files.join());
    for (const file of ['index.html', ...unhashed.map((name) => `public/${name}`)]) hash.update(readFileSync(join(here, 'kiosk', file)));
    const source = readFileSync(join(here, 'kiosk/service_worker.js'), 'utf8')
      .replace('__FILES__', JSON.stringify([...files, ...unhashed]))
      .replace('__HASH__', JSON.stringify(hash.digest('hex').slice(0, 16)));
    this.emitFile({ type: 'asset', fileName: 'service_worker.js', source });
  },
});

/** Vite's configuration of an app, or of the start page (`start`, at `/`). */
export function configOf(app, outDir) {
  const isStart = app === 'start';
  return {
    configFile: false,
    logLevel: 'warn',
    root: join(here, app),
    base: isStart ? '/' : `/${app}/`,
    plugins: isStart ? [] : app === 'kiosk' ? [strict(), serviceWorker()] : [strict()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // The content policy knows no data: addresses in styles, and no inline scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: isStart ? { input: ['index.html', '404.html'].map((page) => join(here, app, page)) } : {},
    },
  };
}
