import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openTown } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

/** What a download holds, without the mark in front. */
async function fileOf(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8').replace(/^\ufeff/, '') };
}

const choose = (page, label, option) => page.getByLabel(label, { exact: true }).selectOption({ label: option });
/** Spaces of Intl are not those of a keyboard. */
const said = async (locator) => (await locator.innerText()).replaceAll(/\s+/g, ' ');

test('a buyer buys hours for a complex, and finance reports the invoice paid', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await portal.look('portal-sign-in');
  await portal.signIn('inkoper@tilburg');
  await page.getByRole('heading', { name: 'Uren De Linde' }).waitFor();
  await page.getByRole('heading', { name: 'Koop uren' }).waitFor();
  await portal.look('portal-hours');

  await page.getByRole('button', { name: 'Bekijk wat het kost' }).click();
  await page.getByText('Vul een heel getal in').waitFor();
  assert.ok(await page.getByLabel('Naam van deze koop').evaluate((element) => element === document.activeElement), 'the first field that is wrong is at hand');
  await portal.look('portal-hours-wrong');
  await page.getByLabel('Naam van deze koop').fill('Uren voor de winter');
  for (const wrong of ['0', '1,5', '-3', '1000001', 'tien']) {
    await page.getByLabel('Aantal uren').fill(wrong);
    assert.ok(await page.getByText('Vul een heel getal in').isVisible(), wrong);
  }
  await page.getByLabel('Aantal uren').fill('100');
  await page.getByLabel('De Eik (demo)').check();
  await page.getByRole('button', { name: 'Bekijk wat het kost' }).click();
  await page.getByRole('heading', { name: 'Klopt dit?' }).waitFor();
  assert.match(await said(page.getByRole('region', { name: 'Klopt dit?' })), /100 uur × € 15,00 € 1\.500,00/);
  await portal.look('portal-hours-sure');
  await page.getByRole('button', { name: 'Ja, koop deze uren' }).click();
  await page.getByText('De uren zijn gekocht.').waitFor();
  await page.getByRole('heading', { name: 'Uren voor de winter' }).waitFor();
  assert.match(await said(page.getByRole('listitem').filter({ hasText: 'Uren voor de winter' })), /€ 1\.500,00 nog vrij Goed voor 100 uur/);
  assert.equal(await page.getByRole('button', { name: /Meld betaling/ }).count(), 0, 'a buyer does not pay');
  await portal.leave();

  const finance = await town.visit('/portal/');
  await finance.signIn('corporatie@tilburg');
  await finance.page.getByRole('button', { name: /Meld betaling/ }).click();
  await finance.page.getByRole('heading', { name: /Is € 1\.500,00 betaald\?/ }).waitFor();
  await finance.look('portal-invoice-pay');
  await finance.page.getByRole('button', { name: 'Ja, het is betaald' }).click();
  await finance.page.getByText('is vastgelegd. Dank u wel.').waitFor();
  await finance.page.getByRole('button', { name: /Meld betaling/ }).waitFor({ state: 'detached' });
  const { name, text } = await fileOf(finance.page, finance.page.getByRole('button', { name: 'Download als CSV: Facturen' }));
  assert.match(name, /^facturen-\d{4}-\d\d-\d\d\.csv$/);
  assert.match(text, /^Datum;Voor;Bedrag;Nog te betalen;Stand\r\n/);
  assert.match(text, /;Woningcorporatie De Linde \(demo\);1500,00;0,00;Betaald\r\n/);
  await finance.page.getByRole('button', { name: /Bekijk de factuur .*1\.500,00/ }).click();
  await finance.page.getByText('Uren hulp met dienstencheques').waitFor();
  await finance.look('portal-invoice');
  await finance.page.getByRole('link', { name: 'Naar alle facturen' }).click();
  await finance.page.getByRole('heading', { name: 'Uren en facturen' }).waitFor();
  await finance.leave();
});

test('a buyer hands out free vouchers after a look at whom they reach and what they cost', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  portal.expectMisdeed(/409/);
  await portal.signIn('inkoper@tilburg');
  await page.getByRole('link', { name: 'Gratis cheques' }).click();
  await page.getByRole('heading', { name: 'Wie krijgt cheques?' }).waitFor();
  await page.getByRole('button', { name: 'Bekijk wie u bereikt' }).click();
  await page.getByText('Kies ten minste één wooncomplex.').waitFor();
  await portal.look('portal-campaign-wrong');
  await page.getByLabel('Naam van de actie').fill('Hulp in de winter');
  await page.getByLabel('Cheques voor elk huishouden').fill('2');
  await page.getByLabel('De Eik (demo)').check();
  await page.getByLabel('De Beuk (demo)').check();
  await page.getByRole('button', { name: 'Bekijk wie u bereikt' }).click();
  const preview = page.getByRole('region', { name: 'Zo wordt ‘Hulp in de winter’' });
  await preview.waitFor();
  const foreseen = /(\d+) huishoudens (\d+) cheques/.exec(await said(preview));
  assert.ok(foreseen, 'it says how many households and vouchers');
  const [households, vouchers] = foreseen.slice(1).map(Number);
  assert.equal(vouchers, households * 2);
  await portal.look('portal-campaign-preview');

  await page.getByRole('button', { name: 'Terug en aanpassen' }).click();
  await page.getByLabel('Cheques voor elk huishouden').fill('1');
  await page.getByRole('button', { name: 'Bekijk wie u bereikt' }).click();
  await page.getByText('Deze naam is al gebruikt').waitFor();
  await page.getByLabel('Naam van de actie').fill('Hulp in het voorjaar');
  await page.getByRole('button', { name: 'Bekijk wie u bereikt' }).click();
  await page.getByRole('button', { name: 'Ja, deel de cheques uit' }).click();
  await page.getByText('De cheques zijn uitgedeeld.').waitFor();
  const done = /(\d+) cheques zijn uitgedeeld aan (\d+) huishoudens/.exec(await said(page.getByRole('status').filter({ hasText: 'uitgedeeld aan' })));
  assert.ok(done, 'it says how many were handed out');
  const [handedOut, reached] = done.slice(1).map(Number);
  assert.equal(handedOut, reached);
  // Whole tens: of each group beforehand, of all together afterwards.
  assert.equal(households % 10, 0);
  assert.equal(reached % 10, 0);
  assert.ok(reached >= households, `${households} were foreseen, ${reached} reached`);
  await portal.look('portal-campaign-done');
  await portal.leave();
});

test('a funder sees how long a budget lasts, as a chart and as its table', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await portal.signIn('administrator@tilburg');
  await page.getByRole('link', { name: 'Budgetten' }).click();
  await page.getByRole('table', { name: 'Alle budgetten' }).waitFor();
  await page.getByText(/vanaf \d+ \p{L}+ \d{4} niets meer vrij/u).waitFor();
  await page.locator('canvas').waitFor();
  await portal.look('portal-budgets');
  await choose(page, 'Budget', 'W-deel');
  await page.getByText('er genoeg tot het einde').waitFor();
  const { text } = await fileOf(page, page.getByRole('button', { name: 'Download als CSV: W-deel, maand voor maand' }));
  const [head, ...months] = text.trim().split('\r\n').map((line) => line.split(';'));
  assert.deepEqual(head, ['Einde van', 'In de maand', 'Uitgegeven', 'Gereserveerd', 'Vrij']);
  assert.equal(months[0][0], 'aug 2026');
  const cents = (euros) => Number(euros.replace(',', ''));
  assert.equal(cents(months.at(-1)[2]), months.reduce((sum, month) => sum + cents(month[1]), 0), 'what was spent adds up');
  await portal.leave();

  const funder = await town.visit('/portal/');
  await funder.signIn('financier@tilburg');
  await funder.page.getByRole('table', { name: 'Alle budgetten' }).waitFor();
  assert.equal(await funder.page.getByRole('table', { name: 'Alle budgetten' }).getByRole('rowheader').count(), 2, 'its own and no others');
  assert.equal(await funder.page.getByRole('link', { name: 'Gratis cheques' }).count(), 0);
  await funder.leave();
});

test('a funder reads a statement', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await portal.signIn('financier@tilburg');
  await page.getByRole('link', { name: 'Afrekeningen' }).click();
  await page.getByRole('table', { name: 'Afrekeningen' }).waitFor();
  await portal.look('portal-statements');
  assert.equal(await page.getByRole('button', { name: /Meld betaling/ }).count(), 0);
  await page.getByRole('button', { name: 'Bekijk de afrekening van september 2026 voor Gemeente Tilburg (demo)' }).click();
  await page.getByRole('heading', { name: 'September 2026' }).waitFor();
  assert.match(await said(page.getByRole('table', { name: 'Regels' })), /Totaal .* € 1\.120,75/);
  await portal.look('portal-statement');
  await page.emulateMedia({ media: 'print' });
  for (const name of ['Print', 'Afmelden', /Download/]) assert.equal(await page.getByRole('button', { name }).count(), 0, `${name} is not on paper`);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: 'Naar alle afrekeningen' }).click();
  await page.getByRole('table', { name: 'Afrekeningen' }).waitFor();
  await portal.leave();
});

test('an administrator sees what a month will say before it is closed, and closes one', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  portal.expectMisdeed(/409/);
  await portal.signIn('administrator@tilburg');
  await page.getByRole('link', { name: 'Maand afsluiten' }).click();
  await page.getByRole('table', { name: 'Zo worden de afrekeningen' }).waitFor();
  await portal.look('portal-closing');
  await choose(page, 'Programma', 'Tilburg-Noord 2002-2004 (demo)');
  await page.getByRole('button', { name: /^Sluit .* af$/ }).click();
  await page.getByRole('heading', { name: /voor altijd afsluiten/ }).waitFor();
  await portal.look('portal-closing-sure');
  const month = /^(\p{L}+ \d{4})/u.exec(await page.getByRole('heading', { name: /voor altijd afsluiten/ }).innerText())[1];
  await page.getByRole('button', { name: 'Ja, sluit de maand af' }).click();
  await page.getByText(`${month} is afgesloten.`).waitFor();
  await page.getByText('Elke afrekening is precies zoals vooraf getoond.').waitFor();
  await portal.look('portal-closed');
  await page.getByRole('button', { name: 'Naar de volgende maand' }).click();
  await page.getByRole('heading', { name: 'Aan de beurt' }).waitFor();
  assert.ok(!(await page.getByRole('heading', { name: 'Aan de beurt' }).innerText()).includes(month.toLowerCase()), 'another month is next');
  await portal.leave();
});

test('the client council sees figures that name nobody, and that the books are right', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await portal.signIn('clientenraad@tilburg');
  await page.getByRole('table', { name: 'Deelnemers per traject' }).waitFor();
  await page.getByText('Dan gaat het cijfer over minder dan tien mensen').waitFor();
  await page.getByRole('table', { name: 'Wat werd er van de cheques' }).getByText('afgeschermd').first().waitFor();
  await portal.look('portal-reports');
  const { text } = await fileOf(page, page.getByRole('button', { name: 'Download als CSV: Wat werd er van de cheques' }));
  assert.match(text, /Laag tarief;Bestemd voor een afspraak;afgeschermd;afgeschermd;afgeschermd\r\n/);
  await choose(page, 'Programma', 'Tilburg-Noord 2002-2004 (demo)');
  await page.getByRole('table', { name: 'Uitstroom naar werk' }).getByRole('row', { name: 'Samen 70' }).waitFor();
  assert.match(await said(page.getByRole('table', { name: 'Deelnemers per traject' })), /Oriëntatie 42 Activering 42 Toeleiding 51 Samen 135/);
  await page.getByRole('link', { name: 'De boeken' }).click();
  await page.getByText('De boeken kloppen op de cent.').waitFor();
  await portal.look('portal-books');
  await portal.leave();
});

test('a buyer sees the figures of its own complexes', async () => {
  const portal = await town.visit('/portal/#/reports');
  const { page } = portal;
  await portal.signIn('inkoper@tilburg');
  await page.getByText('U ziet de cijfers van uw eigen wooncomplexen.').waitFor();
  await page.getByRole('table', { name: 'Hulp per dienst' }).waitFor();
  assert.equal(await page.getByRole('table', { name: 'Deelnemers per traject' }).count(), 0);
  await portal.look('portal-reports-buyer');
  await portal.leave();
});

test('a resident does not belong here', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await page.getByLabel('Naam', { exact: true }).fill('bewoner@tilburg');
  await page.getByLabel('Wachtwoord', { exact: true }).fill('dienstencheque-demo');
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.getByText('Met dit account kunt u hier niet terecht.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Afmelden' }).count(), 0);
  await page.getByRole('link', { name: 'Naar de startpagina' }).click();
  await page.getByRole('heading', { name: 'Hulp in en om het huis' }).waitFor();
  await portal.look('start');
  await portal.leave();
});
