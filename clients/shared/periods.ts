// The periods that reports can be asked for: outside the municipality whole quarters that are over, or all of them together.
import type { PeriodJson } from './generated/emplooi/reporting/v1/reporting_pb';
import { daysAfter } from './format.ts';

export interface ReportPeriod extends Required<PeriodJson> {
  /** A quarter with its number and year, all quarters that are over, or all until today. */
  kind: 'quarter' | 'all' | 'today';
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
/** The first day of a quarter, counted from that of the year 0. */
const firstDay = (quarter: number) => `${Math.floor(quarter / 4)}-${twoDigits((quarter % 4) * 3 + 1)}-01`;
const quarterOf = (date: string) => Number(date.slice(0, 4)) * 4 + Math.floor((Number(date.slice(5, 7)) - 1) / 3);

/** The newest first. `endsOn` is empty for a programme without end; one that has ended is reported a year longer. */
export function periodsOf(programme: { startsOn?: string; endsOn?: string }, today: string, isInside: boolean): ReportPeriod[] {
  const start = programme.startsOn ?? today;
  const first = quarterOf(start);
  const last = Math.min(quarterOf(today) - 1, programme.endsOn ? quarterOf(programme.endsOn) + 4 : Infinity);
  const quarters: ReportPeriod[] = [];
  for (let quarter = last; quarter >= first; --quarter) {
    quarters.push({ kind: 'quarter', startsOn: firstDay(quarter), endsOn: daysAfter(firstDay(quarter + 1), -1) });
  }
  const all: ReportPeriod[] = last >= first ? [{ kind: 'all', startsOn: firstDay(first), endsOn: daysAfter(firstDay(last + 1), -1) }] : [];
  const untilToday: ReportPeriod[] = isInside ? [{ kind: 'today', startsOn: firstDay(first), endsOn: today }] : [];
  return [...untilToday, ...all, ...quarters];
}
