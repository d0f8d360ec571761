// What the desk reads of the town: short lists that seldom change.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import type { ComplexJson, NeighbourhoodJson } from '@emplooi/shared/generated/emplooi/organisations/v1/organisations_pb';
import { read } from '@emplooi/shared/rpc.ts';

const size = 200;

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
