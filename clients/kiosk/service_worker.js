// Keeps what the kiosk is made of, so that it starts without a network. Of what the server answers to people it keeps nothing.
// The build writes the list of files, and the name that changes with them, where they are asked for.
const files = __FILES__;
const cacheName = `kiosk-${__HASH__}`;
const page = './';
const networkWithinMs = 3_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll([page, ...files].map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const dropOthers = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('kiosk-') && name !== cacheName) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(dropOthers());
});

self.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  if (method !== 'GET' || !url.startsWith(self.registration.scope)) return;
  event.respondWith(mode === 'navigate' ? fromNetwork(event.request) : fromCache(event.request));
});

/** The newest page while there is a network, so that a new version is there at the next start. */
async function fromNetwork(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(networkWithinMs) });
  } catch {
    return (await caches.match(page)) ?? Response.error();
  }
}

/** The other files have names that change with what they hold. */
async function fromCache(request) {
  return (await caches.match(request)) ?? fetch(request);
}
