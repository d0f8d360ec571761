import '@emplooi/shared/look/look.css';
import './helper.css';
import { start } from '@emplooi/shared/start.ts';
import App from './App.svelte';
import { phone } from './phone.svelte.ts';

await phone.begin();
start(App);
