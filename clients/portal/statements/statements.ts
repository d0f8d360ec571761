import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { fullDay, month } from '@emplooi/shared/format.ts';
import type { StatementJson, StatementLineJson } from '@emplooi/shared/generated/emplooi/settlement/v1/settlement_pb';
import { read } from '@emplooi/shared/rpc.ts';
import { nameOfCode } from '../parts/codes.texts.ts';
import type { Column } from '../parts/table.ts';
import { statementsTexts as t } from './statements.texts.ts';

/** All that the caller may see; of one month, or of all with 0. */
export function statements(programmeId: string, inMonth = 0): Promise<StatementJson[]> {
  return everyItem(async (token) => {
    const page = await read('settlement.v1.SettlementService/ListStatements', { programmeId, month: inMonth, page: { size: 200, token } });
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

/** `Mei 2026`, where a sentence or a heading begins. */
export function monthAtStart(yearMonth: number | undefined): string {
  const text = month(yearMonth);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The month after one, both as year × 100 + month. */
export const monthAfter = (yearMonth: number) => (yearMonth % 100 === 12 ? yearMonth + 89 : yearMonth + 1);
