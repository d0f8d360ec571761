import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

test('a coordinator sees the requests that wait, and who takes part', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.look('desk-sign-in');
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('table').waitFor();
  assert.ok((await page.getByRole('row').count()) > 1, 'requests wait in the demo');
  await desk.look('desk-requests');
  await page.getByRole('link', { name: 'Deelnemers' }).click();
  await page.getByRole('columnheader', { name: 'Traject' }).waitFor();
  const heading = page.getByRole('heading', { name: 'Deelnemers' });
  assert.ok(await heading.evaluate((element) => element === document.activeElement), 'who comes to a page is at its heading');
  await desk.look('desk-participants');
  await page.goBack();
  await page.getByRole('heading', { name: 'Aanvragen' }).waitFor();
  await desk.leave();
});

test('a coach sees the participants whom they guide, and no requests', async () => {
  const desk = await town.visit('/desk/#/requests');
  await desk.signIn('coach@tilburg');
  await desk.page.getByRole('columnheader', { name: 'Traject' }).waitFor();
  assert.equal(await desk.page.getByRole('link', { name: 'Aanvragen' }).count(), 0);
  await desk.leave();
});
