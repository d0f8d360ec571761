import '@emplooi/shared/look/look.css';
import { start } from '@emplooi/shared/start.ts';
import App from './App.svelte';
import './kiosk.css';
import { kiosk } from './kiosk.svelte.ts';

void kiosk.begin();
start(App);
// Where there is none, as under a certificate that the browser does not trust, the kiosk works with a network alone.
navigator.serviceWorker?.register('service_worker.js').catch(() => undefined);
