// Money, days and times as people read them. All follow the language that is spoken; times are those of the town.
import { spoken } from './language.svelte.ts';

const zone = 'Europe/Amsterdam';

/** Whole cents, as they travel: int64 is text in JSON, and absent for 0. */
export type CentsJson = string | undefined;

/** `€ 1.234,50`. Exact: it is given to Intl as decimal text, so that no sum is made with fractions. */
export function money(cents: CentsJson): string {
  const all = BigInt(cents ?? '0');
  const size = all < 0n ? -all : all;
  const decimal = `${all < 0n ? '-' : ''}${size / 100n}.${(size % 100n).toString().padStart(2, '0')}`;
  return new Intl.NumberFormat(spoken.locale, { style: 'currency', currency: 'EUR' }).format(decimal as Intl.StringNumericLiteral);
}

export function count(number: number | string | undefined): string {
  return new Intl.NumberFormat(spoken.locale).format(BigInt(number ?? 0));
}

/** `2 uur`, `1½ uur` is `1 uur 30 minuten`. */
export function duration(minutes: number): string {
  const part = (value: number, unit: 'hour' | 'minute') =>
    new Intl.NumberFormat(spoken.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && part(hours, 'hour'), (rest > 0 || hours === 0) && part(rest, 'minute')].filter(Boolean).join(' ');
}

/** A calendar day, YYYY-MM-DD: `dinsdag 3 november`, with the year where it is not this one. */
export function day(date: string, now = new Date()): string {
  const year = date.slice(0, 4) === localDay(now).slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return formatDay(date, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** `3 november 2026`. */
export function fullDay(date: string): string {
  return formatDay(date, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** `mei 2026`, of a month as year × 100 + month. */
export function month(yearMonth: number | undefined, style: 'long' | 'short' = 'long'): string {
  const digits = String(yearMonth ?? 0).padStart(6, '0');
  return formatDay(`${digits.slice(0, 4)}-${digits.slice(4)}-01`, { month: style, year: 'numeric' });
}

/** `23–29 november 2026`, of two days. */
export function daysFromTo(first: string, last: string): string {
  const style = new Intl.DateTimeFormat(spoken.locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return style.formatRange(new Date(`${first}T12:00:00Z`), new Date(`${last}T12:00:00Z`));
}

function formatDay(date: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(spoken.locale, { ...style, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
}

// Making a formatter costs more than a hundred uses of it, and a board asks for thousands of days.
const dayParts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(locale: string): Intl.DateTimeFormat {
  const known = clocks.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(locale, made);
  return made;
}

/** The day in the town at an instant, as YYYY-MM-DD. */
export function localDay(instant: string | Date): string {
  const parts = dayParts.formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** `14:30`, in the town. */
export function time(instant: string | Date): string {
  return clockOf(spoken.locale).format(new Date(instant));
}

/** The day so many days after another. */
export function daysAfter(date: string, days: number): string {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(date: string): string {
  return daysAfter(date, -((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7));
}

/** `5042 AB 12`: in the Netherlands a postcode and a house number are a whole address. The server keeps postcodes without a space. */
export function address(postcode: string | undefined, houseNumber: string | undefined): string {
  return [postcode?.replace(/^(\d{4})\s*(?=[a-z]{2}$)/i, '$1 '), houseNumber].filter(Boolean).join(' ');
}
