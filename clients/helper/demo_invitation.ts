// In a demo the coach is asked for a code at once, for somebody who has something to do this week.
import { asSomebody } from '@emplooi/shared/demo_calls.ts';
import type { Invitation } from './phone.svelte.ts';

/** Throws NoAnswer. */
export async function demoInvitation(): Promise<Invitation> {
  const participantId = await asSomebody('coordinator@tilburg', async (call) => {
    const { jobs = [] } = await call('jobs.v1.JobService/ListJobs', { state: 'JOB_STATE_ACCEPTED', page: { size: 100 } });
    return jobs[Math.floor(Math.random() * jobs.length)]?.participantId ?? '';
  });
  const { linkFragment = '' } = await asSomebody('coach@tilburg', (call) =>
    call('participants.v1.InvitationService/InviteParticipant', { participantId }),
  );
  const [slug = '', code = ''] = linkFragment.replace('#', '').split('/');
  return { slug, code };
}
