import { mount, type Component } from 'svelte';

/** Puts the app on its page. */
export function start(app: Component): void {
  const place = document.getElementById('app');
  if (!place) throw new Error('the page has no place for the app');
  mount(app, { target: place });
}
