import '@emplooi/shared/look/look.css';
import './portal.css';
import { start } from '@emplooi/shared/start.ts';
import App from './App.svelte';

start(App);
