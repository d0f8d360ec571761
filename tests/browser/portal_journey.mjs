import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

test('a buyer sees what is left of the hours that were bought', async () => {
  const portal = await town.visit('/portal/');
  await portal.look('portal-sign-in');
  await portal.signIn('inkoper@tilburg');
  await portal.page.getByRole('columnheader', { name: 'Over', exact: true }).waitFor();
  assert.ok((await portal.page.getByRole('row').count()) > 1);
  await portal.look('portal-budgets');
  await portal.leave();
});

test('the client council can see that the books are right', async () => {
  const portal = await town.visit('/portal/');
  await portal.signIn('clientenraad@tilburg');
  await portal.page.getByText('De boeken kloppen op de cent.').waitFor();
  await portal.look('portal-books');
  await portal.leave();
});

test('a resident does not belong here', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await page.getByLabel('Naam', { exact: true }).fill('bewoner@tilburg');
  await page.getByLabel('Wachtwoord', { exact: true }).fill('dienstencheque-demo');
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.getByText('Met dit account kunt u hier niet terecht.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Afmelden' }).count(), 0);
  await page.getByRole('link', { name: 'Naar de startpagina' }).click();
  await page.getByRole('heading', { name: 'Hulp in en om het huis' }).waitFor();
  await portal.look('start');
  await portal.leave();
});
