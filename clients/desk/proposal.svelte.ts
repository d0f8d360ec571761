// A week plan that is proposed: searched for, looked at, chosen from and accepted.
import { Asking, Doing } from '@emplooi/shared/asking.svelte.ts';
import { localDay } from '@emplooi/shared/format.ts';
import type { JobJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import type { GetPlanResponseJson, PlanKindJson, PlanLineJson, PlanProgressJson, UnfilledJobJson } from '@emplooi/shared/generated/emplooi/matching/v1/matching_pb';
import { read, Refused } from '@emplooi/shared/rpc.ts';
import { listen } from '@emplooi/shared/stream.ts';
import { SvelteSet } from 'svelte/reactivity';
import { cellOf } from './plan.ts';

/** What the proposal would do with a job: give it somebody, somebody else or another time, or take its helper away. */
export interface Line {
  jobId: string;
  kind: 'new' | 'moved' | 'reopened';
  job: JobJson;
  participantId: string;
  startsAt: string;
  endsAt: string;
  /** Why, for the coordinator. */
  why: { nl?: string; en?: string };
  participantBeforeId: string;
  startsBefore: string;
}

/** How the search goes. */
export interface Search {
  kind: PlanKindJson;
  seconds: number;
  elapsedMs: number;
  /** How often a better plan was found, and what the last one was better at: fewer people without help, or the rest. */
  better: number;
  servesMore: boolean;
}

export interface Proposal {
  plan: GetPlanResponseJson;
  /** Not accepted yet, in the order of their starts. */
  lines: Line[];
  /** By participant and day. */
  cells: ReadonlyMap<string, readonly Line[]>;
  /** Lines of what is planned already, by job. */
  changes: ReadonlyMap<string, Line>;
  /** Those that nobody can do, and were not planned before. */
  unfilled: UnfilledJobJson[];
}

/** Most that are accepted at once, but for all of them. */
export const mostChosen = 1000;

export class Proposing {
  readonly #find: (jobId: string) => JobJson | undefined;
  readonly #readJobs: () => Promise<void>;
  readonly accepting = new Doing('matching.v1.MatchingService/AcceptPlan');
  readonly chosen = new SvelteSet<string>();
  search = $state.raw<Search>();
  shown = $state.raw<Proposal>();
  trouble = $state.raw<unknown>();
  /** The newest plan of the week, of which something is left to accept. */
  latest = $state.raw<Asking<{ planId: string; proposedAt: string } | undefined>>();
  #leaving = new AbortController();
  #week = { programmeId: '', weekStartsOn: '' };

  /** Jobs are found on a board, which is read again once something was accepted. */
  constructor(find: (jobId: string) => JobJson | undefined, readJobs: () => Promise<void>) {
    this.#find = find;
    this.#readJobs = readJobs;
  }

  get isAll(): boolean {
    return this.chosen.size === this.shown?.lines.length;
  }

  /** From now on this week is planned; asks whether a plan of it was made before. */
  look(programmeId: string, weekStartsOn: string): void {
    const week = { programmeId, weekStartsOn };
    this.#week = week;
    this.latest = new Asking(async () => {
      const { plans = [] } = await read('matching.v1.MatchingService/ListPlans', { ...week, page: { size: 1 } });
      const [newest] = plans;
      return newest && (newest.accepted ?? 0) < (newest.lines ?? 0) ? { planId: newest.planId ?? '', proposedAt: newest.proposedAt ?? '' } : undefined;
    });
  }

  /** Searches the week for so many seconds; whoever cancels has no plan. */
  async start(kind: PlanKindJson, seconds: number): Promise<void> {
    this.forget();
    const leaving = this.#leaving;
    this.search = { kind, seconds, elapsedMs: 0, better: 0, servesMore: false };
    const rpc = kind === 'PLAN_KIND_REPLAN' ? 'matching.v1.MatchingService/Replan' : 'matching.v1.MatchingService/ProposeWeekPlan';
    let planId = '';
    let best: readonly string[] = [];
    try {
      for await (const { progress = {} } of listen(rpc, { ...this.#week, seconds }, leaving.signal, crypto.randomUUID())) {
        planId = progress.planId ?? planId;
        if (this.search && !progress.planId) this.search = searchAfter(this.search, progress, best);
        best = progress.tiers ?? best;
      }
      if (planId && !leaving.signal.aborted) await this.open(planId, leaving);
      void this.latest?.again();
    } catch (trouble) {
      if (!leaving.signal.aborted) this.trouble = trouble;
    } finally {
      if (this.#leaving === leaving) this.search = undefined;
    }
  }

  /** Reads a plan; every line of it is chosen. Throws what reading throws. */
  async open(planId: string, leaving = this.#leaving): Promise<void> {
    const plan = await read('matching.v1.MatchingService/GetPlan', { planId });
    if (leaving.signal.aborted) return;
    this.shown = proposalOf(plan, this.#find);
    this.accepting.trouble = undefined;
    this.chosen.clear();
    for (const { jobId } of this.shown.lines) this.chosen.add(jobId);
  }

  /** The jobs of one visit are chosen together. */
  choose(line: Line, isChosen: boolean): void {
    const { visitId } = line.job;
    const together = visitId ? (this.shown?.lines ?? []).filter((one) => one.job.visitId === visitId) : [line];
    for (const { jobId } of together) isChosen ? this.chosen.add(jobId) : this.chosen.delete(jobId);
  }

  chooseAll(isChosen: boolean): void {
    this.chosen.clear();
    if (isChosen) for (const { jobId } of this.shown?.lines ?? []) this.chosen.add(jobId);
  }

  /** What was accepted; undefined where there is `accepting.trouble`. What is left stays. */
  async accept() {
    const planId = this.shown?.plan.plan?.planId ?? '';
    const isAll = this.isAll;
    const answer = await this.accepting.do({ planId, ...(isAll ? {} : { jobIds: [...this.chosen] }) });
    if (!answer) return undefined;
    await this.#readJobs();
    void this.latest?.again();
    if (isAll) this.forget();
    else await this.open(planId).catch(() => this.forget());
    if (this.shown?.lines.length === 0) this.forget();
    return answer;
  }

  /** The job of which the server says that it has changed since, and what changed. */
  get outdated(): { jobId: string; line: Line | undefined; changed: string } | undefined {
    const { trouble } = this.accepting;
    if (!(trouble instanceof Refused) || trouble.refusal !== 'plan_outdated') return undefined;
    const jobId = trouble.facts.get('job_id') ?? '';
    return { jobId, line: this.shown?.lines.find((one) => one.jobId === jobId), changed: trouble.facts.get('changed') ?? '' };
  }

  /** Ends a search, and closes what it found; the plan itself is kept by the server. */
  forget(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.search = undefined;
    this.shown = undefined;
    this.trouble = undefined;
    this.accepting.trouble = undefined;
    this.chosen.clear();
  }
}

/** Tiers are compared in their order; the first counts who is left without help. */
export function searchAfter(before: Search, { tiers = [], elapsedMs = 0 }: PlanProgressJson, best: readonly string[]): Search {
  const differs = tiers.findIndex((tier, i) => tier !== best[i]);
  if (differs < 0) return { ...before, elapsedMs };
  return { ...before, elapsedMs, better: before.better + (best.length > 0 ? 1 : 0), servesMore: differs === 0 };
}

function lineOf(line: PlanLineJson, find: (jobId: string) => JobJson | undefined): Line {
  const { jobId = '', participantId = '', startsAt = '', endsAt = '', toCoordinator = {}, participantBeforeId = '', startsBefore = '' } = line;
  const job = find(jobId) ?? { jobId, serviceId: line.serviceId ?? '', residentId: line.residentId ?? '' };
  return { jobId, kind: participantBeforeId ? 'moved' : 'new', job, participantId, startsAt, endsAt, why: toCoordinator, participantBeforeId, startsBefore };
}

function reopenedLine({ jobId = '', serviceId = '', residentId = '', blockings = [] }: UnfilledJobJson, find: (jobId: string) => JobJson | undefined): Line {
  const job = find(jobId) ?? { jobId, serviceId, residentId };
  const why = blockings[0]?.words ?? {};
  const before = { participantBeforeId: job.participantId ?? '', startsBefore: job.startsAt ?? '' };
  return { jobId, kind: 'reopened', job, participantId: '', startsAt: '', endsAt: '', why, ...before };
}

export function proposalOf(plan: GetPlanResponseJson, find: (jobId: string) => JobJson | undefined): Proposal {
  const unfilled = plan.unfilled ?? [];
  const isPlanned = (jobId: string | undefined) => !!find(jobId ?? '')?.participantId;
  const lines = [
    ...unfilled.filter((one) => one.wasPlanned && isPlanned(one.jobId)).map((one) => reopenedLine(one, find)),
    ...(plan.lines ?? []).filter((one) => !one.acceptedAt).map((one) => lineOf(one, find)),
  ];
  const cells = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.kind === 'reopened') continue;
    const cell = cellOf(line.participantId, localDay(line.startsAt));
    cells.set(cell, [...(cells.get(cell) ?? []), line]);
  }
  const changes = new Map(lines.filter((one) => one.kind !== 'new').map((one) => [one.jobId, one]));
  return { plan, lines, cells, changes, unfilled: unfilled.filter((one) => !one.wasPlanned) };
}
