// The vouchers of a resident's household.
import { everyItem } from './asking.svelte.ts';
import type { VoucherJson } from './generated/emplooi/vouchers/v1/vouchers_pb';
import { read } from './rpc.ts';

const size = 200;

/** `spendableOnly`: those that can be spent today. The newest last. */
export function vouchersOf(residentId: string, spendableOnly: boolean): Promise<VoucherJson[]> {
  return everyItem(async (token) => {
    const page = await read('vouchers.v1.VoucherService/ListVouchers', { residentId, spendableOnly, page: { size, token } });
    return { items: page.vouchers ?? [], nextPageToken: page.nextPageToken };
  });
}

/** How many can be set aside for a job. */
export async function freeVouchers(residentId: string): Promise<number> {
  return (await vouchersOf(residentId, true)).filter(({ state }) => state === 'VOUCHER_STATE_ISSUED').length;
}
