// Who works when, and what there is to plan with.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { daysAfter, localDay, mondayOf, time } from '@emplooi/shared/format.ts';
import type { ServiceJson } from '@emplooi/shared/generated/emplooi/catalogue/v1/catalogue_pb';
import type { JobJson, JobStateJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import type { ParticipantJson } from '@emplooi/shared/generated/emplooi/participants/v1/participants_pb';
import { nameOf, servicesById } from '@emplooi/shared/jobs.ts';
import { read } from '@emplooi/shared/rpc.ts';
import { homeOf } from './residents.ts';

const size = 200;

/** What there is to plan with: it seldom changes. */
export interface Means {
  services: Map<string, ServiceJson>;
  /** Those who take part, by id, in the order of their registration. */
  participants: Map<string, ParticipantJson>;
}

export interface Plan extends Means {
  /** Jobs that have a time and are not closed yet, by `cellOf` their participant and day, in the order in which they begin. */
  cells: ReadonlyMap<string, readonly JobJson[]>;
}

/** Of days, both included. */
export interface Period {
  from: string;
  until: string;
}

const liveStates: ReadonlySet<JobStateJson | undefined> = new Set<JobStateJson>([
  'JOB_STATE_PLANNED', 'JOB_STATE_ACCEPTED', 'JOB_STATE_STARTED', 'JOB_STATE_DONE', 'JOB_STATE_DISPUTED',
]);

export function isLive(job: JobJson): boolean {
  return liveStates.has(job.state) && job.startsAt !== undefined;
}

export const cellOf = (participantId: string, day: string) => `${participantId} ${day}`;

/** Every page of a list of jobs. */
export function everyJob(asked: { state: JobStateJson } | { plannedFrom: string; plannedUntil: string }): Promise<JobJson[]> {
  return everyItem(async (token) => {
    const page = await read('jobs.v1.JobService/ListJobs', { ...asked, page: { size, token } });
    return { items: page.jobs ?? [], nextPageToken: page.nextPageToken };
  });
}

export const requestedJobs = () => everyJob({ state: 'JOB_STATE_REQUESTED' });
export const plannedJobs = ({ from, until }: Period) => everyJob({ plannedFrom: from, plannedUntil: until });

/** `withInactive`: those who have left too. */
export function everyParticipant(withInactive = false): Promise<ParticipantJson[]> {
  return everyItem(async (token) => {
    const page = await read('participants.v1.ParticipantService/ListParticipants', { withInactive, page: { size, token } });
    return { items: page.participants ?? [], nextPageToken: page.nextPageToken };
  });
}

export async function readMeans(): Promise<Means> {
  const [services, participants] = await Promise.all([servicesById(), everyParticipant()]);
  return { services, participants: new Map(participants.map((one) => [one.participantId ?? '', one])) };
}

/** Those of which the resident, the address, the service, the helper or the note holds the words. */
export function jobsWith(means: Means, jobs: JobJson[], words: string): JobJson[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return jobs;
  const said = (job: JobJson) =>
    [job.residentName, homeOf(job), job.postcode, nameOf(means.services.get(job.serviceId ?? '')), job.participantName, job.note].filter(Boolean).join(' ');
  return jobs.filter((job) => said(job).toLocaleLowerCase().includes(wanted));
}

export function planOf(means: Means, jobs: Iterable<JobJson>): Plan {
  const cells = new Map<string, JobJson[]>();
  for (const job of jobs) {
    if (!isLive(job)) continue;
    const cell = cellOfJob(job);
    const there = cells.get(cell);
    if (there) there.push(job);
    else cells.set(cell, [job]);
  }
  for (const cell of cells.values()) cell.sort(byStart);
  return { ...means, cells };
}

/** The plan after one job became another; cells that it does not touch stay the very same. */
export function planAfter(plan: Plan, before: JobJson | undefined, now: JobJson | undefined): Plan {
  const cells = new Map(plan.cells);
  const put = (cell: string, jobs: JobJson[]) => (jobs.length > 0 ? cells.set(cell, jobs) : cells.delete(cell));
  if (before && isLive(before)) {
    const cell = cellOfJob(before);
    put(cell, (cells.get(cell) ?? []).filter((one) => one.jobId !== before.jobId));
  }
  if (now && isLive(now)) {
    const cell = cellOfJob(now);
    put(cell, [...(cells.get(cell) ?? []), now].sort(byStart));
  }
  return { ...plan, cells };
}

const cellOfJob = (job: JobJson) => cellOf(job.participantId ?? '', localDay(job.startsAt ?? ''));
const byStart = (one: JobJson, other: JobJson) => (one.startsAt ?? '').localeCompare(other.startsAt ?? '');

/** The week of a day, from a week before it to four weeks after it: what somebody plans in. */
export function periodAround(day: string): Period {
  const monday = mondayOf(day);
  return { from: daysAfter(monday, -7), until: daysAfter(monday, 34) };
}

/** What there is to plan with, around today. */
export async function readPlan(): Promise<Plan> {
  const [means, jobs] = await Promise.all([readMeans(), plannedJobs(periodAround(localDay(new Date())))]);
  return planOf(means, jobs);
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
export function jobsOn(plan: Plan, participantId: string, day: string): readonly JobJson[] {
  return plan.cells.get(cellOf(participantId, day)) ?? [];
}

/** Whether a participant has nothing from `clock` on for so many minutes. */
export function isFree(plan: Plan, participantId: string, day: string, clock: string, minutes: number): boolean {
  const from = minutesOf(clock);
  return jobsOn(plan, participantId, day).every((job) => {
    const begins = minutesOf(time(job.startsAt ?? ''));
    return begins >= from + minutes || begins + (job.minutes ?? 0) <= from;
  });
}

/** Whether a participant has reported sick for a day. */
export function isSickOn(one: ParticipantJson, day: string): boolean {
  return !!one.sickFrom && day >= one.sickFrom && (!one.sickUntil || day <= one.sickUntil);
}

const dayBegins = 9 * 60;
const dayEnds = 17 * 60;
const quarter = 15;

/** The first quarter of an hour of the working day at which the participant is free; 09:00 where there is none. */
export function firstFree(plan: Plan, participantId: string, day: string, minutes: number, now = new Date()): string {
  const soonest = day === localDay(now) ? Math.max(dayBegins, Math.ceil((minutesOf(time(now)) + 1) / quarter) * quarter) : dayBegins;
  for (let at = soonest; at + minutes <= dayEnds; at += quarter) {
    if (isFree(plan, participantId, day, clockOf(at), minutes)) return clockOf(at);
  }
  return clockOf(dayBegins);
}

/** What a participant has in the seven days from Monday on. */
export function minutesInWeek(plan: Plan, participantId: string, monday: string): number {
  let sum = 0;
  for (let i = 0; i < 7; ++i) {
    for (const job of jobsOn(plan, participantId, daysAfter(monday, i))) sum += job.minutes ?? 0;
  }
  return sum;
}
