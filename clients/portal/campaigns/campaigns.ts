import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import type { CampaignJson } from '@emplooi/shared/generated/emplooi/vouchers/v1/vouchers_pb';
import { read } from '@emplooi/shared/rpc.ts';
import { session } from '@emplooi/shared/session.svelte.ts';
import { complexes, neighbourhoods } from '../parts/lists.ts';

export interface Campaigns {
  /** The newest first. */
  list: CampaignJson[];
  /** Of complexes and neighbourhoods, by id. */
  placeNames: Map<string, string>;
  /** Counts are told in tens. */
  isRounded: boolean;
}

export async function campaignsOf(programmeId: string): Promise<Campaigns> {
  const isCorporation = session.role === 'ROLE_CORPORATION_BUYER' || session.role === 'ROLE_CORPORATION_FINANCE';
  const [list, places, areas] = await Promise.all([
    everyItem(async (token) => {
      const page = await read('vouchers.v1.VoucherService/ListCampaigns', { programmeId, page: { size: 200, token } });
      return { items: page.campaigns ?? [], nextPageToken: page.nextPageToken };
    }),
    complexes(),
    isCorporation ? [] : neighbourhoods(),
  ]);
  const names = [...places.map((one) => [one.complexId, one.name]), ...areas.map((one) => [one.neighbourhoodId, one.name])];
  return { list: list.reverse(), placeNames: new Map(names as [string, string][]), isRounded: isCorporation };
}
