import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

test('a participant sees the week', async () => {
  const helper = await town.visit('/helper/');
  const { page } = helper;
  await helper.look('helper-sign-in');
  await helper.signIn('deelnemer@tilburg');
  await page.getByRole('heading', { name: 'Mijn week' }).waitFor();
  await helper.look('helper-week');
  await helper.leave();
});
