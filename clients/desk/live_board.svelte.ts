// The jobs that a board shows, kept as they are by the server's stream.
import { Asking } from '@emplooi/shared/asking.svelte.ts';
import { localDay } from '@emplooi/shared/format.ts';
import type { JobJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import { isPassing, read } from '@emplooi/shared/rpc.ts';
import { listen } from '@emplooi/shared/stream.ts';
import { isLive, plannedJobs, periodAround, planAfter, planOf, readMeans, requestedJobs, type Period, type Plan } from './plan.ts';
import { runningProgrammes } from '@emplooi/shared/programmes.ts';

const mostStreams = 2;
const shortestPauseMs = 1_000;
const longestPauseMs = 30_000;

interface Shown {
  plan: Plan;
  /** The first wished for comes first, then who has waited longest. */
  requests: JobJson[];
}

const isRequest = (job: JobJson) => job.state === 'JOB_STATE_REQUESTED';
const rankOf = (job: JobJson) => `${job.wishedOn ?? '~'} ${job.jobId ?? ''}`;
const byRank = (one: JobJson, other: JobJson) => (rankOf(one) < rankOf(other) ? -1 : 1);

export class LiveBoard {
  readonly all: Asking<Shown>;
  /** Changes of others are seen as they are made. */
  isLive = $state(false);
  #period: Period;
  #jobs = new Map<string, JobJson>();
  /** What was heard while everything was being read. */
  #late: JobJson[] = [];
  #leaving = new AbortController();
  #firstWord: () => void = () => {};
  readonly #isListening = new Promise<void>((resolve) => (this.#firstWord = resolve));

  constructor(day: string) {
    this.#period = periodAround(day);
    // What changes between reading and listening would be missed.
    this.all = new Asking(async () => {
      await this.#isListening;
      return this.#readAll();
    });
  }

  /** Listens while the page can be seen; returns what ends it. */
  listen(): () => void {
    const look = () => {
      this.#leaving.abort();
      this.#leaving = new AbortController();
      if (document.visibilityState === 'visible') void this.#listenTo(this.#leaving.signal);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      this.#leaving.abort();
    };
  }

  /** Reads the days around `day`, where they are not known yet. */
  async show(day: string): Promise<void> {
    const around = periodAround(day);
    if (day >= this.#period.from && day <= this.#period.until && around.until <= this.#period.until) return;
    this.#period = around;
    await this.all.again();
  }

  /** Reads one job, after something was done about it. */
  async again(jobId: string): Promise<void> {
    const { job } = await read('jobs.v1.JobService/GetJob', { jobId });
    if (job) this.#take([job]);
  }

  async #readAll(): Promise<Shown> {
    this.#late = [];
    const [means, requests, planned] = await Promise.all([readMeans(), requestedJobs(), plannedJobs(this.#period)]);
    this.#jobs = new Map();
    for (const job of [...requests, ...planned, ...this.#late]) this.#keep(job);
    const jobs = [...this.#jobs.values()];
    return { plan: planOf(means, jobs), requests: jobs.filter(isRequest).sort(byRank) };
  }

  /** One of those that are shown. */
  find(jobId: string): JobJson | undefined {
    return this.#jobs.get(jobId);
  }

  #keep(job: JobJson): void {
    const jobId = job.jobId ?? '';
    const day = job.startsAt === undefined ? '' : localDay(job.startsAt);
    const isShown = isRequest(job) || (isLive(job) && day >= this.#period.from && day <= this.#period.until);
    if (isShown) this.#jobs.set(jobId, job);
    else this.#jobs.delete(jobId);
  }

  /** Nothing is made anew but what changes: a board of thousands of jobs hears of each as it comes. */
  #take(jobs: readonly JobJson[]): void {
    if (this.all.isBusy) this.#late.push(...jobs);
    for (const job of jobs) {
      const jobId = job.jobId ?? '';
      const before = this.#jobs.get(jobId);
      this.#keep(job);
      const now = this.#jobs.get(jobId);
      const shown = this.all.answer;
      if (!shown || (!before && !now)) continue;
      const wasRequest = before !== undefined && isRequest(before);
      const requests = wasRequest ? shown.requests.filter((one) => one.jobId !== jobId) : shown.requests;
      this.all.answer = { plan: planAfter(shown.plan, before, now), requests: now && isRequest(now) ? [...requests, now].sort(byRank) : requests };
    }
  }

  async #listenTo(leaving: AbortSignal): Promise<void> {
    try {
      const programmes = await runningProgrammes();
      await Promise.all(programmes.slice(0, mostStreams).map((one) => this.#follow(one.programmeId ?? '', leaving)));
    } catch {
      // Reading says what is the matter.
    } finally {
      this.#firstWord();
    }
  }

  async #follow(programmeId: string, leaving: AbortSignal): Promise<void> {
    let pauseMs = shortestPauseMs;
    while (!leaving.aborted) {
      try {
        for await (const { jobs, readAgain } of listen('jobs.v1.JobService/WatchJobs', { programmeId }, leaving)) {
          pauseMs = shortestPauseMs;
          this.isLive = true;
          if (readAgain) this.#readAgain();
          else if (jobs) this.#take(jobs);
        }
      } catch (trouble) {
        if (!isPassing(trouble)) break;
      } finally {
        this.isLive = false;
      }
      this.#firstWord();
      await new Promise((wait) => setTimeout(wait, pauseMs));
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    this.#firstWord();
  }

  #readAgain(): void {
    this.#firstWord();
    if (this.all.answer) void this.all.again();
  }
}
