import { count } from '@emplooi/shared/format.ts';

/** The whole hours that an amount pays for. */
export function hoursFor(cents: string | undefined, tariffCents: string): string {
  return count((BigInt(cents ?? '0') / BigInt(tariffCents)).toString());
}

/** The price of so many hours, in cents. */
export function priceOf(hours: number, tariffCents: string): string {
  return (BigInt(hours) * BigInt(tariffCents)).toString();
}
