// The month that is next to be closed, and whether its statements became what was foreseen.
import type { ProgrammeJson } from '@emplooi/shared/generated/emplooi/organisations/v1/organisations_pb';
import type { PartyFiguresJson, PartyKindJson, PreviewMonthResponseJson, StatementJson } from '@emplooi/shared/generated/emplooi/settlement/v1/settlement_pb';
import { read, Refused } from '@emplooi/shared/rpc.ts';
import { monthAfter, statements } from './statements.ts';

export interface NextMonth {
  month: number;
  preview: PreviewMonthResponseJson;
}

/** Months without bookings have no statements: so many of them in a row are looked past. */
const mostEmptyMonths = 60;

/** The first month that is open, with what its statements would say. Throws what reading throws. */
export async function nextMonth(programme: ProgrammeJson & { programmeId: string }): Promise<NextMonth> {
  const { programmeId, startsOn = '' } = programme;
  const closed = (await statements(programmeId)).map((one) => one.month ?? 0);
  let month = closed.length > 0 ? monthAfter(Math.max(...closed)) : Number(startsOn.slice(0, 7).replace('-', ''));
  for (let tried = 0; ; ++tried) {
    try {
      return { month, preview: await read('settlement.v1.SettlementService/PreviewMonth', { programmeId, month }) };
    } catch (trouble) {
      const isClosed = trouble instanceof Refused && trouble.refusal === 'month_already_closed';
      if (!isClosed || tried === mostEmptyMonths) throw trouble;
      month = monthAfter(month);
    }
  }
}

export interface Checked {
  partyName: string;
  partyKind: PartyKindJson | undefined;
  /** Undefined where there was none. */
  beforeCents: string | undefined;
  afterCents: string | undefined;
  differenceCents: string;
}

/** Every party that was foreseen or got a statement. */
export function checkOf(before: readonly PartyFiguresJson[], after: readonly StatementJson[]): Checked[] {
  const parties = new Map<string, PartyFiguresJson | StatementJson>([...before, ...after].map((one) => [`${one.partyKind} ${one.partyId}`, one]));
  const isOf = (party: PartyFiguresJson | StatementJson) => (one: PartyFiguresJson | StatementJson) =>
    one.partyId === party.partyId && one.partyKind === party.partyKind;
  return [...parties.values()].map((party) => {
    const foreseen = before.find(isOf(party));
    const written = after.find(isOf(party));
    const cents = (one: PartyFiguresJson | StatementJson | undefined) => BigInt(one?.totalCents ?? '0');
    return {
      partyName: party.partyName ?? '',
      partyKind: party.partyKind,
      beforeCents: foreseen && cents(foreseen).toString(),
      afterCents: written && cents(written).toString(),
      differenceCents: (cents(written) - cents(foreseen)).toString(),
    };
  });
}

/** Nothing was added, left out or changed. */
export const isAsForeseen = (checked: readonly Checked[]) =>
  checked.every((one) => one.beforeCents !== undefined && one.afterCents !== undefined && one.differenceCents === '0');
