// Where people live.
import { address } from '@emplooi/shared/format.ts';
import type { JobJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import type { GetResidentResponseJson } from '@emplooi/shared/generated/emplooi/residents/v1/residents_pb';

/** `5011 AB 12`. */
export function addressOf(who: GetResidentResponseJson | undefined): string {
  return address(who?.household?.postcode, who?.household?.houseNumber);
}

/** Where the help of a job is given. */
export function homeOf(job: JobJson): string {
  return address(job.postcode, job.houseNumber);
}
