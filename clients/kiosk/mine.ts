// What there is of the resident who stands here.
import { localDay } from '@emplooi/shared/format.ts';
import type { ServiceJson } from '@emplooi/shared/generated/emplooi/catalogue/v1/catalogue_pb';
import type { JobJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import type { VoucherJson } from '@emplooi/shared/generated/emplooi/vouchers/v1/vouchers_pb';
import { jobsOf, servicesById } from '@emplooi/shared/jobs.ts';
import { read } from '@emplooi/shared/rpc.ts';
import { session } from '@emplooi/shared/session.svelte.ts';
import { vouchersOf } from '@emplooi/shared/vouchers.ts';

export interface MyJobs {
  services: Map<string, ServiceJson>;
  /** Done, and waiting for a word. */
  toConfirm: JobJson[];
  /** With a time, the first to come first. */
  coming: JobJson[];
  /** Nobody is found yet. */
  asked: JobJson[];
}

export async function myJobs(): Promise<MyJobs> {
  const residentId = session.subjectId;
  const [services, toConfirm, planned, asked] = await Promise.all([
    servicesById(),
    jobsOf({ residentId }, ['JOB_STATE_DONE']),
    jobsOf({ residentId }, ['JOB_STATE_PLANNED', 'JOB_STATE_ACCEPTED', 'JOB_STATE_STARTED']),
    jobsOf({ residentId }, ['JOB_STATE_REQUESTED']),
  ]);
  const today = localDay(new Date());
  return { services, toConfirm, coming: planned.filter((job) => localDay(job.startsAt ?? '') >= today), asked };
}

export async function myName(): Promise<string> {
  return (await read('residents.v1.ResidentService/GetResident', { residentId: session.subjectId })).resident?.name ?? '';
}

/** Those of the household that can be spent today. */
export const myVouchers = () => vouchersOf(session.subjectId, true);

/** How many lapse on the first day on which any does. */
export function firstToLapse(vouchers: VoucherJson[]): { count: number; day: string } {
  const day = vouchers.map((voucher) => voucher.expiresOn ?? '').sort()[0] ?? '';
  return { count: vouchers.filter((voucher) => voucher.expiresOn === day).length, day };
}
