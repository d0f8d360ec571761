// The apps and how each is built; for build.mjs and the size test.
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

/** Vite's configuration of an app, or of the start page (`start`, at `/`). */
export function configOf(app, outDir) {
  const isStart = app === 'start';
  return {
    configFile: false,
    logLevel: 'warn',
    root: join(here, app),
    base: isStart ? '/' : `/${app}/`,
    plugins: isStart ? [] : [strict()],
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
