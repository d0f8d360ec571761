// Jobs and services as all apps read them.
import { everyItem } from './asking.svelte.ts';
import type { ServiceJson } from './generated/emplooi/catalogue/v1/catalogue_pb';
import type { JobJson, JobStateJson } from './generated/emplooi/jobs/v1/jobs_pb';
import { spoken } from './language.svelte.ts';
import { read } from './rpc.ts';

const size = 200;

/** The services by id, those no longer offered too. */
export async function servicesById(): Promise<Map<string, ServiceJson>> {
  const services = await everyItem(async (token) => {
    const page = await read('catalogue.v1.CatalogueService/ListServices', { withRetired: true, page: { size, token } });
    return { items: page.services ?? [], nextPageToken: page.nextPageToken };
  });
  return new Map(services.map((service) => [service.serviceId ?? '', service]));
}

export function nameOf(service: ServiceJson | undefined): string {
  return (spoken.now === 'nl' ? service?.nameNl : service?.nameEn) ?? '';
}

/** The jobs of one resident or participant in any of the states, in the order in which they begin; those without a time last. */
export async function jobsOf(who: { residentId: string } | { participantId: string }, states: JobStateJson[]): Promise<JobJson[]> {
  const lists = states.map((state) =>
    everyItem(async (token) => {
      const page = await read('jobs.v1.JobService/ListJobs', { ...who, state, page: { size, token } });
      return { items: page.jobs ?? [], nextPageToken: page.nextPageToken };
    }),
  );
  return (await Promise.all(lists)).flat().sort((one, other) => startOf(one).localeCompare(startOf(other)));
}

/** Sorts after every instant. */
const unknownTime = '~';
const startOf = (job: JobJson) => job.startsAt ?? unknownTime;
