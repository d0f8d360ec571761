// What the portal works out by itself: files of tables, months to close, periods of reports, points of a chart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTime, monthsBefore, pointsOf } from '../../clients/portal/budgets/burn.ts';
import { hoursFor, priceOf } from '../../clients/portal/hours/hours.ts';
import { csvOf, decimalEuros, type Column } from '../../clients/portal/parts/table.ts';
import { periodsOf } from '../../clients/shared/periods.ts';
import { checkOf, isAsForeseen } from '../../clients/portal/statements/closing.ts';
import { monthAfter } from '../../clients/portal/statements/statements.ts';
import { spoken } from '../../clients/shared/language.svelte.ts';

(globalThis as { document?: unknown }).document = { documentElement: {} };

test('amounts in a file are exact', () => {
  const cases: [cents: string, dutch: string][] = [
    ['0', '0,00'], ['5', '0,05'], ['-5', '-0,05'], ['123456', '1234,56'], ['-9007199254740993', '-90071992547409,93'],
  ];
  for (const [cents, dutch] of cases) assert.equal(decimalEuros(cents, ','), dutch);
});

test('a file is one that spreadsheets of the language read, and holds no formulas', () => {
  const columns: Column<{ name: string; cents: string | null }>[] = [
    { name: 'Naam', value: (row) => row.name },
    { name: 'Bedrag', kind: 'money', value: (row) => row.cents },
  ];
  const rows = [{ name: '=SUM(A1)', cents: '-1250' }, { name: 'De "Eik"; west', cents: null }, { name: '@x\ny', cents: '0' }];
  assert.equal(csvOf(columns, rows, 'afgeschermd'), 'Naam;Bedrag\r\n\'=SUM(A1);-12,50\r\n"De ""Eik""; west";afgeschermd\r\n"\'@x\ny";0,00\r\n');
  spoken.choose('en');
  assert.equal(csvOf(columns, rows.slice(0, 1), ''), "Naam,Bedrag\r\n'=SUM(A1),-12.50\r\n");
  spoken.choose('nl');
});

test('hours and their price are whole and exact', () => {
  assert.equal(priceOf(1_000_000, '1500'), '1500000000');
  assert.equal(hoursFor('525000', '1500'), '350');
  assert.equal(hoursFor('525001', '1501'), '349');
  assert.equal(hoursFor(undefined, '1500'), '0');
});

test('after December comes January', () => {
  assert.equal(monthAfter(202611), 202612);
  assert.equal(monthAfter(202612), 202701);
});

test('a statement that was not foreseen, is missing or differs is found', () => {
  const funder = { partyKind: 'PARTY_KIND_FUNDER' as const, partyId: 'a', partyName: 'A', totalCents: '100' };
  const provider = { ...funder, partyKind: 'PARTY_KIND_PROVIDER' as const };
  assert.ok(isAsForeseen(checkOf([funder, provider], [provider, funder])));
  assert.ok(isAsForeseen(checkOf([], [])));
  const [changed] = checkOf([funder], [{ ...funder, totalCents: '90' }]);
  assert.deepEqual([changed?.beforeCents, changed?.afterCents, changed?.differenceCents], ['100', '90', '-10']);
  for (const [before, after] of [[[funder], [{ ...funder, totalCents: '90' }]], [[funder], []], [[], [funder]], [[funder], [provider]]] as const) {
    assert.ok(!isAsForeseen(checkOf(before, after)));
  }
});

test('outside the municipality periods are whole quarters that are over', () => {
  const all = { kind: 'all', startsOn: '2026-07-01', endsOn: '2026-09-30' };
  const quarter = { ...all, kind: 'quarter' };
  assert.deepEqual(periodsOf({ startsOn: '2026-08-01' }, '2026-11-22', false), [all, quarter]);
  assert.deepEqual(periodsOf({ startsOn: '2026-08-01' }, '2026-11-22', true), [{ ...all, kind: 'today', endsOn: '2026-11-22' }, all, quarter]);
  assert.deepEqual(periodsOf({ startsOn: '2026-08-01' }, '2026-09-30', false), []);
  const ended = periodsOf({ startsOn: '2025-12-31', endsOn: '2026-01-01' }, '2030-01-01', false);
  assert.deepEqual([ended[1]?.startsOn, ended[1]?.endsOn, ended.at(-1)?.startsOn], ['2027-01-01', '2027-03-31', '2025-10-01']);
});

test('a budget in time begins when it began, and runs down to the day on which nothing is left', () => {
  const budget = { startsOn: '2026-10-15', endsOn: '2028-08-01' };
  assert.equal(monthsBefore([budget], '2026-11-22'), 1);
  assert.equal(monthsBefore([{ startsOn: '1990-01-01' }], '2026-11-22'), 119);
  const months = [{ month: 202609 }, { month: 202610, spentCents: '100', leftCents: '900' }, { month: 202611, spentCents: '-50', leftCents: '950' }];
  const burned = inTime(budget, { months, exhaustedOn: '2027-01-31' });
  assert.deepEqual(burned.months.map((month) => month.spentSoFarCents), ['100', '50']);
  const points = pointsOf(burned, '2026-11-15');
  assert.deepEqual(points.x, [2026 * 12 + 10, 2026 * 12 + 10.5, 2027 * 12 + 1]);
  assert.deepEqual(points.left, [9, 9.5, null]);
  assert.deepEqual(points.forecast, [null, 9.5, 0]);
  assert.deepEqual(pointsOf({ ...burned, exhaustedOn: '' }, '2026-11-15').forecast, [null, null]);
});
