// Who works when, and what there is to plan with.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { daysAfter, localDay, time } from '@emplooi/shared/format.ts';
import type { ServiceJson } from '@emplooi/shared/generated/emplooi/catalogue/v1/catalogue_pb';
import type { JobJson, JobStateJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import type { ParticipantJson } from '@emplooi/shared/generated/emplooi/participants/v1/participants_pb';
import { servicesById } from '@emplooi/shared/jobs.ts';
import { read } from '@emplooi/shared/rpc.ts';

const size = 200;

export interface Plan {
  services: Map<string, ServiceJson>;
  /** Those who take part, by id, in the order of their registration. */
  participants: Map<string, ParticipantJson>;
  /** Jobs that have a time and are not closed yet. */
  live: JobJson[];
}

const liveStates: JobStateJson[] = ['JOB_STATE_PLANNED', 'JOB_STATE_ACCEPTED', 'JOB_STATE_STARTED', 'JOB_STATE_DONE', 'JOB_STATE_DISPUTED'];

export function jobsIn(state: JobStateJson): Promise<JobJson[]> {
  return everyItem(async (token) => {
    const page = await read('jobs.v1.JobService/ListJobs', { state, page: { size, token } });
    return { items: page.jobs ?? [], nextPageToken: page.nextPageToken };
  });
}

/** `withInactive`: those who have left too. */
export function everyParticipant(withInactive = false): Promise<ParticipantJson[]> {
  return everyItem(async (token) => {
    const page = await read('participants.v1.ParticipantService/ListParticipants', { withInactive, page: { size, token } });
    return { items: page.participants ?? [], nextPageToken: page.nextPageToken };
  });
}

export async function readPlan(): Promise<Plan> {
  const [services, participants, ...live] = await Promise.all([servicesById(), everyParticipant(), ...liveStates.map(jobsIn)]);
  return { services, participants: new Map(participants.map((one) => [one.participantId ?? '', one])), live: live.flat() };
}

/** Minutes since midnight of `14:30`. */
export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What a participant has on a day, by the time that it begins. */
export function jobsOn(live: readonly JobJson[], participantId: string, day: string): JobJson[] {
  return live
    .filter((job) => job.participantId === participantId && job.startsAt !== undefined && localDay(job.startsAt) === day)
    .sort((one, other) => (one.startsAt ?? '').localeCompare(other.startsAt ?? ''));
}

/** Whether a participant has nothing from `clock` on for so many minutes. */
export function isFree(live: readonly JobJson[], participantId: string, day: string, clock: string, minutes: number): boolean {
  const from = minutesOf(clock);
  return jobsOn(live, participantId, day).every((job) => {
    const begins = minutesOf(time(job.startsAt ?? ''));
    return begins >= from + minutes || begins + (job.minutes ?? 0) <= from;
  });
}

const dayBegins = 9 * 60;
const dayEnds = 17 * 60;
const quarter = 15;

/** The first quarter of an hour of the working day at which the participant is free; 09:00 where there is none. */
export function firstFree(live: readonly JobJson[], participantId: string, day: string, minutes: number, now = new Date()): string {
  const soonest = day === localDay(now) ? Math.max(dayBegins, Math.ceil((minutesOf(time(now)) + 1) / quarter) * quarter) : dayBegins;
  for (let at = soonest; at + minutes <= dayEnds; at += quarter) {
    if (isFree(live, participantId, day, clockOf(at), minutes)) return clockOf(at);
  }
  return clockOf(dayBegins);
}

/** What a participant has in the seven days from Monday on. */
export function minutesInWeek(live: readonly JobJson[], participantId: string, monday: string): number {
  const sunday = daysAfter(monday, 6);
  return live
    .filter((job) => {
      const day = job.startsAt === undefined ? '' : localDay(job.startsAt);
      return job.participantId === participantId && day >= monday && day <= sunday;
    })
    .reduce((sum, job) => sum + (job.minutes ?? 0), 0);
}
