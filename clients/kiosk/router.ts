// What a resident can go to. Signing in has no pages: its steps leave no trace.
import { Router } from '@emplooi/shared/router.svelte.ts';

export const router = new Router(['home', 'ask', 'appointments', 'buy']);
