// The pages of the desk. A file is about one person, who is the page's subject.
import { Router } from '@emplooi/shared/router.svelte.ts';

export const router = new Router(['requests', 'intake', 'week', 'residents', 'resident', 'paper-vouchers', 'participants', 'participant', 'invite', 'fairness', 'kiosks']);
