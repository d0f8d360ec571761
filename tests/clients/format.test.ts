import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, count, day, daysAfter, duration, fullDay, localDay, mondayOf, money, time } from '../../clients/shared/format.ts';
import { spoken } from '../../clients/shared/language.svelte.ts';

(globalThis as { document?: unknown }).document = { documentElement: {} };
/** Intl puts spaces between that do not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

function inEnglish(check: () => void) {
  spoken.choose('en');
  try {
    check();
  } finally {
    spoken.choose('nl');
  }
}

test('money is exact', () => {
  for (const [cents, text] of [
    [undefined, '€ 0,00'], ['0', '€ 0,00'], ['5', '€ 0,05'], ['500', '€ 5,00'], ['123450', '€ 1.234,50'], ['-1', '€ -0,01'],
    ['-150050', '€ -1.500,50'], ['100000000000', '€ 1.000.000.000,00'], ['999999999999999', '€ 9.999.999.999.999,99'],
  ] as const) {
    assert.equal(plain(money(cents)), text);
  }
  inEnglish(() => assert.equal(plain(money('123450')), '€1,234.50'));
});

test('days are those of the calendar', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  assert.equal(day('2026-11-03', now), 'dinsdag 3 november');
  assert.equal(day('2027-01-01', now), 'vrijdag 1 januari 2027');
  assert.equal(fullDay('2026-03-29'), '29 maart 2026');
  inEnglish(() => assert.equal(fullDay('2026-03-29'), '29 March 2026'));
});

test('times are those of the town, also around the change of the clock', () => {
  assert.equal(time('2026-10-25T00:30:00Z'), '02:30');
  assert.equal(time('2026-10-25T01:30:00Z'), '02:30');
  assert.equal(time('2026-03-29T01:00:00Z'), '03:00');
  assert.equal(time('2026-06-30T22:00:00Z'), '00:00');
  assert.equal(localDay('2026-06-30T22:00:00Z'), '2026-07-01');
  assert.equal(localDay('2026-12-31T22:59:59Z'), '2026-12-31');
});

test('days are counted over months, years and changes of the clock', () => {
  assert.equal(daysAfter('2026-12-31', 1), '2027-01-01');
  assert.equal(daysAfter('2028-02-28', 1), '2028-02-29');
  assert.equal(daysAfter('2026-03-29', 1), '2026-03-30');
  assert.equal(daysAfter('2026-11-01', -1), '2026-10-31');
  assert.equal(mondayOf('2026-11-22'), '2026-11-16');
  assert.equal(mondayOf('2026-11-16'), '2026-11-16');
});

test('an address is written as on an envelope', () => {
  assert.equal(address('5042AB', '12'), '5042 AB 12');
  assert.equal(address('5042 AB', '7-b'), '5042 AB 7-b');
  assert.equal(address('1000', ''), '1000');
  assert.equal(address(undefined, undefined), '');
});

test('durations and counts are said in words', () => {
  assert.equal(duration(60), '1 uur');
  assert.equal(duration(90), '1 uur 30 minuten');
  assert.equal(duration(0), '0 minuten');
  assert.equal(plain(count('12345')), '12.345');
  inEnglish(() => assert.equal(duration(150), '2 hours 30 minutes'));
});
