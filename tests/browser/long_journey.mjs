// The whole way of a voucher, by clicks alone: a corporation buys hours, a tenant gets a voucher and asks for help, somebody is
// planned and comes, the tenant says that it was right, and the statement says what it cost.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { openTown } from './town.mjs';

const tenant = 'Xantippe de Wit';
const pin = '471199';
const purchase = 'Uren voor de lente';
const note = 'Graag achterom';
let town;
before(async () => (town = await openTown()));
after(() => town.end());

const ok = (page, text) => page.getByRole('status').getByText(text).waitFor();
const said = async (locator) => (await locator.innerText()).replaceAll(/\s+/g, ' ');
const download = async (page, name) => {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return saved.path();
};

async function atDesk(name, link) {
  const desk = await town.visit('/desk/');
  await desk.signIn(name);
  if (link) await desk.page.getByRole('link', { name: link }).click();
  return desk;
}
async function atPortal(name, link) {
  const portal = await town.visit('/portal/');
  await portal.signIn(name);
  await portal.page.getByRole('link', { name: link }).click();
  return portal;
}

/** The corporation's buyer buys 100 hours for one complex. */
async function buyHours() {
  const { page, leave } = await atPortal('inkoper@tilburg', 'Uren en facturen');
  await page.getByLabel('Naam van deze koop').fill(purchase);
  await page.getByLabel('Aantal uren').fill('100');
  await page.getByLabel('De Eik (demo)').check();
  await page.getByRole('button', { name: 'Bekijk wat het kost' }).click();
  await page.getByRole('button', { name: 'Ja, koop deze uren' }).click();
  await ok(page, 'De uren zijn gekocht.');
  await leave();
}

/** Somebody moves into that complex. Returns what stands on their card. */
async function welcomeTenant() {
  const { page, leave, expectMisdeed } = await atDesk('coordinator@tilburg', 'Telefoon');
  // The browser's own note of somebody who has no card yet.
  expectMisdeed(/404/);
  await page.getByText('Schrijf een nieuwe bewoner in').click();
  await page.getByLabel('Voor- en achternaam').fill(tenant);
  await page.getByLabel('Postcode', { exact: true }).fill('5011 ZZ');
  await page.getByLabel('Huisnummer').fill('7');
  await page.getByLabel('Wooncomplex').selectOption({ label: 'De Eik (demo)' });
  await page.getByRole('button', { name: 'Schrijf in' }).click();
  await ok(page, `${tenant} is ingeschreven.`);
  await page.getByText('geen cheques over').waitFor();
  await page.getByRole('link', { name: 'Bewoners' }).click();
  await page.getByLabel('Naam of postcode').fill(tenant);
  await page.getByRole('button', { name: tenant }).first().click();
  await page.getByLabel('De bewoner kiest zes cijfers').fill(pin);
  await page.getByLabel('Nog een keer').fill(pin);
  await page.getByRole('button', { name: 'Geef een kaart' }).click();
  await page.getByText('De kaart is klaar.').waitFor();
  const card = execFileSync('pdftotext', ['-layout', await download(page, 'Bewaar de kaart'), '-'], { encoding: 'utf8' });
  await leave();
  return /\b\w{4}(-\w{4}){6}\b/.exec(card)[0];
}

/** The tenants of the complex get a voucher each. */
async function handOut() {
  const { page, leave } = await atPortal('inkoper@tilburg', 'Gratis cheques');
  await page.getByLabel('Naam van de actie').fill('Een uur hulp in de lente');
  await page.getByLabel('Cheques voor elk huishouden').fill('1');
  await page.getByLabel('De Eik (demo)').check();
  await page.getByRole('button', { name: 'Bekijk wie u bereikt' }).click();
  await page.getByRole('table', { name: 'Wie wat betaalt' }).getByRole('row', { name: purchase }).waitFor();
  await page.getByRole('button', { name: 'Ja, deel de cheques uit' }).click();
  await page.getByText('De cheques zijn uitgedeeld.').waitFor();
  await leave();
}

/** A screen in the hall, let in by the coordinator. */
async function setUpKiosk() {
  const desk = await atDesk('coordinator@tilburg', 'Kiosken');
  await desk.page.getByLabel('Waar komt de kiosk te staan?').fill('De Eik, hal');
  await desk.page.getByRole('button', { name: 'Maak een code' }).click();
  await desk.page.getByRole('heading', { name: 'Code voor De Eik, hal' }).waitFor();
  const code = await desk.page.locator('.panel .code').innerText();
  const kiosk = await town.visit('/kiosk/');
  kiosk.expectMisdeed(/401/);
  await kiosk.page.getByLabel('Typ de 16 tekens').fill(code);
  await kiosk.page.getByRole('button', { name: 'Meld dit scherm aan' }).click();
  const fingerprint = kiosk.page.locator('.fingerprint');
  const mine = desk.page.getByRole('listitem').filter({ hasText: 'De Eik, hal' }).filter({ hasText: await fingerprint.innerText() });
  await mine.getByRole('button', { name: 'Ja, precies deze' }).click();
  await kiosk.page.getByRole('heading', { name: 'Welkom' }).waitFor();
  await desk.leave();
  return kiosk;
}

async function comeToKiosk({ page }, card) {
  await page.getByRole('button', { name: 'Raak hier aan' }).click();
  await page.getByRole('button', { name: 'Ik typ de code liever' }).click();
  await page.getByLabel('Code van uw kaart').fill(card);
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByRole('heading', { name: 'Uw pincode' }).waitFor();
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  await page.getByRole('heading', { name: `Dag ${tenant}` }).waitFor();
}

async function askForHelp(kiosk, card) {
  await comeToKiosk(kiosk, card);
  const { page } = kiosk;
  await page.getByText('cheque', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Hulp vragen' }).click();
  await page.getByRole('button', { name: 'Samen wandelen' }).click();
  await page.getByRole('button', { name: 'De dag maakt niet uit' }).click();
  await page.getByRole('button', { name: 'Typ zelf iets' }).click();
  await page.getByLabel('Iets anders').fill(note);
  await page.getByRole('button', { name: 'Vraag het zo aan' }).click();
  await page.getByRole('heading', { name: 'Het is gevraagd' }).waitFor();
  await page.getByRole('button', { name: 'Klaar' }).click();
  await page.getByText('Tot ziens!').waitFor();
}

/** The coordinator asks somebody who has time, in a minute. Returns who. */
async function plan() {
  const { page, leave } = await atDesk('coordinator@tilburg');
  await page.getByLabel('Zoek in deze lijst').fill(note);
  await page.getByRole('listitem').filter({ hasText: note }).getByRole('button').click();
  const [day, clock] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(Date.now() + 120_000)).split(' ');
  await page.getByLabel('Dag', { exact: true }).fill(day);
  await page.getByLabel('Tijd', { exact: true }).fill(clock);
  const free = page.getByLabel('Wie gaat helpen?').locator('optgroup[label="Vrij"] option').first();
  const [helper] = (await free.innerText()).split(' · ');
  await page.getByLabel('Wie gaat helpen?').selectOption(await free.getAttribute('value'));
  await page.getByRole('button', { name: 'Plan in', exact: true }).first().click();
  await ok(page, 'Er is 1 cheque apart gezet.');
  await leave();
  return helper;
}

/** That helper's coach gives a code; the helper says yes, comes, and tells how long it took. */
async function help(helper) {
  const desk = await atDesk('coach@tilburg');
  await desk.page.getByLabel('Zoek een deelnemer').fill(helper);
  await desk.page.getByRole('button', { name: `Open dossier: ${helper}` }).click();
  await desk.page.getByRole('button', { name: 'Nodig uit voor de app' }).click();
  await desk.page.getByRole('button', { name: 'Maak een code' }).click();
  const code = await desk.page.locator('strong.code').innerText();
  await desk.leave();

  const { page, leave } = await town.visit('/helper/');
  await page.getByLabel('Uw code').fill(code);
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByLabel('Nieuwe pincode').fill('271828');
  await page.getByLabel('Typ de pincode nog een keer').fill('271828');
  await page.getByRole('button', { name: 'Klaar' }).click();
  const mine = page.getByRole('listitem').filter({ hasText: note });
  await mine.getByRole('button', { name: 'Ja, ik doe het' }).click();
  await ok(page, 'Fijn, het staat in uw week.');
  await mine.getByText(`${tenant}, 5011 ZZ 7`).waitFor();
  await mine.getByRole('button', { name: 'Ik ben er' }).click();
  await ok(page, 'U bent begonnen.');
  await mine.getByRole('button', { name: 'Ik ben klaar' }).click();
  await page.getByRole('button', { name: 'Geef de tijd door' }).click();
  await ok(page, 'De tijd is doorgegeven.');
  await leave();
}

async function confirm(kiosk, card) {
  await comeToKiosk(kiosk, card);
  await kiosk.page.getByRole('button', { name: 'Ja, dit klopt' }).click();
  await ok(kiosk.page, 'Bedankt. De hulp is betaald met 1 cheque.');
  await kiosk.page.getByRole('button', { name: 'Klaar' }).click();
  await kiosk.page.getByText('Tot ziens!').waitFor();
  await kiosk.leave();
}

/** The first days of a month that is not now, in days from now. */
function untilNextMonth() {
  const now = new Date();
  return Math.ceil((Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 3) - now) / 86_400_000);
}
const thisMonth = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', month: 'long', year: 'numeric' }).format(new Date());

/** The administrator closes the months up to and including this one. */
async function closeMonths() {
  const { page, leave, expectMisdeed } = await atPortal('administrator@tilburg', 'Maand afsluiten');
  expectMisdeed(/409/);
  for (let isLast = false; !isLast; ) {
    await page.getByRole('table', { name: 'Zo worden de afrekeningen' }).waitFor();
    isLast = (await page.getByRole('heading', { name: /^Aan de beurt/ }).innerText()).endsWith(thisMonth);
    await page.getByRole('button', { name: /^Sluit .* af$/ }).click();
    await page.getByRole('button', { name: 'Ja, sluit de maand af' }).click();
    await page.getByText('Elke afrekening is precies zoals vooraf getoond.').waitFor();
    await page.getByRole('button', { name: 'Naar de volgende maand' }).click();
  }
  await leave();
}

test('from hours that are bought to a statement that says what they were used for', async () => {
  await buyHours();
  const card = await welcomeTenant();
  await handOut();
  const kiosk = await setUpKiosk();
  await askForHelp(kiosk, card);
  await help(await plan());
  await confirm(kiosk, card);

  const running = await atPortal('corporatie@tilburg', 'Afrekeningen');
  const soFar = await said(running.page.getByRole('table', { name: /tot nu toe$/ }));
  assert.match(soFar, new RegExp(`${purchase} Gebruikte cheques 1 €`));
  await running.leave();

  await town.later(untilNextMonth());
  await closeMonths();
  const payer = await atPortal('corporatie@tilburg', 'Afrekeningen');
  await payer.page.getByRole('button', { name: `Bekijk de afrekening van ${thisMonth} voor Woningcorporatie De Linde (demo)` }).click();
  const lines = await said(payer.page.getByRole('table', { name: 'Regels' }));
  assert.match(lines, new RegExp(`${purchase} Gekochte uren Gebruikte cheques 1 €`));
  await payer.look('long-statement');
  await payer.leave();
});
