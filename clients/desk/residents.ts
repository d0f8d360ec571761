// Where people live.
import type { JobJson } from '@emplooi/shared/generated/emplooi/jobs/v1/jobs_pb';
import type { GetResidentResponseJson } from '@emplooi/shared/generated/emplooi/residents/v1/residents_pb';

/** `5011 AB 12`. */
export function addressOf(who: GetResidentResponseJson | undefined): string {
  return [who?.household?.postcode, who?.household?.houseNumber].filter(Boolean).join(' ');
}

/** Where the help of a job is given. */
export function homeOf(job: JobJson): string {
  return [job.postcode, job.houseNumber].filter(Boolean).join(' ');
}
