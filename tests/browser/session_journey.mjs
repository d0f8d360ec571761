import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { enter, takeCard, visitKiosk } from './kiosk.mjs';
import { openTown, password } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

const signedIn = (page) => page.getByRole('button', { name: 'Afmelden' });
const signingIn = (page) => page.getByRole('button', { name: 'Aanmelden' });

test('a page that is loaded anew goes on, until one signs out; no script can read the session', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coach@tilburg');
  const cookies = await page.context().cookies();
  assert.deepEqual(cookies.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite })), [
    { name: '__Host-emplooi', httpOnly: true, secure: true, sameSite: 'Strict' },
  ]);
  await page.reload();
  await signedIn(page).waitFor();
  await signedIn(page).click();
  await page.getByText('U bent afgemeld.').waitFor();
  assert.deepEqual(await page.context().cookies(), []);
  await page.reload();
  await signingIn(page).waitFor();
  await desk.leave();
});

test('a session that the server has ended ends on the page', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  desk.expectMisdeed(/401/);
  await desk.signIn('coach@tilburg');
  await page.context().clearCookies();
  await page.reload();
  await signingIn(page).waitFor();
  await page.reload();
  await signingIn(page).waitFor();
  await desk.leave();
});

test('whoever goes on to an app of others is told so, and stays signed in at their own', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await portal.signIn('clientenraad@tilburg');
  await page.goto(`${town.origin}/desk/`);
  await page.getByText('Met dit account kunt u hier niet terecht.').waitFor();
  await page.goto(`${town.origin}/portal/`);
  await signedIn(page).waitFor();
  await portal.leave();
});

test('a kiosk goes on with nobody', async () => {
  const card = await takeCard(town);
  const kiosk = await visitKiosk(town);
  const { page } = kiosk;
  await enter(page, card);
  await page.reload();
  await page.getByRole('button', { name: 'Raak hier aan' }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await kiosk.leave();
});

/** The code of an authenticator (RFC 6238) for a secret in base32, so many steps of 30 s from now. */
function codeOf(secret, steps = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash.at(-1) & 15;
  return ((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

test('an account with a second factor asks for its code', async () => {
  const accountant = await town.as('accountant@tilburg');
  const { secret } = await accountant('identity.v1.SecurityService/BeginSecondFactor', {});
  await accountant('identity.v1.SecurityService/ConfirmSecondFactor', { oneTimeCode: codeOf(secret) });

  const portal = await town.visit('/portal/');
  const { page } = portal;
  portal.expectMisdeed(/401/);
  await page.getByLabel('Naam', { exact: true }).fill('accountant@tilburg');
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await signingIn(page).click();
  const code = page.getByLabel('Code');
  await code.waitFor();
  assert.ok(await code.evaluate((element) => element === document.activeElement));
  await portal.look('sign-in-code');
  await code.fill(codeOf(secret, 1));
  await page.keyboard.press('Enter');
  await signedIn(page).waitFor();
  await portal.leave();
});
