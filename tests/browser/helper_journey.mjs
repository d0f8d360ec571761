import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openTown, planJob, requestJob } from './town.mjs';

const pin = '271828';
const note = 'De bel is stuk, graag kloppen.';
let town;
/** It has begun by the time that somebody comes to it. */
let early;
before(async () => {
  town = await openTown();
  early = await requestJob(town);
  await planJob(town, { ...early, inMinutes: 1 });
});
after(() => town.end());

const ok = (page, text) => page.getByRole('status').getByText(text).waitFor();

/** The demo's participant and what their file is called. */
async function me() {
  const participant = await town.as('deelnemer@tilburg');
  const { subjectId } = await participant('identity.v1.IdentityService/GetSelf', {});
  const coach = await town.as('coach@tilburg');
  const { participant: file } = await coach('participants.v1.ParticipantService/GetParticipant', { participantId: subjectId });
  return { participantId: subjectId, name: file.name, coach };
}

/** What a program says of some bytes. */
function readBy(program, options, bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'emplooi-helper-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    return execFileSync(program, [...options, path, ...(program === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const readQrCode = async (page, name) => readBy('zbarimg', ['--quiet', '--raw'], await page.getByRole('img', { name }).screenshot());
const readPdf = (bytes) => readBy('pdftotext', ['-layout'], bytes);

async function choosePin(page, chosen = pin, again = chosen) {
  await page.getByLabel('Nieuwe pincode').fill(chosen);
  await page.getByLabel('Typ de pincode nog een keer').fill(again);
  await page.getByRole('button', { name: 'Klaar' }).click();
}

/** The demo's participant at a phone that is theirs. */
async function visitMine() {
  const { participantId, coach } = await me();
  const { linkFragment } = await coach('participants.v1.InvitationService/InviteParticipant', { participantId });
  const helper = await town.visit(`/helper/${linkFragment}`);
  await choosePin(helper.page);
  await helper.page.getByRole('heading', { name: 'Mijn week' }).waitFor();
  return helper;
}

test('a coach invites a participant, who makes a phone their own and comes back with a PIN', async () => {
  const { name } = await me();
  const desk = await town.visit('/desk/');
  await desk.signIn('coach@tilburg');
  await desk.page.getByLabel('Zoek een deelnemer').fill(name);
  await desk.page.getByRole('button', { name: `Open dossier: ${name}` }).click();
  await desk.page.getByRole('button', { name: 'Nodig uit voor de app' }).click();
  await desk.page.getByRole('button', { name: 'Maak een code' }).click();
  await desk.page.getByRole('heading', { name: `Voor ${name}` }).waitFor();
  await desk.look('desk-invitation');
  const link = await readQrCode(desk.page, /^QR-code/);
  const typed = await desk.page.locator('strong.code').innerText();
  const [, slug, code] = /#(.*)\/(.*)$/.exec(link);
  assert.ok(link.startsWith(`${town.origin}/helper/#`));
  assert.equal(slug, 'tilburg');
  assert.equal(typed.replaceAll('-', ''), code);
  await desk.leave();

  const helper = await town.visit(new URL(link).pathname + new URL(link).hash);
  const { page } = helper;
  helper.expectMisdeed(/40[013]/);
  await page.getByLabel('Nieuwe pincode').waitFor();
  assert.equal(new URL(page.url()).hash, '#/', 'the code is out of the address before anything else happens');
  await choosePin(page, '12');
  await page.getByText('Een pincode heeft zes cijfers.').waitFor();
  await choosePin(page, pin, '271829');
  await page.getByText('De twee pincodes zijn niet hetzelfde.').waitFor();
  await helper.look('helper-choose-pin');
  await choosePin(page, '123456');
  await page.getByRole('alert').getByText('te makkelijk te raden').waitFor();
  assert.ok(await page.getByLabel('Nieuwe pincode').evaluate((field) => field === document.activeElement));
  await choosePin(page);
  await page.getByRole('heading', { name: 'Mijn week' }).waitFor();

  const kept = await page.evaluate(async () => {
    const opened = await new Promise((resolve) => (indexedDB.open('emplooi').onsuccess = ({ target }) => resolve(target.result)));
    const reading = opened.transaction('devices').objectStore('devices').get('phone');
    const { key, ...rest } = await new Promise((resolve) => (reading.onsuccess = () => resolve(reading.result)));
    const shown = await crypto.subtle.exportKey('pkcs8', key).then(() => 'shown', () => 'kept');
    return { isExtractable: key.extractable, shown, fields: Object.keys(rest).sort() };
  });
  assert.deepEqual(kept, { isExtractable: false, shown: 'kept', fields: ['fingerprint', 'name', 'sequence'] });

  await page.reload();
  await page.getByRole('heading', { name: 'Mijn week' }).waitFor();
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByRole('heading', { name: 'Welkom terug' }).waitFor();
  await page.getByLabel('Pincode', { exact: true }).fill('314159');
  await page.getByRole('button', { name: 'Naar mijn week' }).click();
  await page.getByRole('alert').getByText('De pincode klopt niet.').waitFor();
  await helper.look('helper-pin');
  await page.getByLabel('Pincode', { exact: true }).fill(pin);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Mijn week' }).waitFor();

  // A code works once, and a newer phone takes the place of this one.
  const second = await town.visit('/helper/');
  second.expectMisdeed(/40[013]/);
  await second.page.getByLabel('Uw code').waitFor();
  await second.look('helper-enrol');
  await second.page.getByRole('button', { name: 'Verder' }).click();
  await second.page.getByText('Vul in: uw code.').waitFor();
  await second.page.getByLabel('Uw code').fill('ABCD');
  await second.page.getByText('Een code heeft zestien letters en cijfers.').waitFor();
  await second.page.getByLabel('Uw code').fill(typed.toLowerCase().replaceAll('-', ' '));
  await second.page.getByRole('button', { name: 'Verder' }).click();
  await choosePin(second.page);
  await second.page.getByRole('alert').getByText('is al gebruikt').waitFor();
  const { participantId, coach } = await me();
  const { code: newer } = await coach('participants.v1.InvitationService/InviteParticipant', { participantId });
  await second.page.getByLabel('Uw code').fill(newer);
  await second.page.getByRole('button', { name: 'Verder' }).click();
  await choosePin(second.page);
  await second.page.getByRole('heading', { name: 'Mijn week' }).waitFor();
  await second.leave();

  await page.getByRole('link', { name: 'Ik ben ziek' }).click();
  await page.getByText('Deze telefoon is niet meer aangemeld.').waitFor();
  await page.getByLabel('Uw code').waitFor();
  await helper.leave();
});

test('in the demo a visitor has a phone of a participant at once', async () => {
  const helper = await town.visit('/helper/');
  const { page } = helper;
  await page.getByRole('button', { name: 'Vraag een code' }).click();
  await choosePin(page);
  await page.getByRole('heading', { name: 'Mijn week' }).waitFor();
  await page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Wie en waar' }) }).first().waitFor();
  await helper.leave();
});

test('an answer that is lost is said so, and what was done is done once when it is tried again', async () => {
  const job = await requestJob(town);
  await planJob(town, { ...job, inMinutes: 72 * 60 });
  const helper = await town.visit('/helper/');
  const { page } = helper;
  helper.expectMisdeed(/ERR_FAILED/);
  await page.getByRole('button', { name: 'Ik heb een naam en een wachtwoord' }).click();
  await helper.look('helper-sign-in');
  await helper.signIn('deelnemer@tilburg');
  const keys = [];
  let isLost = true;
  await page.route('**/RespondToJob', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    // The answers are lost, after the server has done what it was told.
    if (isLost) await route.fetch({ ignoreHTTPSErrors: true }).then(() => route.abort());
    else await route.continue();
  });
  // The last of those that were asked: it is days ahead.
  const mine = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Ja, ik doe het' }) }).filter({ hasText: note }).last();
  await mine.getByRole('button', { name: 'Ja, ik doe het' }).click();
  await page.getByRole('alert').getByText('Er is geen verbinding.').waitFor();
  await helper.look('helper-no-answer');
  isLost = false;
  await mine.getByRole('button', { name: 'Ja, ik doe het' }).click();
  await ok(page, 'Fijn, het staat in uw week.');
  assert.equal(keys.length, 4);
  assert.equal(new Set(keys).size, 1, 'it was one command all along');
  await helper.leave();
});

test('nobody is at home: it is written down, and the helper goes home', async () => {
  const participant = await town.as('deelnemer@tilburg');
  await participant('jobs.v1.JobService/RespondToJob', { ...early, accept: true });
  const { job } = await participant('jobs.v1.JobService/GetJob', early);
  await new Promise((wait) => setTimeout(wait, Math.max(0, new Date(job.startsAt) - Date.now())));
  const helper = await visitMine();
  const { page } = helper;
  const mine = page.getByRole('listitem').filter({ hasText: note }).filter({ has: page.getByRole('button', { name: 'Ik ben er' }) });
  await mine.getByRole('button', { name: 'Er is niemand thuis' }).click();
  await page.getByText('U hebt niets fout gedaan.').waitFor();
  await page.getByRole('button', { name: 'Ja, er was niemand' }).click();
  await ok(page, 'U kunt naar huis gaan.');
  const coordinator = await town.as('coordinator@tilburg');
  const { job: recorded } = await coordinator('jobs.v1.JobService/GetJob', early);
  assert.deepEqual([recorded.state, recorded.reason], ['JOB_STATE_NO_SHOW', 'resident']);
  await helper.leave();
});

test('a participant reports ill and well again; the coordinator knows which appointments are hit', async () => {
  const job = await requestJob(town);
  await planJob(town, { ...job, inMinutes: 26 * 60 });
  const helper = await visitMine();
  const { page } = helper;
  await page.getByRole('link', { name: 'Ik ben ziek' }).click();
  await page.getByLabel('Tot en met welke dag?').fill('2020-01-01');
  await page.getByRole('button', { name: 'Meld mij ziek' }).click();
  await page.getByText('Deze dag ligt voor de eerste dag.').waitFor();
  await helper.look('helper-sick');
  await page.getByLabel('Tot en met welke dag?').fill('');
  await page.getByRole('button', { name: 'Meld mij ziek' }).click();
  await ok(page, /De coördinator zoekt iemand voor uw (\d+ afspraken|afspraak)\. Beterschap!/);
  await page.getByText('U bent ziek gemeld vanaf').waitFor();
  const coordinator = await town.as('coordinator@tilburg');
  assert.equal((await coordinator('jobs.v1.JobService/GetJob', job)).job.participantIsSick, true);
  await helper.look('helper-is-sick');
  await page.getByRole('button', { name: 'Ik ben weer beter' }).click();
  await ok(page, 'Fijn dat u er weer bent.');
  assert.equal((await coordinator('jobs.v1.JobService/GetJob', job)).job.participantIsSick, undefined);
  const participant = await town.as('deelnemer@tilburg');
  await participant('jobs.v1.JobService/RespondToJob', { ...job, accept: true });
  await helper.leave();
});

test('what somebody did and learned is theirs, and goes along as a letter that names nobody else', async () => {
  const { participantId, name, coach } = await me();
  const today = new Date().toISOString().slice(0, 10);
  await coach('participants.v1.ParticipantService/RecordLadderStep', { participantId, step: 3, assessedOn: today });
  await coach('participants.v1.ParticipantService/RecordCertificate', { participantId, kind: 'CERTIFICATE_KIND_COURSE_MODULE', title: 'Veilig tillen' });
  const portfolio = await coach('jobs.v1.PortfolioService/GetPortfolio', { participantId });
  assert.ok(portfolio.minutes > 0, 'the demo lets everybody work');
  const helper = await visitMine();
  const { page } = helper;
  await page.getByRole('link', { name: 'Wat ik kan' }).click();
  await page.getByText(`in ${portfolio.jobs} afspraken die zijn goedgekeurd`).waitFor();
  await page.getByText('Veilig tillen').waitFor();
  assert.match(await page.locator('[aria-current="step"]').innerText(), /Meedoen aan activiteiten/);
  await page.getByText('Waar uw hulp aan bijdraagt').click();
  await helper.look('helper-growth');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download mijn bewijs' }).click()]);
  assert.match(download.suggestedFilename(), /^bewijs-van-ervaring-\d{4}-\d\d-\d\d\.pdf$/);
  const letter = execFileSync('pdftotext', ['-layout', await download.path(), '-'], { encoding: 'utf8' });
  for (const said of [name, 'Veilig tillen', portfolio.services[0].nameNl]) assert.ok(letter.includes(said), said);
  const { jobs } = await (await town.as('coordinator@tilburg'))('jobs.v1.JobService/ListJobs', { participantId, state: 'JOB_STATE_APPROVED', page: { size: 200 } });
  for (const { residentName } of jobs) assert.ok(!letter.includes(residentName), 'no resident is named');
  await helper.leave();
});

test('a participant says yes or no, goes there, is there, and tells how long it took', async () => {
  const coordinator = await town.as('coordinator@tilburg');
  const stateOf = async (job) => (await coordinator('jobs.v1.JobService/GetJob', job)).job;
  const jobs = [];
  for (const inMinutes of [2, 24 * 60, 48 * 60]) {
    const job = await requestJob(town);
    await planJob(town, { ...job, inMinutes });
    jobs.push(job);
  }
  const [today, tomorrow, later] = jobs;
  const { residentName, postcode, houseNumber } = await stateOf(today);
  const home = `${postcode.replace(/^\d{4}/, '$& ')} ${houseNumber}`;
  const helper = await visitMine();
  const { page } = helper;
  const asked = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Ja, ik doe het' }) });
  await asked.nth(2).waitFor();
  await asked.first().getByRole('button', { name: 'Waarom ik?' }).click();
  await ok(page, 'De coördinator heeft aan u gedacht.');
  await helper.look('helper-asked');
  assert.match(await asked.first().innerText(), new RegExp(`${residentName}, ${home}`));

  await asked.last().getByRole('button', { name: 'Nee, liever niet' }).click();
  await asked.or(page.getByRole('listitem')).filter({ has: page.getByRole('radio') }).getByRole('button', { name: 'Zeg nee' }).click();
  await page.getByText('Kies wat het best past.').waitFor();
  await helper.look('helper-refuse');
  await page.getByLabel('Het is te ver voor mij').check();
  await page.getByRole('button', { name: 'Zeg nee' }).click();
  await ok(page, 'Dat is goed. Wij vragen iemand anders.');
  const refused = await stateOf(later);
  assert.deepEqual([refused.state, refused.reason], ['JOB_STATE_REQUESTED', 'Het is te ver voor mij']);

  // By keyboard alone.
  for (const left of [1, 0]) {
    await asked.first().getByRole('button', { name: 'Ja, ik doe het' }).focus();
    await page.keyboard.press('Enter');
    await ok(page, 'Fijn, het staat in uw week.');
    await asked.nth(left).waitFor({ state: 'detached' });
  }
  assert.equal((await stateOf(tomorrow)).state, 'JOB_STATE_ACCEPTED');
  await page.getByRole('heading', { name: /^Vandaag, / }).waitFor();
  await helper.look('helper-week');
  const paper = readPdf(await page.pdf({ format: 'A4' }));
  assert.match(paper, /Mijn week[\s\S]*Vandaag[\s\S]*Samen wandelen/);
  assert.ok(paper.includes(residentName) && !/Afmelden|Ik ben er|Print/.test(paper), 'paper says who and where, and has no buttons');

  const mine = page.getByRole('listitem').filter({ hasText: note });
  await mine.first().getByRole('button', { name: 'Wie en waar' }).click();
  const route = page.getByRole('link', { name: 'Toon de weg' });
  const target = decodeURIComponent(await route.getAttribute('href'));
  assert.equal(target, `geo:0,0?q=${home}, Tilburg (demo)`, 'the map of the phone, and no web page');
  await page.getByText(/^Van uw huis is het ongeveer \d+ minuten (lopen|fietsen)\.$/).waitFor();
  await helper.look('helper-appointment');
  await page.getByRole('button', { name: 'Ik ben er' }).click();
  await ok(page, 'U bent begonnen.');
  await page.getByRole('button', { name: 'Naar mijn week' }).click();
  await page.getByRole('heading', { name: 'U bent bezig' }).waitFor();
  await page.getByRole('button', { name: 'Ik ben klaar' }).click();
  const hours = page.getByLabel('Hoe lang hebt u geholpen?');
  assert.equal(await hours.inputValue(), '60', 'what was agreed is filled in');
  assert.ok(await hours.evaluate((field) => field === document.activeElement));
  await hours.selectOption({ label: '45 minuten' });
  await helper.look('helper-hours');
  await page.getByRole('button', { name: 'Geef de tijd door' }).click();
  await ok(page, 'De tijd is doorgegeven.');
  await page.getByRole('heading', { name: 'Gedaan' }).waitFor();
  await page.getByText('U hielp 45 minuten.').waitFor();
  assert.deepEqual([(await stateOf(today)).state, (await stateOf(today)).doneMinutes], ['JOB_STATE_DONE', 45]);
  await helper.look('helper-done');
  await helper.leave();
});
