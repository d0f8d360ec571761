import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { enter, look, pin, pressPin, showToCamera, takeCard, visitKiosk, withCheckDigits } from './kiosk.mjs';
import { cameraFile, openTown, planJob, requestJob } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

const jobs = 'jobs.v1.JobService';
const said = (page, text) => page.getByRole('status').getByText(text).waitFor();

/** An hour that a helper has just worked for the demo's resident. */
async function workedHour() {
  const job = await requestJob(town);
  const participant = await planJob(town, { ...job, inMinutes: 1 });
  await participant(`${jobs}/RespondToJob`, { ...job, accept: true });
  await participant(`${jobs}/StartJob`, job);
  await participant(`${jobs}/RegisterHours`, { ...job, minutes: 60 });
  return job;
}
async function stateOf(job) {
  return (await (await town.as('coordinator@tilburg'))(`${jobs}/GetJob`, job)).job.state;
}
/** All strings that the page's memory holds, after whatever nobody needs was thrown away. */
async function memoryOf(page) {
  const devtools = await page.context().newCDPSession(page);
  const parts = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot');
  await devtools.detach();
  return JSON.parse(parts.join('')).strings.join('\n');
}

test('a screen becomes a kiosk when the desk has compared what it shows, and stops being one', async () => {
  const desk = await town.visit('/desk/');
  await desk.signIn('administrator@tilburg');
  await desk.page.getByRole('heading', { name: 'Kiosken' }).waitFor();
  await desk.page.getByLabel('Waar komt de kiosk te staan?').fill('De Eik, lift');
  await desk.page.getByRole('button', { name: 'Maak een code' }).click();
  await desk.page.getByRole('heading', { name: 'Code voor De Eik, lift' }).waitFor();
  const code = await desk.page.locator('.panel .code').innerText();
  await desk.look('desk-kiosk-invited');

  const kiosk = await town.visit('/kiosk/');
  const { page } = kiosk;
  kiosk.expectMisdeed(/40[01]/);
  await page.getByRole('heading', { name: 'Code van de coördinator' }).waitFor();
  await look(kiosk, 'kiosk-fresh');
  const field = page.getByLabel('Typ de 16 tekens');
  await field.fill('0000 0000 0000 0000');
  await page.getByRole('button', { name: 'Meld dit scherm aan' }).click();
  await page.getByRole('alert').getByText('Deze code klopt niet of is al gebruikt.').waitFor();
  for (const letter of code.slice(0, 4)) await page.getByRole('button', { name: letter, exact: true }).click();
  assert.equal(await field.inputValue(), code.slice(0, 4));
  await page.getByRole('button', { name: 'Wis het laatste teken' }).click();
  await page.getByText('Nog 13 tekens.').waitFor();
  await field.fill(code.toLowerCase().replaceAll('0', 'o'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Bijna klaar' }).waitFor();
  const fingerprint = await page.locator('.fingerprint').innerText();
  await look(kiosk, 'kiosk-waiting');
  const keys = await page.evaluate(
    () => new Promise((done) => (indexedDB.open('emplooi').onsuccess = ({ target }) =>
      (target.result.transaction('devices').objectStore('devices').get('kiosk').onsuccess = (found) => done([found.target.result.key.extractable, found.target.result.key.type])))),
  );
  assert.deepEqual(keys, [false, 'private'], 'the key can be used and not be taken');

  const mine = desk.page.getByRole('listitem').filter({ hasText: 'De Eik, lift' });
  await mine.getByText(fingerprint).waitFor();
  await desk.look('desk-kiosk-compare');
  await mine.getByRole('button', { name: 'Ja, precies deze' }).click();
  await desk.page.getByRole('status').getByText('De Eik, lift is open voor bewoners.').waitFor();
  await page.getByRole('heading', { name: 'Welkom' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Welkom' }).waitFor();
  await look(kiosk, 'kiosk-welcome');

  await mine.getByRole('button', { name: 'Meld af: De Eik, lift' }).click();
  await mine.getByRole('button', { name: 'Ja, meld af' }).click();
  await desk.page.getByRole('status').getByText('De Eik, lift is afgemeld.').waitFor();
  await desk.leave();
  await page.reload();
  await page.getByRole('heading', { name: 'Deze kiosk is afgemeld' }).waitFor();
  await look(kiosk, 'kiosk-not-known');
  await page.getByRole('button', { name: 'Meld opnieuw aan' }).click();
  await page.getByRole('heading', { name: 'Code van de coördinator' }).waitFor();
  await kiosk.leave();
});

test('the card is given at the desk, shown to the camera, and everything is done by touch', async () => {
  const planned = await requestJob(town);
  const helper = await planJob(town, { ...planned, inMinutes: 24 * 60 });
  await helper(`${jobs}/RespondToJob`, { ...planned, accept: true });
  const done = await workedHour();
  const { name, residentId } = await takeCard(town);

  const desk = await town.visit('/desk/');
  await desk.signIn('coordinator@tilburg');
  await desk.page.getByRole('link', { name: 'Bewoners' }).click();
  await desk.page.getByLabel('Naam of postcode').fill(name);
  await desk.page.getByRole('button', { name }).first().click();
  await desk.page.getByText('Vervang de kaart of de pincode').click();
  await desk.page.getByLabel('Nieuwe pincode').fill('471198');
  await desk.page.getByLabel('Nog een keer').fill(pin);
  await desk.page.getByRole('button', { name: 'Vervang', exact: true }).click();
  await desk.page.getByText('De twee pincodes zijn niet gelijk.').waitFor();
  await desk.page.getByLabel('Nieuwe pincode').fill(pin);
  await desk.look('desk-card');
  await desk.page.getByRole('button', { name: 'Vervang', exact: true }).click();
  await desk.page.getByText('De kaart is klaar.').waitFor();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByRole('button', { name: 'Bewaar de kaart' }).click()]);
  showToCamera(town, readFileSync(await download.path()));
  await desk.leave();

  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  kiosk.expectMisdeed(/400/);
  await page.getByRole('button', { name: 'Raak hier aan' }).click();
  await page.getByRole('heading', { name: 'Uw pincode' }).waitFor();
  rmSync(join(town.folder, cameraFile));
  await look(kiosk, 'kiosk-pin');
  const digits = page.getByRole('group', { name: 'Uw pincode' });
  const before = await digits.innerText();
  await pressPin(page);
  await page.getByRole('heading', { name: `Dag ${name}` }).waitFor();
  assert.notEqual(before.replace(/\D/g, ''), '0123456789', 'the keys are scrambled');
  await page.getByRole('heading', { name: 'Klopt dit?' }).first().waitFor();
  await page.getByText('Samen wandelen').first().waitFor();
  await look(kiosk, 'kiosk-home');
  const inUse = await memoryOf(page);
  assert.ok(inUse.includes(name), 'what is read is in memory while it is shown');

  await page.getByRole('button', { name: 'Ja, dit klopt' }).first().click();
  await said(page, 'Bedankt. De hulp is betaald met 1 cheque.');
  assert.equal(await stateOf(done), 'JOB_STATE_APPROVED');

  await page.getByRole('button', { name: 'Hulp vragen' }).click();
  await page.getByRole('button', { name: 'Tuinwerk' }).waitFor();
  await look(kiosk, 'kiosk-ask-what');
  await page.getByRole('button', { name: 'Tuinwerk' }).click();
  await look(kiosk, 'kiosk-ask-when');
  await page.getByRole('button', { name: /^Morgen/ }).click();
  await look(kiosk, 'kiosk-ask-more');
  await page.getByRole('button', { name: 'Ik hoor niet goed' }).click();
  await page.getByRole('button', { name: 'Typ zelf iets' }).click();
  const keys = page.getByRole('group', { name: 'Toetsen' });
  for (const key of 'graag achterom.') await keys.getByRole('button', { name: key === ' ' ? 'Spatie' : key, exact: true }).click();
  await keys.getByRole('button', { name: 'x', exact: true }).click();
  await keys.getByRole('button', { name: 'Wis' }).click();
  assert.equal(await page.getByLabel('Iets anders').inputValue(), 'Graag achterom.', 'by touch alone, and a sentence begins with a capital');
  await look(kiosk, 'kiosk-ask-words');
  await page.getByRole('button', { name: 'Vraag het zo aan' }).click();
  await page.getByRole('heading', { name: 'Het is gevraagd' }).waitFor();
  await look(kiosk, 'kiosk-asked');
  const resident = await town.as('bewoner@tilburg');
  const { jobs: asked } = await resident(`${jobs}/ListJobs`, { residentId, state: 'JOB_STATE_REQUESTED', page: { size: 200 } });
  const mine = asked.find(({ note }) => note === 'Ik hoor niet goed. Graag achterom.');
  assert.match(mine.wishedOn, /^\d{4}-\d\d-\d\d$/);

  await page.getByRole('button', { name: 'Naar het begin' }).click();
  await page.getByRole('button', { name: 'Mijn afspraken' }).click();
  await page.getByRole('button', { name: 'Zeg af: Tuinwerk' }).waitFor();
  const { subjectId: participantId } = await helper('identity.v1.IdentityService/GetSelf', {});
  const { participant } = await helper('participants.v1.ParticipantService/GetParticipant', { participantId });
  await page.getByText(`${participant.name.split(' ')[0]} komt bij u`, { exact: true }).first().waitFor();
  const helperName = participant.name.split(' ')[0];
  await page.getByRole('button', { name: `Waarom komt ${helperName}?` }).first().click();
  await said(page, `De coördinator heeft ${helperName} voor u gekozen.`);
  await look(kiosk, 'kiosk-appointments');
  await page.getByRole('button', { name: 'Zeg af: Tuinwerk' }).click();
  await page.getByRole('heading', { name: 'Wilt u dit afzeggen?' }).waitFor();
  await look(kiosk, 'kiosk-cancel');
  await page.getByRole('button', { name: 'Ja, zeg af' }).click();
  await said(page, 'Het is afgezegd.');
  assert.equal(await stateOf({ jobId: mine.jobId }), 'JOB_STATE_CANCELLED');

  await page.getByRole('button', { name: 'Terug' }).click();
  await page.getByRole('button', { name: 'Cheques kopen' }).click();
  await page.getByRole('button', { name: '2', exact: true }).waitFor();
  await look(kiosk, 'kiosk-buy');
  await page.getByRole('button', { name: '2', exact: true }).click();
  await page.getByText(/^2 cheques: €/).waitFor();
  await look(kiosk, 'kiosk-price');
  await page.getByRole('button', { name: 'Nee, toch niet' }).click();
  await page.getByRole('button', { name: '4', exact: true }).click();
  await page.getByText(/^4 cheques: €/).waitFor();
  await page.getByRole('button', { name: 'Ja, ik koop ze' }).click();
  await page.getByRole('heading', { name: 'U hebt 4 cheques gekocht' }).waitFor();
  await look(kiosk, 'kiosk-bought');
  await page.getByRole('button', { name: 'Naar het begin' }).click();
  await page.getByRole('heading', { name: `Dag ${name}` }).waitFor();

  await page.getByRole('button', { name: 'Klaar' }).click();
  await page.getByText('Tot ziens!').waitFor();
  await page.getByRole('button', { name: 'Raak hier aan' }).waitFor();
  for (const step of [() => page.goBack({ timeout: 2_000 }).catch(() => undefined), () => page.goForward({ timeout: 2_000 }).catch(() => undefined)]) {
    await step();
    await page.getByRole('button', { name: 'Raak hier aan' }).waitFor();
    assert.doesNotMatch(await page.content(), new RegExp(`${name}|Tuinwerk|achterom`));
  }
  const left = await memoryOf(page);
  for (const secret of [name, 'achterom', residentId]) assert.ok(!left.includes(secret), `${secret} is still in memory`);
  assert.deepEqual(await page.context().cookies(), [], 'the session is over');
  await kiosk.leave();
});

test('a typed code is checked before anybody is asked for a PIN; a wrong PIN is refused in words; five lock it; all by keyboard', async () => {
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  const { keyboard } = page;
  await page.evaluate(() => (navigator.mediaDevices.getUserMedia = () => new Promise((_, fail) => (globalThis.breakCamera = fail))));
  await page.getByRole('button', { name: 'Raak hier aan' }).focus();
  await keyboard.press('Enter');
  const placeOfButton = () => page.getByRole('button', { name: 'Ik typ de code liever' }).boundingBox();
  await page.waitForFunction(() => 'breakCamera' in globalThis);
  const before = await placeOfButton();
  await page.evaluate(() => globalThis.breakCamera(new Error('no camera')));
  await page.getByText('De camera doet het niet.').waitFor();
  assert.deepEqual(await placeOfButton(), before, 'nothing moves under a finger when the camera fails');
  await look(kiosk, 'kiosk-no-camera');
  await page.getByRole('button', { name: 'Ik typ de code liever' }).focus();
  await keyboard.press('Enter');
  await look(kiosk, 'kiosk-type');
  const code = withCheckDigits(card.code);
  await page.getByLabel('Code van uw kaart').focus();
  await keyboard.type(code.slice(1, 2) + code.slice(0, 1) + code.slice(2));
  if (code[0] !== code[1]) {
    await keyboard.press('Enter');
    await page.getByText('Er is iets verkeerd getypt.').waitFor();
    }
  for (let letter = 0; letter < code.length; ++letter) await page.getByRole('button', { name: 'Wis het laatste teken' }).click();
  await page.getByText('Nog 28 tekens.').waitFor();
  await page.getByLabel('Code van uw kaart').focus();
  await keyboard.type(code.toLowerCase());
  await keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: 'Uw pincode' });
  await heading.waitFor();
  assert.ok(await heading.evaluate((element) => element === document.activeElement), 'the focus is at what comes next');
  for (let tries = 1; tries <= 5; ++tries) {
    await keyboard.type('47119');
    await page.getByText('5 van de 6 cijfers getoetst').waitFor();
    await keyboard.type('7');
    if (tries > 1) await page.getByRole('button', { name: 'OK', exact: true }).focus();
    await keyboard.press('Enter');
    await page.getByRole('alert').getByText(tries < 3 ? 'horen niet bij elkaar' : tries < 5 ? 'Weet u de pincode niet zeker?' : 'Vraag de coördinator om hulp').waitFor();
    if (tries === 1) await look(kiosk, 'kiosk-wrong-pin');
  }
  await look(kiosk, 'kiosk-locked');
  await page.getByRole('button', { name: 'Stoppen' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Raak hier aan' }).waitFor();

  const desk = await town.visit('/desk/');
  await desk.signIn('coordinator@tilburg');
  await desk.page.getByRole('link', { name: 'Bewoners' }).click();
  await desk.page.getByLabel('Naam of postcode').fill(card.name);
  await desk.page.getByRole('button', { name: card.name }).first().click();
  await desk.page.getByRole('button', { name: 'Maak de pincode open' }).click();
  await desk.page.getByText('De pincode is weer open.').waitFor();
  await desk.leave();
  await enter(page, card);
  await kiosk.leave();
});

/** Goes to it with the Tab key alone, and presses it. */
async function tabTo(page, name) {
  const wanted = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  await wanted.waitFor();
  const isThere = () => wanted.evaluate((element) => element === document.activeElement);
  for (let steps = 0; !(await isThere()); ++steps) {
    assert.ok(steps < 60, `${name} is reached by keyboard`);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}

test('the whole kiosk by keyboard alone: in, an hour confirmed, help asked for, vouchers bought, and out', async () => {
  const job = await workedHour();
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  // The browser's own note of a low tariff that somebody has no right to.
  kiosk.expectMisdeed(/400/);
  await tabTo(page, 'Raak hier aan om te beginnen');
  await tabTo(page, 'Ik typ de code liever');
  const field = page.getByLabel('Code van uw kaart');
  await field.waitFor();
  while (!(await field.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.type(withCheckDigits(card.code));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Uw pincode' }).waitFor();
  await page.keyboard.type(pin);
  await tabTo(page, 'OK');
  await page.getByRole('heading', { name: `Dag ${card.name}` }).waitFor();
  while ((await stateOf(job)) === 'JOB_STATE_DONE') {
    await tabTo(page, 'Ja, dit klopt');
    await said(page, 'Bedankt. De hulp is betaald met 1 cheque.');
  }
  await tabTo(page, 'Hulp vragen');
  await tabTo(page, 'Samen wandelen');
  await tabTo(page, 'De dag maakt niet uit');
  await tabTo(page, 'Nee, vraag het zo aan');
  await page.getByRole('heading', { name: 'Het is gevraagd' }).waitFor();
  await tabTo(page, 'Naar het begin');
  await tabTo(page, 'Mijn afspraken');
  await tabTo(page, /^Zeg af: /);
  await tabTo(page, 'Nee, het gaat door');
  await tabTo(page, 'Terug');
  await tabTo(page, 'Cheques kopen');
  await tabTo(page, '1');
  await tabTo(page, 'Ja, ik koop ze');
  await page.getByRole('heading', { name: 'U hebt 1 cheque gekocht' }).waitFor();
  await tabTo(page, 'Klaar');
  await page.getByText('Tot ziens!').waitFor();
  await kiosk.leave();
});

test('an hour that was not right is said so, and nothing is paid', async () => {
  const job = await workedHour();
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  await enter(page, card);
  await page.getByRole('button', { name: 'Nee, er klopt iets niet' }).last().click();
  await page.getByRole('heading', { name: 'Wat klopte er niet?' }).waitFor();
  await look(kiosk, 'kiosk-wrong');
  await page.getByRole('button', { name: 'De tijd klopt niet' }).click();
  await said(page, 'Dank u voor het melden.');
  const { job: disputed } = await (await town.as('coordinator@tilburg'))(`${jobs}/GetJob`, job);
  assert.deepEqual([disputed.state, disputed.reason], ['JOB_STATE_DISPUTED', 'De tijd klopt niet.']);
  await kiosk.leave();
});

test('who walks away is asked, and then forgotten', async () => {
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  await page.clock.install();
  await enter(page, card);
  await page.clock.runFor(39_000);
  assert.equal(await page.getByRole('alertdialog').count(), 0);
  await page.clock.runFor(3_000);
  const question = page.getByRole('alertdialog', { name: 'Bent u er nog?' });
  await question.waitFor();
  assert.match(await question.innerText(), /\b1\d\b/, 'of twenty seconds to answer, most are left');
  await look(kiosk, 'kiosk-still-there');
  await page.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: `Dag ${card.name}` }).waitFor();
  await page.clock.runFor(30_000);
  await page.mouse.click(5, 500);
  await page.clock.runFor(30_000);
  assert.equal(await question.count(), 0, 'a touch is an answer too');
  await page.clock.runFor(31_000);
  await page.getByText('Tot ziens!').waitFor();
  assert.doesNotMatch(await page.content(), new RegExp(card.name));
  await page.clock.runFor(5_000);
  await page.getByRole('button', { name: 'Raak hier aan' }).waitFor();
  await kiosk.leave();
});

test('without a network the kiosk starts and says so kindly; it keeps its shell and no answers', async () => {
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  kiosk.expectMisdeed(/ERR_INTERNET_DISCONNECTED/);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await enter(page, card);
  await page.getByRole('button', { name: 'Klaar' }).click();
  await page.getByRole('button', { name: 'Raak hier aan' }).waitFor();
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // What browsers under automation are: without a history of their own.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  await devtools.detach();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('Er is nu geen verbinding').waitFor();
  await look(kiosk, 'kiosk-offline');
  const kept = await page.evaluate(async () => {
    const addresses = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
    return addresses;
  });
  assert.ok(kept.length > 5);
  assert.deepEqual(kept.filter((path) => !/^\/kiosk\/(assets\/[\w.-]+|icon(_maskable)?\.svg|manifest\.webmanifest)?$/.test(path)), []);
  await page.context().setOffline(false);
  await page.getByText('Er is nu geen verbinding').waitFor({ state: 'detached' });
  await enter(page, card);
  await kiosk.leave();
});

test('the page is read aloud by a voice of the machine, and not what is secret', async () => {
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  assert.equal(await page.getByRole('button', { name: 'Lees voor' }).count(), 0, 'without a voice nothing is promised');
  await page.addInitScript(() => {
    const voices = [
      { lang: 'nl-NL', name: 'far away', localService: false },
      { lang: 'nl-NL', name: 'here', localService: true },
    ];
    globalThis.spokenTexts = [];
    globalThis.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
    const speech = { getVoices: () => voices, speak: ({ text, voice }) => globalThis.spokenTexts.push(`${voice.name}: ${text}`), cancel: () => {} };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
  });
  await page.reload();
  await page.getByRole('button', { name: 'Lees voor' }).click();
  const spoken = () => page.evaluate(() => globalThis.spokenTexts.splice(0));
  const welcome = await spoken();
  assert.deepEqual(welcome.slice(0, 3), ['here: Welkom', 'here: Hier regelt u uw dienstencheques en hulp in en om het huis.', 'here: Raak hier aan om te beginnen']);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await enter(page, card);
  await page.getByRole('heading', { name: 'Uw cheques' }).waitFor();
  await page.getByRole('button', { name: 'Lees voor' }).click();
  assert.ok((await spoken()).includes(`here: Dag ${card.name}`));
  await page.getByRole('button', { name: 'Klaar' }).click();
  await page.getByRole('button', { name: 'Raak hier aan' }).click();
  await page.getByRole('button', { name: 'Ik typ de code liever' }).click();
  await page.getByRole('button', { name: 'Lees voor' }).click();
  assert.deepEqual((await spoken()).filter((text) => /: [0-9A-Z]$/.test(text)), []);
  await kiosk.leave();
});

test('the first screen can be used within a second on a machine that is four times slower', async () => {
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  await page.addInitScript(() => {
    const look = () => {
      if ([...document.querySelectorAll('button')].some((one) => one.textContent.includes('Raak hier aan'))) {
        requestAnimationFrame(() => setTimeout(() => (globalThis.usableAfterMs = performance.now())));
      } else requestAnimationFrame(look);
    };
    look();
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const times = [];
  // What else the machine does can only make it slower: the best of some is what the kiosk itself takes.
  for (let round = 0; round < 5; ++round) {
    await page.reload();
    await page.waitForFunction(() => globalThis.usableAfterMs);
    times.push(Math.round(await page.evaluate(() => globalThis.usableAfterMs)));
  }
  console.log(`usable after ${times.join(', ')} ms`);
  assert.ok(Math.min(...times) <= 1_000, `${times} ms`);
  await devtools.detach();
  await kiosk.leave();
});

test('in a demo a visitor needs two buttons for a kiosk and a card', async () => {
  const kiosk = await town.visit('/kiosk/');
  const { page } = kiosk;
  kiosk.expectMisdeed(/40[019]/);
  await page.getByRole('button', { name: 'Maak van dit scherm een kiosk' }).click();
  await page.getByRole('button', { name: 'Geef mij een kaart' }).click();
  await page.getByText('De pincode is 112233.').waitFor();
  await look(kiosk, 'kiosk-demo-card');
  await page.getByRole('button', { name: 'Gebruik deze kaart' }).click();
  await pressPin(page, '112233');
  await page.getByRole('heading', { name: /^Dag / }).waitFor();
  await kiosk.leave();
});
