// What a browser must fetch before an app shows anything: the kiosk runs on a cheap screen in a hall.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const clients = process.env['TEST_CLIENTS']!;
const boundsKiB = { kiosk: { js: 60, css: 20 }, desk: { js: 150, css: 25 }, portal: { js: 120, css: 25 }, helper: { js: 60, css: 20 } };

/** The files that the page itself names, and those that they import before they run. */
function firstFiles(app: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const add = (path: string) => {
    if (files.has(path)) return;
    const bytes = readFileSync(join(clients, path));
    files.set(path, bytes);
    if (!path.endsWith('.js')) return;
    for (const [, imported] of bytes.toString().matchAll(/(?:^|[;}])(?:import|export)[^;()]*?["']\.\/([\w.-]+\.js)["']/g)) {
      add(join(path, '..', imported!));
    }
  };
  const page = readFileSync(join(clients, app, 'index.html'), 'utf8');
  for (const [, path] of page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)) add(path!);
  return files;
}

for (const [app, bounds] of Object.entries(boundsKiB)) {
  for (const [kind, bound] of Object.entries(bounds)) {
    test(`${app}: at most ${bound} KiB of ${kind}, compressed`, () => {
      const files = [...firstFiles(app)].filter(([path]) => path.endsWith(`.${kind}`));
      assert.ok(files.length > 0, `${app} has no ${kind}`);
      const size = files.reduce((sum, [, bytes]) => sum + gzipSync(bytes, { level: 9 }).length, 0);
      console.log(`${app} ${kind}: ${(size / 1024).toFixed(1)} KiB`);
      assert.ok(size <= bound * 1024, `${size} bytes`);
    });
  }
}

test('the kiosk begins without the reader of cards, which is loaded when a card is shown', () => {
  const scripts = readdirSync(join(clients, 'kiosk/assets')).filter((name) => name.endsWith('.js'));
  const reader = scripts.filter((name) => name.startsWith('card_reader-'));
  assert.equal(reader.length, 1);
  assert.deepEqual([...firstFiles('kiosk').keys()].filter((path) => reader.some((name) => path.endsWith(name))), []);
});

test('a kiosk without a network has all that it is made of, and nothing else', () => {
  const worker = readFileSync(join(clients, 'kiosk/service_worker.js'), 'utf8');
  const files = JSON.parse(/const files = (\[.*?\]);/.exec(worker)![1]!) as string[];
  const built = (readdirSync(join(clients, 'kiosk'), { recursive: true }) as string[]).filter((name) => /\.(js|css|svg|woff2|webmanifest)$/.test(name));
  assert.deepEqual(files.sort(), built.filter((name) => name !== 'service_worker.js').sort());
});
