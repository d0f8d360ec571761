// What the desk reads of the town: short lists that seldom change.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { localDay } from '@emplooi/shared/format.ts';
import type { ComplexJson, NeighbourhoodJson, ProgrammeJson, TermsJson } from '@emplooi/shared/generated/emplooi/organisations/v1/organisations_pb';
import { read } from '@emplooi/shared/rpc.ts';

const size = 200;

/** The programmes that run today, the one that began last first. */
export async function runningProgrammes(): Promise<ProgrammeJson[]> {
  const today = localDay(new Date());
  const all = await everyItem(async (token) => {
    const page = await read('organisations.v1.OrganisationService/ListProgrammes', { page: { size, token } });
    return { items: page.programmes ?? [], nextPageToken: page.nextPageToken };
  });
  return all
    .filter(({ startsOn, endsOn }) => (startsOn ?? '') <= today && (!endsOn || endsOn >= today))
    .sort((one, other) => (other.startsOn ?? '').localeCompare(one.startsOn ?? ''));
}

export async function termsToday(programmeId: string): Promise<TermsJson | undefined> {
  return (await read('organisations.v1.OrganisationService/GetProgramme', { programmeId })).termsToday;
}

export interface Places {
  neighbourhoods: NeighbourhoodJson[];
  complexes: ComplexJson[];
}

export async function everyPlace(): Promise<Places> {
  const [neighbourhoods, complexes] = await Promise.all([
    everyItem(async (token) => {
      const page = await read('organisations.v1.OrganisationService/ListNeighbourhoods', { page: { size, token } });
      return { items: page.neighbourhoods ?? [], nextPageToken: page.nextPageToken };
    }),
    everyItem(async (token) => {
      const page = await read('organisations.v1.OrganisationService/ListComplexes', { page: { size, token } });
      return { items: page.complexes ?? [], nextPageToken: page.nextPageToken };
    }),
  ]);
  return { neighbourhoods, complexes };
}
