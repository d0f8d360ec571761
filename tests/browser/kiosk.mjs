// What people do at a kiosk, for the journeys that come past one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cameraFile } from './town.mjs';

export const pin = '471199';
const devices = 'identity.v1.DeviceService';
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As it is printed on the card. */
export function withCheckDigits(code) {
  const rest = [...code].reduce((sum, symbol) => (sum * 32 + alphabet.indexOf(symbol)) % 97, 0);
  return code + String(98 - ((rest * 100) % 97)).padStart(2, '0');
}

/** A new card: `code` is what its QR code says. */
export async function takeCard(town, ofResident) {
  const resident = await town.as('bewoner@tilburg');
  const residentId = ofResident ?? (await resident('identity.v1.IdentityService/GetSelf', {})).subjectId;
  const coordinator = await town.as('coordinator@tilburg');
  const cards = 'residents.v1.CardService';
  const { code } = await coordinator(`${cards}/ReplaceCard`, { residentId, pin }).catch(() => coordinator(`${cards}/IssueCard`, { residentId, pin }));
  const { pdf } = await coordinator('residents.v1.CardService/PrintCard', { residentId, code });
  const { resident: who } = await coordinator('residents.v1.ResidentService/GetResident', { residentId });
  return { code, pdf: Buffer.from(pdf, 'base64'), residentId, name: who.name };
}

/** Somebody at a kiosk that the coordinator has let in. */
export async function visitKiosk(town) {
  const kiosk = await town.visit('/kiosk/');
  // The browser's own note of what a kiosk that waits is answered.
  kiosk.expectMisdeed(/401/);
  const { page } = kiosk;
  const coordinator = await town.as('coordinator@tilburg');
  const { code, deviceId } = await coordinator(`${devices}/InviteKiosk`, { name: `Hal ${Math.random()}` });
  await page.getByLabel('Typ de 16 tekens').fill(code);
  await page.getByRole('button', { name: 'Meld dit scherm aan' }).click();
  await page.getByRole('heading', { name: 'Bijna klaar' }).waitFor();
  const fingerprint = await page.locator('.fingerprint').innerText();
  await coordinator(`${devices}/ApproveKiosk`, { deviceId, fingerprint });
  await page.getByRole('heading', { name: 'Welkom' }).waitFor();
  return { ...kiosk, deviceId };
}

export async function pressPin(page, digits = pin) {
  await page.getByRole('heading', { name: 'Uw pincode' }).waitFor();
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'OK', exact: true }).click();
}

/** Comes in by typing what stands on the card, where there is no camera; the page is still once it has said so. */
export async function enter(page, card) {
  await page.getByRole('button', { name: 'Raak hier aan' }).click();
  await page.getByText('De camera doet het niet.').waitFor();
  await page.getByRole('button', { name: 'Ik typ de code liever' }).click();
  await page.getByLabel('Code van uw kaart').fill(withCheckDigits(card.code));
  await page.getByRole('button', { name: 'Verder' }).click();
  await pressPin(page);
  await page.getByRole('heading', { name: `Dag ${card.name}` }).waitFor();
}

const frame = { width: 1280, height: 720 };

/** Puts the printed card before the camera: a hand that is not quite still. */
export function showToCamera(town, pdf) {
  const paper = join(town.folder, 'card.pdf');
  writeFileSync(paper, pdf);
  execFileSync('pdftoppm', ['-gray', '-r', '200', '-x', '130', '-y', '130', '-W', '740', '-H', '490', '-singlefile', paper, join(town.folder, 'card')]);
  const picture = execFileSync('cat', [join(town.folder, 'card.pgm')]);
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 40).toString('latin1'));
  const pixels = picture.subarray(head.length);
  const frames = [0, 4, 9, 5].map((shift) => {
    const luma = Buffer.alloc(frame.width * frame.height, 70);
    const left = ((frame.width - width) >> 1) + shift * 3;
    const top = ((frame.height - height) >> 1) + shift;
    for (let line = 0; line < Number(height); ++line) pixels.copy(luma, (top + line) * frame.width + left, line * width, (line + 1) * width);
    return Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((frame.width * frame.height) >> 1, 128)]);
  });
  writeFileSync(join(town.folder, cameraFile), Buffer.concat([Buffer.from(`YUV4MPEG2 W${frame.width} H${frame.height} F10:1 Ip A1:1 C420jpeg\n`), ...frames]));
}

/** Looks at the page in every view; and at what hands and eyes of eighty years need of it: 48 pixels to touch, 20 to read. */
export async function look(kiosk, name) {
  await kiosk.look(name);
  const small = await kiosk.page.evaluate(() => {
    const seen = (element) => element.checkVisibility() && !element.closest('.hidden-visually, .utrecht-skip-link');
    const targets = [...document.querySelectorAll('button, a, input, select, textarea')].filter(seen);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.textContent.trim() && seen(walker.currentNode.parentElement)) texts.push(walker.currentNode);
    return [
      ...targets.filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 48).map((one) => `to touch: ${one.outerHTML}`),
      ...texts.filter((one) => parseFloat(getComputedStyle(one.parentElement).fontSize) < 20).map((one) => `to read: ${one.textContent}`),
    ];
  });
  assert.deepEqual(small, [], name);
}
