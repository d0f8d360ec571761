import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
/** `Oktober 2026`, so many months from now, as a heading begins. */
function monthFromNow(months, style = 'long') {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(new Date());
  const at = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 + months, 1));
  const name = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', month: style, year: 'numeric' }).format(at);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
const euros = (cents) => new Intl.NumberFormat('nl-NL', { style: 'currency', currency: 'EUR' }).format(Number(cents) / 100).replaceAll(/\s+/g, ' ');
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
  assert.match(await said(page.getByRole('listitem').filter({ hasText: 'Uren voor de winter' })), /€ 1\.500,00 nog vrij Goed voor 100 uur.* Aantal uren 100 .* Factuur nog € 1\.500,00 te betalen/);
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
  await finance.page.getByRole('listitem').filter({ hasText: 'Uren voor de winter' }).getByText('Betaald').waitFor();
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
  const springs = page.getByRole('table', { name: 'Alle acties' }).getByRole('row', { name: /^Hulp in het voorjaar/ });
  await springs.waitFor();
  assert.match(await said(springs), new RegExp(`De Eik \\(demo\\), De Beuk \\(demo\\) 1 .* ${reached} ${reached} `), 'a corporation is told tens');
  await portal.look('portal-campaign-done');
  // The one that was opened and left is gone on with.
  await page.getByRole('button', { name: 'Deel verder uit: Hulp in de winter' }).click();
  await preview.waitFor();
  assert.match(await said(preview), /Per huishouden 2/);
  await page.getByRole('button', { name: 'Ja, deel de cheques uit' }).click();
  await page.getByText('De cheques zijn uitgedeeld.').waitFor();
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
  assert.equal(months[0][0], monthFromNow(-3, 'short').toLowerCase());
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
  await page.getByRole('heading', { name: `${monthFromNow(0)}, tot nu toe` }).waitFor();
  assert.match(await said(page.getByRole('table', { name: /tot nu toe$/ })), /Gemeente Tilburg \(demo\) Financier W-deel Gebruikte cheques \d+ € /);
  await portal.look('portal-statements');
  assert.equal(await page.getByRole('button', { name: /Meld betaling/ }).count(), 0);
  const month = monthFromNow(-2);
  const financier = await town.as('financier@tilburg');
  const { programmes } = await financier('organisations.v1.OrganisationService/ListProgrammes', {});
  const { statements } = await financier('settlement.v1.SettlementService/ListStatements', { programmeId: programmes.at(-1).programmeId });
  const total = euros(statements.sort((one, other) => other.month - one.month)[0].totalCents);
  await page.getByRole('button', { name: `Bekijk de afrekening van ${month.toLowerCase()} voor Gemeente Tilburg (demo)` }).click();
  await page.getByRole('heading', { name: month }).waitFor();
  assert.ok((await said(page.getByRole('table', { name: 'Regels' }))).endsWith(total));
  await portal.look('portal-statement');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download als PDF' }).click()]);
  assert.equal(download.suggestedFilename(), 'afrekening.pdf');
  const paper = execFileSync('pdftotext', ['-layout', await download.path(), '-'], { encoding: 'utf8' });
  assert.ok(paper.includes(`Afrekening ${month.toLowerCase()}`) && paper.includes('Gemeente Tilburg (demo)'));
  assert.match(paper.replaceAll(/\s+/g, ' '), new RegExp(`Samen ${total.replaceAll('.', '\\.')}`));
  await page.emulateMedia({ media: 'print' });
  for (const name of ['Print', 'Afmelden', /Download/]) assert.equal(await page.getByRole('button', { name }).count(), 0, `${name} is not on paper`);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: 'Naar alle afrekeningen' }).click();
  await page.getByRole('table', { name: 'Afrekeningen' }).waitFor();
  await portal.leave();
});

test('an administrator sees what a month will say before it is closed, closes it, and the statements say just that', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  portal.expectMisdeed(/409/);
  const month = monthFromNow(-1);
  await portal.signIn('administrator@tilburg');
  await page.getByRole('link', { name: 'Maand afsluiten' }).click();
  await page.getByRole('heading', { name: `Aan de beurt: ${month.toLowerCase()}` }).waitFor();
  const foreseen = await said(page.getByRole('table', { name: 'Zo worden de afrekeningen' }));
  assert.match(foreseen, /Gemeente Tilburg \(demo\) Financier W-deel Gebruikte cheques \d+ € /);
  await portal.look('portal-closing');
  await page.getByRole('button', { name: /^Sluit .* af$/ }).click();
  await page.getByRole('heading', { name: `${month} voor altijd afsluiten?` }).waitFor();
  await portal.look('portal-closing-sure');
  await page.getByRole('button', { name: 'Ja, sluit de maand af' }).click();
  await page.getByText(`${month} is afgesloten.`).waitFor();
  await page.getByText('Elke afrekening is precies zoals vooraf getoond.').waitFor();
  const { text } = await fileOf(page, page.getByRole('button', { name: 'Download als CSV: Controle van vooraf en achteraf' }));
  const [, ...checked] = text.trim().split('\r\n').map((line) => line.split(';'));
  assert.ok(checked.length >= 4, 'provider, funders and corporations');
  for (const [party, , before, after, difference] of checked) assert.deepEqual([party, after, difference], [party, before, '0,00']);
  await portal.look('portal-closed');
  await page.getByRole('button', { name: 'Naar de volgende maand' }).click();
  await page.getByRole('heading', { name: `Aan de beurt: ${monthFromNow(0).toLowerCase()}` }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Sluit .* af$/ }).count(), 0, 'a month that runs cannot be closed');
  await portal.leave();

  const funder = await town.visit('/portal/#/statements');
  await funder.signIn('financier@tilburg');
  await funder.page.getByRole('button', { name: `Bekijk de afrekening van ${month.toLowerCase()} voor Gemeente Tilburg (demo)` }).click();
  const [, cents] = checked.map(([party, , , after]) => [party, after]).find(([party]) => party === 'Gemeente Tilburg (demo)');
  assert.ok((await said(funder.page.getByRole('table', { name: 'Regels' }))).endsWith(euros(cents.replace(',', ''))), 'what was checked is what the funder reads');
  await funder.leave();
});

test('the client council sees figures that name nobody, and that the books are right', async () => {
  const portal = await town.visit('/portal/');
  const { page } = portal;
  await portal.signIn('clientenraad@tilburg');
  await page.getByRole('table', { name: 'Deelnemers per traject' }).waitFor();
  await page.getByText('Dan gaat het cijfer over minder dan tien mensen').waitFor();
  const cheques = page.getByRole('table', { name: 'Wat werd er van de cheques' });
  await cheques.getByText('Uitgegeven').first().waitFor();
  await portal.look('portal-reports');
  const { text } = await fileOf(page, page.getByRole('button', { name: 'Download als CSV: Wat werd er van de cheques' }));
  assert.match(text, /Laag tarief;Uitgegeven;\d+;/);
  assert.doesNotMatch(text, /Bestemd voor een afspraak|Nog te gebruiken|nog niet betaald/, 'how they stand today would tell of single people');
  await choose(page, 'Programma', 'Tilburg-Noord 2002-2004 (demo)');
  await cheques.getByText('afgeschermd').first().waitFor();
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
