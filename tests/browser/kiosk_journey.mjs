import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown, password } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

test('a resident sees vouchers and appointments, confirms an hour, and leaves nothing behind', async () => {
  const kiosk = await town.visit('/kiosk/');
  const { page } = kiosk;
  await kiosk.look('kiosk-sign-in');
  await kiosk.signIn('bewoner@tilburg');
  await page.getByRole('heading', { name: 'Uw cheques' }).waitFor();
  await kiosk.look('kiosk-home');

  const left = async () => Number(await page.locator('.figure').textContent());
  assert.ok((await left()) > 0, 'the demo resident has vouchers');
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByText('U bent afgemeld.').waitFor();
  assert.equal(await page.locator('.figure').count(), 0);
  assert.doesNotMatch(await page.content(), /bewoner@tilburg<\/span>/);
  await page.reload();
  await page.getByRole('button', { name: 'Aanmelden' }).waitFor();
  await kiosk.leave();
});

test('a wrong password is refused in words, by keyboard alone', async () => {
  const kiosk = await town.visit('/kiosk/');
  const { page } = kiosk;
  kiosk.expectMisdeed(/401/);
  await page.getByLabel('Naam', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Vul in: naam.').waitFor();
  await page.keyboard.type('bewoner@tilburg');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`not ${password}`);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('De naam of het wachtwoord klopt niet').waitFor();
  assert.equal(await page.getByLabel('Wachtwoord', { exact: true }).inputValue(), '');
  await kiosk.look('kiosk-wrong-password');
  await kiosk.leave();
});
