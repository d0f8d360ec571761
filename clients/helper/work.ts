// What a participant has to do, in the order in which it matters.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { address, daysAfter, localDay, time } from '@emplooi/shared/format.ts';
import type { ServiceJson } from '@emplooi/shared/generated/emplooi/catalogue/v1/catalogue_pb';
import type { JobJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import { servicesById } from '@emplooi/shared/jobs.ts';
import { read } from '@emplooi/shared/rpc.ts';
import { session } from '@emplooi/shared/session.svelte.ts';

export interface Arranged {
  /** They still may say no. */
  asked: JobJson[];
  /** Begun: the hours are not told yet. */
  begun: JobJson[];
  /** Agreed, and the day is over without a word. */
  missed: JobJson[];
  /** Agreed, from today on. */
  days: { day: string; jobs: JobJson[] }[];
  /** Done: the resident has not said yes yet. */
  told: JobJson[];
}

/** Jobs in the order in which they begin, put where they belong on this day. */
export function arrange(jobs: readonly JobJson[], today: string): Arranged {
  const dayOf = (job: JobJson) => localDay(job.startsAt ?? new Date());
  const inState = (state: JobJson['state']) => jobs.filter((job) => job.state === state);
  const agreed = inState('JOB_STATE_ACCEPTED');
  const ahead = agreed.filter((job) => dayOf(job) >= today);
  const days = [...new Set(ahead.map(dayOf))].map((day) => ({ day, jobs: ahead.filter((job) => dayOf(job) === day) }));
  return {
    asked: inState('JOB_STATE_PLANNED'),
    begun: inState('JOB_STATE_STARTED'),
    missed: agreed.filter((job) => dayOf(job) < today),
    days,
    told: inState('JOB_STATE_DONE'),
  };
}

export interface Work extends Arranged {
  services: Map<string, ServiceJson>;
  today: string;
}

/** How far back and ahead one reads, in days; together no more than the server gives at once. */
const daysBack = 14;
const daysAhead = 45;

export async function readWork(): Promise<Work> {
  const today = localDay(new Date());
  const period = { plannedFrom: daysAfter(today, -daysBack), plannedUntil: daysAfter(today, daysAhead) };
  const [services, jobs] = await Promise.all([
    servicesById(),
    everyItem(async (token) => {
      const page = await read('jobs.v1.JobService/ListJobs', { participantId: session.subjectId, ...period, page: { size: 200, token } });
      return { items: page.jobs ?? [], nextPageToken: page.nextPageToken };
    }),
  ]);
  return { services, today, ...arrange(jobs, today) };
}

const step = 15;

/** Durations to choose from, in minutes: every quarter of an hour up to the most, and what was agreed. */
export function minutesToChoose(agreed: number, most: number): number[] {
  const quarters = Array.from({ length: Math.floor(most / step) }, (_, i) => (i + 1) * step);
  return [...new Set([...quarters, agreed])].sort((one, other) => one - other);
}

/** `10:00 – 11:30`, on the clock of the town; one piece where a line is full. */
export const hoursOf = (job: JobJson) => (job.startsAt && job.endsAt ? `${time(job.startsAt)}\u00a0–\u2060\u00a0${time(job.endsAt)}` : '');

/** Why they are asked, and how long the way takes. */
export const explain = (jobId: string) => read('matching.v1.MatchingService/ExplainJob', { jobId });

/** Where the help is given. */
export const addressOf = (job: JobJson) => address(job.postcode, job.houseNumber);
