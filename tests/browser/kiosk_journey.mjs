import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown, password, planJob, requestJob } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

test('a resident sees vouchers and appointments, confirms an hour, and leaves nothing behind', async () => {
  const planned = await requestJob(town);
  await planJob(town, { ...planned, inMinutes: 24 * 60 });
  const done = await requestJob(town);
  const participant = await planJob(town, { ...done, inMinutes: 1 });
  await participant('jobs.v1.JobService/RespondToJob', { ...done, accept: true });
  await participant('jobs.v1.JobService/StartJob', done);
  await participant('jobs.v1.JobService/RegisterHours', { ...done, minutes: 60 });

  const kiosk = await town.visit('/kiosk/');
  const { page } = kiosk;
  await kiosk.look('kiosk-sign-in');
  await kiosk.signIn('bewoner@tilburg');
  await page.getByRole('heading', { name: 'Uw afspraken' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Samen wandelen' }).count(), 2);
  await kiosk.look('kiosk-home');

  await page.getByRole('button', { name: 'Ja, dit klopt' }).click();
  await page.getByText('Bedankt. De hulp is betaald').waitFor();
  await page.getByRole('button', { name: 'Ja, dit klopt' }).waitFor({ state: 'detached' });
  const coordinator = await town.as('coordinator@tilburg');
  const { job } = await coordinator('jobs.v1.JobService/GetJob', done);
  assert.equal(job.state, 'JOB_STATE_APPROVED');
  await kiosk.look('kiosk-confirmed');

  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByText('U bent afgemeld.').waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /Samen wandelen|cheques om te gebruiken/);
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
