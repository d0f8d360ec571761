import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTown, planJob, requestJob } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

/** The calendar day in the town, so many days from now, never in a weekend. */
function workingDay(days) {
  const at = new Date(Date.now() + days * 86_400_000);
  while ([0, 6].includes(at.getUTCDay())) at.setUTCDate(at.getUTCDate() + 1);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(at);
}

const ok = (page, text) => page.getByRole('status').getByText(text).waitFor();
/** The name of somebody in a choice that says more than the name. */
const nameIn = (option) => option.split(' · ')[0];
const note = 'De bel is stuk, graag kloppen.';
/** What was asked for by this journey, in a list that may be longer than a page. */
async function search(page) {
  await page.getByLabel('Zoek in deze lijst').fill('bel is stuk');
  return page.getByRole('listitem').filter({ hasText: note });
}

test('a new resident calls: registered, helped and with vouchers, in one visit to one page', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.look('desk-sign-in');
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Telefoon' }).click();
  const heading = page.getByRole('heading', { name: 'Telefoon' });
  assert.ok(await heading.evaluate((element) => element === document.activeElement), 'who comes to a page is at its heading');
  await page.getByLabel('Naam of postcode').fill('sjaan');
  await page.getByRole('status').getByText('bewoners gevonden').waitFor();
  await desk.look('desk-intake-search');
  await page.getByLabel('Naam of postcode').fill('Xantippe');
  await ok(page, 'Niemand gevonden.');

  await page.getByText('Schrijf een nieuwe bewoner in').click();
  await page.getByRole('button', { name: 'Schrijf in' }).click();
  await page.getByText('Vul in: voor- en achternaam.').waitFor();
  await desk.look('desk-intake-incomplete');
  await page.getByLabel('Voor- en achternaam').fill('Xantippe de Wit');
  await page.getByLabel('Postcode', { exact: true }).fill('5011 ZZ');
  await page.getByLabel('Huisnummer').fill('7b');
  assert.match(await page.getByLabel('Wijk').locator('option:checked').innerText(), /Heikant/, 'the postcode tells the neighbourhood');
  await page.getByLabel('Telefoon').fill('013 555 01 23');
  await page.getByLabel('Heeft een laag inkomen').check();
  await page.getByRole('button', { name: 'Schrijf in' }).click();
  await ok(page, 'Xantippe de Wit is ingeschreven.');
  await page.getByText('geen cheques over').waitFor();
  await desk.look('desk-intake-resident');

  await page.getByLabel('Hoeveel cheques?').fill('3');
  await page.getByRole('button', { name: 'Bereken de prijs' }).click();
  await page.getByText(/Samen €\s15,00/).waitFor();
  await desk.look('desk-intake-pay');
  await page.getByRole('button', { name: 'Is betaald' }).click();
  await ok(page, '3 cheques gekocht');
  await page.getByText('3 cheques over').waitFor();

  await page.getByLabel('Welke hulp?').selectOption({ label: 'Samen wandelen' });
  assert.equal(await page.getByLabel('Hoe lang?').inputValue(), '60', 'the service tells how long it usually takes');
  await page.getByLabel('Op welke dag?').fill(workingDay(3));
  await page.getByLabel('Wat moet de helper weten?').fill('Loopt met een rollator.');
  await page.getByRole('button', { name: 'Vraag aan' }).click();
  await ok(page, 'Samen wandelen voor Xantippe de Wit staat bij de aanvragen.');

  // Somebody moves in: the address is known, and so is the household.
  await page.getByRole('button', { name: 'Kies een andere bewoner' }).click();
  await page.getByText('Schrijf een nieuwe bewoner in').click();
  await page.getByLabel('Voor- en achternaam').fill('Yvonne de Wit');
  await page.getByLabel('Postcode', { exact: true }).fill('5011zz');
  await page.getByLabel('Huisnummer').fill('7 B');
  await ok(page, 'Op dit adres woont: Xantippe de Wit.');
  await page.getByRole('button', { name: 'Schrijf in' }).click();
  await ok(page, 'Yvonne de Wit is ingeschreven.');
  await page.getByText('3 cheques over').waitFor();
  await desk.leave();
});

test('a request is planned, accepted on behalf, started, worked, disputed and decided', async () => {
  await requestJob(town);
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByLabel('Zoek in deze lijst').fill('Xylofoon');
  await ok(page, 'Niets gevonden.');
  await page.getByLabel('Zoek in deze lijst').fill('');
  await page.getByRole('button', { name: /^Toon meer/ }).waitFor();
  await desk.look('desk-requests');
  const mine = await search(page);
  await mine.waitFor();
  await mine.getByRole('button').click();
  await page.getByLabel('Wie gaat helpen?').waitFor();
  await desk.look('desk-request');
  await page.getByRole('button', { name: 'Plan in', exact: true }).first().click();
  await page.getByText(/^Vul in: wie gaat helpen/).waitFor();

  // Today, and in a minute, so that it can start now.
  const soon = new Date(Date.now() + 120_000);
  const [day, clock] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' }).format(soon).split(' ');
  await page.getByLabel('Dag', { exact: true }).fill(day);
  await page.getByLabel('Tijd', { exact: true }).fill(clock);
  const option = page.getByLabel('Wie gaat helpen?').locator('optgroup[label="Vrij"] option').first();
  const helper = nameIn(await option.innerText());
  await page.getByLabel('Wie gaat helpen?').selectOption(await option.getAttribute('value'));
  await page.getByRole('button', { name: 'Plan in', exact: true }).first().click();
  await ok(page, 'Er is 1 cheque apart gezet.');
  await mine.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Gevraagd' }).click();
  await search(page);
  await mine.getByRole('button').click();
  await page.getByRole('region', { name: 'Samen wandelen' }).getByText(helper).waitFor();
  await desk.look('desk-asked');
  await page.getByRole('button', { name: 'Deelnemer zegt ja' }).click();
  await ok(page, 'De afspraak staat vast.');
  await page.getByRole('button', { name: 'Afgesproken' }).click();
  await search(page);
  await mine.getByRole('button').click();
  await page.getByText('Iemand kwam niet').click();
  await desk.look('desk-agreed');
  await page.getByRole('button', { name: 'Meld de start' }).click();
  await ok(page, 'De start is gemeld.');
  await page.getByRole('button', { name: 'Bezig' }).click();
  await search(page);
  await mine.getByRole('button').click();
  await page.getByLabel('Gewerkte minuten').fill('50');
  await page.getByRole('button', { name: 'Geef uren door' }).click();
  await ok(page, 'De uren zijn doorgegeven.');
  await page.getByRole('button', { name: 'Te bevestigen' }).click();
  await search(page);
  await mine.getByRole('button').click();
  await page.getByText('Er klopt iets niet').click();
  await page.getByLabel('Wat klopt er niet?').fill('Het was maar een half uur.');
  await desk.look('desk-dispute');
  await page.getByRole('button', { name: 'Leg de klacht vast' }).click();
  await ok(page, 'De klacht is vastgelegd.');
  await page.getByRole('button', { name: 'Klacht', exact: true }).click();
  await search(page);
  await mine.getByRole('button').click();
  await page.getByText('Het was maar een half uur.').waitFor();
  await page.getByLabel('Gewerkte minuten').fill('30');
  await desk.look('desk-resolve');
  await page.getByRole('button', { name: 'Keur goed met deze minuten' }).click();
  await ok(page, 'Goedgekeurd. 1 cheque is gebruikt.');
  await desk.leave();
});

test('requests that cannot be helped are cancelled or closed, with why', async () => {
  const jobs = [await requestJob(town), await requestJob(town)];
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  const mine = await search(page);
  await mine.first().getByRole('button').click();
  await page.getByText('Annuleer de klus').click();
  await page.getByLabel('Wie annuleert?').selectOption({ label: 'De bewoner' });
  await page.getByRole('button', { name: 'Annuleer de klus' }).click();
  await ok(page, 'De klus is geannuleerd.');
  await mine.first().getByRole('button').click();
  await page.getByText('Niemand gevonden').click();
  await page.getByLabel('Waarom lukte het niet?').selectOption({ label: 'Het is te ver' });
  await page.getByRole('button', { name: 'Sluit de aanvraag' }).click();
  await ok(page, 'De aanvraag is gesloten.');
  const coordinator = await town.as('coordinator@tilburg');
  const states = await Promise.all(jobs.map(async (job) => (await coordinator('jobs.v1.JobService/GetJob', job)).job.state));
  assert.deepEqual(states.sort(), ['JOB_STATE_CANCELLED', 'JOB_STATE_UNFILLED']);
  await desk.leave();
});

test('the week is planned by dragging, and the same by keyboard', async () => {
  await requestJob(town);
  await requestJob(town);
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Weekplan' }).click();
  await page.getByRole('button', { name: 'Week erna' }).click();
  await page.getByLabel('Zoek in de aanvragen').fill('bel is stuk');
  const mine = page.getByRole('listitem').filter({ hasText: note });
  await mine.first().waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  const { y } = await page.getByRole('region', { name: 'Weekplan met deelnemers en dagen' }).boundingBox();
  assert.ok(y <= 300, `on a small laptop the board begins ${y} pixels down`);
  await desk.look('desk-week');
  await page.getByRole('button', { name: 'Uitleg en keuzes' }).press('Enter');
  await page.getByLabel('Toon ook het weekend').check();
  await page.getByRole('columnheader', { name: /^za / }).waitFor();
  await desk.look('desk-week-choices');
  await page.getByLabel('Toon ook het weekend').uncheck();
  await page.getByRole('button', { name: 'Uitleg en keuzes' }).press('Enter');
  const row = page.getByRole('row').nth(1);
  const cell = row.getByRole('cell').nth(1);
  const planned = await cell.getByRole('button').count();
  await mine.first().dragTo(cell);
  await page.getByLabel('Wie gaat helpen?').waitFor();
  const chosen = nameIn(await page.getByLabel('Wie gaat helpen?').locator('option:checked').innerText());
  assert.match(await row.getByRole('rowheader').innerText(), new RegExp(chosen), 'where it was dropped is who was chosen');
  await desk.look('desk-week-dropped');
  await page.getByRole('button', { name: 'Plan in', exact: true }).click();
  await ok(page, 'Er is 1 cheque apart gezet.');
  await cell.getByRole('button').nth(planned).waitFor();

  await mine.first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('heading', { name: 'Samen wandelen' });
  await panel.waitFor();
  assert.ok(await panel.evaluate((element) => element === document.activeElement), 'the focus follows to what was opened');
  await page.getByLabel('Wie gaat helpen?').focus();
  await page.keyboard.type(chosen);
  await page.keyboard.press('Enter');
  await page.getByLabel('Dag', { exact: true }).fill(workingDay(8));
  await page.getByLabel('Tijd', { exact: true }).fill('16:00');
  await page.getByRole('button', { name: 'Plan in', exact: true }).focus();
  await page.keyboard.press('Enter');
  await ok(page, 'Ingepland:');
  await desk.leave();
});

test('a board follows what others do, and a sick call is answered from it', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Weekplan' }).click();
  await page.getByText('Werkt vanzelf bij').waitFor();
  await page.getByLabel('Zoek in de aanvragen').fill('bel is stuk');
  const mine = page.getByRole('listitem').filter({ hasText: note });
  const before = await mine.count();
  const job = await requestJob(town);
  await mine.nth(before).waitFor();

  // Somebody else plans it, within the hour.
  const participant = await planJob(town, { ...job, inMinutes: 30 });
  await mine.nth(before).waitFor({ state: 'detached' });
  const planned = page.locator(`table [data-job="${job.jobId}"]`);
  const { participantName } = (await (await town.as('coordinator@tilburg'))('jobs.v1.JobService/GetJob', job)).job;
  await page.getByLabel('Zoek een deelnemer').fill(participantName);
  await planned.getByText('Gevraagd').waitFor();
  await participant('jobs.v1.JobService/RespondToJob', { jobId: job.jobId, accept: true });
  await planned.getByText('Afgesproken').waitFor();

  const { subjectId } = await participant('identity.v1.IdentityService/GetSelf', {});
  await participant('jobs.v1.JobService/ReportSick', { participantId: subjectId });
  await planned.getByText('Ziek: zoek iemand anders').waitFor();
  await page.getByRole('button', { name: 'Dag', exact: true }).click();
  await planned.waitFor();
  await desk.look('desk-day-sick');
  await planned.click();
  await page.getByText('is ziek gemeld voor deze dag').waitFor();
  await desk.look('desk-sick-job');
  await page.getByRole('button', { name: 'Zoek iemand anders', exact: true }).click();
  await ok(page, 'De klus staat weer bij de aanvragen.');
  await mine.nth(before).waitFor();
  await participant('jobs.v1.JobService/ReportRecovered', { participantId: subjectId });
  await desk.leave();
});

test('a participant calls in sick, and a file says who looked at it', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Deelnemers' }).click();
  await page.getByRole('row').nth(3).getByRole('button').click();
  await page.getByText('Begeleider').waitFor();
  await page.getByText('Meld ziek').click();
  await page.getByLabel('Laatste dag').fill(workingDay(2));
  await desk.look('desk-report-sick');
  await page.getByRole('button', { name: 'Meld ziek' }).click();
  await ok(page, 'Ziek gemeld.');
  await page.getByText('Ziek gemeld van').waitFor();
  await page.getByRole('button', { name: 'Meld beter' }).click();
  await ok(page, 'Beter gemeld.');
  await page.getByText('Wie keek in dit dossier?').click();
  await page.getByRole('cell', { name: 'Coördinator' }).first().waitFor();
  await page.getByRole('cell', { name: 'Gewijzigd' }).first().waitFor();
  await desk.look('desk-looked');
  await desk.leave();
});

test('a coordinator keeps the file of a resident: income, vouchers and jobs', async () => {
  const desk = await town.visit('/desk/');
  // The browser's own note of a resident who has no card yet.
  desk.expectMisdeed(/404/);
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Bewoners' }).click();
  await page.getByLabel('Naam of postcode').fill('demo');
  const name = await page.getByRole('listitem').locator('button strong').first().innerText();
  await desk.look('desk-residents');
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Cheques van het huishouden' }).waitFor();
  await page.getByRole('heading', { name: 'Koop cheques' }).waitFor();
  await desk.look('desk-resident');

  await page.getByLabel('Tarief').selectOption('VOUCHER_KIND_MARKET');
  await page.getByLabel('Hoeveel cheques?').fill('1');
  await page.getByRole('button', { name: 'Bereken de prijs' }).click();
  await page.getByRole('button', { name: 'Is betaald' }).click();
  await ok(page, '1 cheque gekocht');
  await page.getByText('Een cheque blokkeren of terugbetalen').click();
  const market = page.getByLabel('Welke cheque?').getByRole('option', { name: /^Gewoon tarief/ });
  await page.getByLabel('Welke cheque?').selectOption(await market.first().getAttribute('value'));
  await page.getByLabel('Waarom?').selectOption({ label: 'Kwijt' });
  await desk.look('desk-resident-block');
  await page.getByRole('button', { name: 'Blokkeer' }).click();
  await ok(page, 'De cheque is geblokkeerd.');
  await page.getByRole('button', { name: 'Maak een nieuwe' }).click();
  await ok(page, 'Er is een nieuwe cheque');
  const before = await page.getByRole('button', { name: /laag inkomen/i }).innerText();
  await page.getByRole('button', { name: /laag inkomen/i }).click();
  await ok(page, 'Opgeslagen.');
  await page.getByRole('button', { name: before }).waitFor({ state: 'detached' });
  await desk.leave();
});

test('a case manager guides a participant: track, ladder, certificate, fitness and outflow', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('consulent@tilburg');
  await page.getByRole('link', { name: 'Deelnemers' }).click();
  await page.getByRole('columnheader', { name: 'Traject' }).waitFor();
  await desk.look('desk-participants');
  const rows = page.getByRole('row').filter({ hasText: 'Activering' });
  await rows.first().getByRole('button').click();
  await page.getByRole('heading', { name: 'Participatieladder' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Klussen' }).count(), 0, 'jobs are not for case managers');
  await page.getByRole('region', { name: 'Doelen van het traject' }).getByRole('listitem').getByText(/ van /).first().waitFor();
  await page.getByRole('region', { name: 'Gewerkte uren per dienst' }).getByText('tot en met').first().waitFor();
  const months = page.getByRole('region', { name: 'Gewerkte uren per maand' }).getByRole('row');
  await months.last().waitFor();
  assert.equal(await months.count(), 1 + 12 + 1, 'a head, a year of months, and all of it');
  await months.filter({ hasText: /\d+ uur/ }).nth(1).waitFor();
  await page.getByText('Leg een trede vast').click();
  await page.getByLabel('Trede', { exact: true }).selectOption('4');
  await desk.look('desk-participant');
  await page.getByRole('region', { name: 'Participatieladder' }).getByRole('button', { name: 'Leg vast' }).click();
  await ok(page, 'Opgeslagen.');
  await page.getByRole('listitem').getByText('Trede 4 van 6: onbetaald werk').first().waitFor();

  await page.getByText('Leg een certificaat vast').click();
  await page.getByLabel('Welk certificaat?').selectOption({ label: 'Deel van een cursus' });
  await page.getByLabel('Naam van het cursusdeel').fill('Veilig tillen');
  await page.getByRole('region', { name: 'Certificaten' }).getByRole('button', { name: 'Leg vast' }).click();
  await page.getByRole('listitem').getByText('Veilig tillen').waitFor();

  await page.getByText('Beoordeel werk').click();
  await page.getByLabel('Welk werk?').selectOption({ label: 'Dagelijkse schoonmaak' });
  await page.getByLabel('Wat is het oordeel?').selectOption({ label: 'Nog niet geschikt' });
  await page.getByRole('region', { name: 'Kan dit werk doen' }).getByRole('button', { name: 'Leg vast' }).click();
  await page.getByRole('listitem').getByText('Nog niet geschikt').waitFor();

  const halfway = page.getByRole('button', { name: 'Het traject is halverwege' });
  const end = page.getByRole('button', { name: 'Het traject is klaar' });
  await halfway.or(end).waitFor();
  if (await halfway.count()) await halfway.click();
  await end.click();
  await page.getByText('Begin een traject').click();
  await page.getByLabel('Welk traject?').selectOption({ label: 'Toeleiding' });
  await desk.look('desk-participant-track');
  await page.getByRole('button', { name: 'Begin een traject' }).click();
  await page.getByText('loopt nu').waitFor();
  await page.getByText('Leg de uitstroom vast').click();
  await page.getByLabel('Waarheen?').selectOption({ label: 'Vrijwilligerswerk met behoud van uitkering' });
  await page.getByRole('button', { name: 'Leg de uitstroom vast' }).click();
  await page.getByText('Doet niet meer mee').waitFor();
  await desk.look('desk-participant-left');
  await desk.leave();
});

test('whether work is shared fairly is seen in a picture, and the same in figures', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('consulent@tilburg');
  await page.getByRole('link', { name: 'Verdeling' }).click();
  const bar = page.getByRole('figure').getByRole('listitem').filter({ hasText: 'Activering' });
  const share = await bar.locator('.group__share').innerText();
  assert.match(share, /^(\d+(,\d)?\s?%|afgeschermd)$/);
  assert.equal(await page.getByRole('row', { name: /^Activering/ }).getByRole('cell').last().innerText(), share);
  await page.getByRole('row', { name: /^Samen/ }).waitFor();
  await desk.look('desk-fairness');
  const before = await page.getByRole('row', { name: /^Samen/ }).innerText();
  await page.getByLabel('Periode').selectOption({ index: 2 });
  await page.waitForFunction((all) => ![...document.querySelectorAll('tfoot tr')].some((row) => row.innerText === all), before);
  await desk.leave();
});

test('a file that was loaded anew has forgotten whose it was, and says where to go', async () => {
  const desk = await town.visit('/desk/#/resident');
  await desk.signIn('coordinator@tilburg');
  await desk.page.getByText('Er is niemand gekozen.').waitFor();
  await desk.look('desk-nobody');
  await desk.leave();
});

test('a coach sees the participants whom they guide, and no requests', async () => {
  const desk = await town.visit('/desk/#/requests');
  await desk.signIn('coach@tilburg');
  await desk.page.getByRole('columnheader', { name: 'Traject' }).waitFor();
  for (const name of ['Aanvragen', 'Telefoon', 'Weekplan', 'Bewoners']) assert.equal(await desk.page.getByRole('link', { name }).count(), 0);
  await desk.page.getByRole('row').nth(1).getByRole('button').click();
  await desk.page.getByRole('heading', { name: 'Participatieladder' }).waitFor();
  assert.equal(await desk.page.getByText('Leg de uitstroom vast').count(), 0, 'outflow is for case managers');
  await desk.leave();
});
