// How a budget is used through time: the months since it began, and what a chart makes of them.
import type { BudgetJson } from '@emplooi/shared/generated/emplooi/funding/v1/funding_pb';
import type { BudgetBurnJson, BurnMonthJson } from '@emplooi/shared/generated/emplooi/reporting/v1/reporting_pb';

export interface BudgetInTime extends BudgetJson {
  exhaustedOn: string;
  /** Since the budget began, the oldest first. */
  months: MonthInTime[];
}

export interface MonthInTime extends BurnMonthJson {
  /** Since the budget began, up to the end of the month. */
  spentSoFarCents: string;
}

const mostMonthsBefore = 119;

/** Months since the year 0, of `YYYY-MM-DD` or `YYYY-MM`. */
const monthNumber = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

/** How many months before this one must be asked for to see all budgets from their beginning; at least 1. */
export function monthsBefore(budgets: readonly BudgetJson[], today: string): number {
  const oldest = Math.min(...budgets.map((budget) => monthNumber(budget.startsOn ?? today)), monthNumber(today));
  return Math.min(Math.max(monthNumber(today) - oldest, 1), mostMonthsBefore);
}

export function inTime(budget: BudgetJson, burn: BudgetBurnJson | undefined): BudgetInTime {
  const began = Number((budget.startsOn ?? '').slice(0, 7).replace('-', ''));
  let sum = 0n;
  const months = (burn?.months ?? [])
    .filter(({ month }) => (month ?? 0) >= began)
    .map((one) => ({ ...one, spentSoFarCents: String((sum += BigInt(one.spentCents ?? '0'))) }));
  return { ...budget, exhaustedOn: burn?.exhaustedOn ?? '', months };
}


/** Points of a chart: `x` in months since the year 0 (a month's end is where the next one begins). */
export interface Points {
  x: number[];
  left: (number | null)[];
  reserved: (number | null)[];
  spent: (number | null)[];
  /** From what is left today to the day on which it will be nothing. */
  forecast: (number | null)[];
}

const daysIn = (date: string) => new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();
const pointOf = (date: string) => monthNumber(date) + Number(date.slice(8, 10)) / daysIn(date);
const euros = (cents: string | undefined) => Number(cents ?? '0') / 100;

export function pointsOf(budget: BudgetInTime, today: string): Points {
  const ends = budget.months.map(({ month = 0 }) => {
    const end = Math.floor(month / 100) * 12 + (month % 100);
    return Math.min(end, pointOf(today));
  });
  const points: Points = {
    x: [...ends],
    left: budget.months.map((month) => euros(month.leftCents)),
    reserved: budget.months.map((month) => euros(month.reservedCents)),
    spent: budget.months.map((month) => euros(month.spentSoFarCents)),
    forecast: budget.months.map(() => null),
  };
  const now = ends.at(-1);
  if (!budget.exhaustedOn || now === undefined) return points;
  points.forecast[ends.length - 1] = points.left[ends.length - 1] ?? null;
  points.x.push(Math.max(pointOf(budget.exhaustedOn), now + 0.01));
  for (const line of [points.left, points.reserved, points.spent]) line.push(null);
  points.forecast.push(0);
  return points;
}
