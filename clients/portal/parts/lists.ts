// Lists that several pages read to their end.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import type { BudgetJson } from '@emplooi/shared/generated/emplooi/funding/v1/funding_pb';
import type { ComplexJson, CorporationJson, NeighbourhoodJson } from '@emplooi/shared/generated/emplooi/organisations/v1/organisations_pb';
import type { BulkPurchaseJson, InvoiceJson } from '@emplooi/shared/generated/emplooi/vouchers/v1/vouchers_pb';
import { read } from '@emplooi/shared/rpc.ts';

const size = 200;

export function corporations(): Promise<CorporationJson[]> {
  return everyItem(async (token) => {
    const page = await read('organisations.v1.OrganisationService/ListCorporations', { page: { size, token } });
    return { items: page.corporations ?? [], nextPageToken: page.nextPageToken };
  });
}

/** Those of all corporations that the caller may see. */
export function complexes(): Promise<ComplexJson[]> {
  return everyItem(async (token) => {
    const page = await read('organisations.v1.OrganisationService/ListComplexes', { page: { size, token } });
    return { items: page.complexes ?? [], nextPageToken: page.nextPageToken };
  });
}

export function neighbourhoods(): Promise<NeighbourhoodJson[]> {
  return everyItem(async (token) => {
    const page = await read('organisations.v1.OrganisationService/ListNeighbourhoods', { page: { size, token } });
    return { items: page.neighbourhoods ?? [], nextPageToken: page.nextPageToken };
  });
}

export function budgets(programmeId: string): Promise<BudgetJson[]> {
  return everyItem(async (token) => {
    const page = await read('funding.v1.FundingService/ListBudgets', { programmeId, page: { size, token } });
    return { items: page.budgets ?? [], nextPageToken: page.nextPageToken };
  });
}

/** In the order in which they were bought; a corporation's own. */
export function bulkPurchases(programmeId: string): Promise<BulkPurchaseJson[]> {
  return everyItem(async (token) => {
    const page = await read('vouchers.v1.VoucherService/ListBulkPurchases', { programmeId, page: { size: 200, token } });
    return { items: page.bulkPurchases ?? [], nextPageToken: page.nextPageToken };
  });
}

export function invoices(programmeId: string): Promise<InvoiceJson[]> {
  return everyItem(async (token) => {
    const page = await read('vouchers.v1.VoucherService/ListInvoices', { programmeId, page: { size, token } });
    return { items: page.invoices ?? [], nextPageToken: page.nextPageToken };
  });
}
