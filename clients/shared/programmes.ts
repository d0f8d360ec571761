// The programmes that people take part in, and what holds in them today.
import { everyItem } from './asking.svelte.ts';
import { localDay } from './format.ts';
import type { ProgrammeJson, TermsJson } from './generated/emplooi/organisations/v1/organisations_pb';
import { read } from './rpc.ts';

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
