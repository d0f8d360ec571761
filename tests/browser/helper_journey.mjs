import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown, planJob, requestJob } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

test('an answer that is lost is said so, and what was done is done once when it is tried again', async () => {
  const job = await requestJob(town);
  await planJob(town, { ...job, inMinutes: 72 * 60 });
  const helper = await town.visit('/helper/');
  const { page } = helper;
  helper.expectMisdeed(/ERR_FAILED/);
  await helper.signIn('deelnemer@tilburg');
  const keys = [];
  let isLost = true;
  await page.route('**/RespondToJob', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    // The answers are lost, after the server has done what it was told.
    if (isLost) await route.fetch({ ignoreHTTPSErrors: true }).then(() => route.abort());
    else await route.continue();
  });
  await page.getByRole('button', { name: 'Ja, ik doe het' }).click();
  await page.getByRole('alert').getByText('Er is geen verbinding.').waitFor();
  await helper.look('helper-no-answer');
  isLost = false;
  await page.getByRole('button', { name: 'Ja, ik doe het' }).click();
  await page.getByText('Fijn, het staat in uw week.').waitFor();
  assert.equal(keys.length, 4);
  assert.equal(new Set(keys).size, 1, 'it was one command all along');
  await helper.leave();
});

test('a participant sees the week, accepts what suits and refuses what does not', async () => {
  const jobs = [];
  for (const inMinutes of [24 * 60, 48 * 60]) {
    const job = await requestJob(town);
    await planJob(town, { ...job, inMinutes });
    jobs.push(job);
  }
  const helper = await town.visit('/helper/');
  const { page } = helper;
  await helper.look('helper-sign-in');
  await helper.signIn('deelnemer@tilburg');
  await page.getByRole('heading', { name: 'U bent gevraagd' }).waitFor();
  await helper.look('helper-asked');
  const asked = page.getByRole('listitem').filter({ has: page.getByRole('button') });
  assert.equal(await asked.count(), 2);
  assert.match(await asked.first().innerText(), /De bel is stuk, graag kloppen/);

  await asked.first().getByRole('button', { name: 'Ja, ik doe het' }).click();
  await page.getByText('Fijn, het staat in uw week.').waitFor();
  await page.getByRole('heading', { name: 'Afgesproken' }).waitFor();
  await asked.first().getByRole('button', { name: 'Nee, liever niet' }).click();
  await page.getByText('Dat is goed. Wij vragen iemand anders.').waitFor();
  await page.getByRole('heading', { name: 'U bent gevraagd' }).waitFor({ state: 'detached' });
  await helper.look('helper-week');

  const coordinator = await town.as('coordinator@tilburg');
  const states = await Promise.all(jobs.map(async (job) => (await coordinator('jobs.v1.JobService/GetJob', job)).job.state));
  assert.deepEqual(states, ['JOB_STATE_ACCEPTED', 'JOB_STATE_REQUESTED']);
  await helper.leave();
});
