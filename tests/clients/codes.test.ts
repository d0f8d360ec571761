import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typed } from '../../clients/kiosk/typing.ts';
import { cardLength, codeOf, inGroups, isTypedRight, letters } from '../../clients/kiosk/codes.ts';

test('codes are read as people type them', () => {
  assert.equal(codeOf(' ol-iO u?é'), '0110');
  assert.equal(codeOf('abcd-efgh'), 'ABCDEFGH');
  assert.equal(inGroups('ABCDEFGHJ'), 'ABCD EFGH J');
  assert.equal(inGroups(''), '');
});

test('check digits of a card find any one mistake, and any two neighbours that were swapped', () => {
  const right = '000000000000000000000000009' + '8';
  assert.equal(right.length, cardLength);
  // As the server prints it: tests/identity/keys_test.cpp.
  assert.ok(isTypedRight(right));
  const other = `ABCDEFGHJKMNPQRSTVWXYZ0123${checkOf('ABCDEFGHJKMNPQRSTVWXYZ0123')}`;
  assert.ok(isTypedRight(other));
  for (let at = 0; at < cardLength; ++at) {
    for (const letter of letters) {
      const typed = other.slice(0, at) + letter + other.slice(at + 1);
      assert.equal(isTypedRight(typed), typed === other, typed);
    }
    const swapped = other.slice(0, at) + (other[at + 1] ?? '') + other[at] + other.slice(at + 2);
    assert.equal(isTypedRight(swapped), swapped === other, swapped);
  }
  assert.ok(!isTypedRight(other.slice(0, -1)));
});

test('words typed on keys begin sentences with a capital and have single spaces', () => {
  const write = (keys: string) => [...keys].reduce(typed, '');
  assert.equal(write(' ja.  graag om 3 uur? ok'), 'Ja. Graag om 3 uur? Ok');
  assert.equal(write('sint jan, links'), 'Sint jan, links');
});

const checkOf = (code: string) => {
  const rest = [...code].reduce((sum, symbol) => (sum * 32n + BigInt(letters.indexOf(symbol))), 0n);
  return String(98n - ((rest * 100n) % 97n)).padStart(2, '0');
};
