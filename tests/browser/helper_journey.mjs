import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openTown, planJob, requestJob } from './town.mjs';

const pin = '271828';
const note = 'De bel is stuk, graag kloppen.';
let town;
before(async () => (town = await openTown()));
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

/** What a reader sees in the QR code on the page. */
async function readQrCode(page, name) {
  const folder = mkdtempSync(join(tmpdir(), 'emplooi-qr-'));
  try {
    const path = join(folder, 'code.png');
    await page.getByRole('img', { name }).screenshot({ path });
    return execFileSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8' }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
