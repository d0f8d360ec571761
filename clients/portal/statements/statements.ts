import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { fullDay } from '@emplooi/shared/format.ts';
import type { StatementJson, StatementLineJson } from '@emplooi/shared/generated/emplooi/settlement/v1/settlement_pb';
import { read } from '@emplooi/shared/rpc.ts';
import { nameOfCode } from '../parts/codes.texts.ts';
import type { Column } from '../parts/table.ts';
import { statementsTexts as t } from './statements.texts.ts';

/** All that the caller may see; of one month, or of all with 0. */
export function statements(programmeId: string, month = 0): Promise<StatementJson[]> {
  return everyItem(async (token) => {
    const page = await read('settlement.v1.SettlementService/ListStatements', { programmeId, month, page: { size: 200, token } });
    return { items: page.statements ?? [], nextPageToken: page.nextPageToken };
  });
}

export const isDue = (statement: StatementJson) => BigInt(statement.dueCents ?? '0') !== 0n;

/** When it was paid, or that nothing has to be. */
export function paymentOf(statement: StatementJson): string {
  if (statement.paidOn) return fullDay(statement.paidOn);
  return isDue(statement) ? '' : t().nothingDue;
}

export const lineColumns = (): Column<StatementLineJson>[] => [
  { name: t().budget, value: (line) => line.budgetName || t().workDone },
  { name: t().source, value: (line) => nameOfCode(line.source) },
  { name: t().what, value: (line) => nameOfCode(line.kind) },
  { name: t().count, kind: 'count', value: (line) => line.count },
  { name: t().amount, kind: 'money', value: (line) => line.amountCents },
];

/** The month after one, both as year × 100 + month. */
export const monthAfter = (month: number) => (month % 100 === 12 ? month + 89 : month + 1);
