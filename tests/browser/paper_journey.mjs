// What comes out of the printer, as other people's programs read it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { takeCard, withCheckDigits } from './kiosk.mjs';
import { openTown } from './town.mjs';

let town;
before(async () => (town = await openTown()));
after(() => town.end());

const output = (program, ...parts) => execFileSync(program, parts, { encoding: 'utf8' });

/** What stands on a sheet: its size and pages, and its words. */
function readPaper(pdf) {
  const file = join(town.folder, 'paper.pdf');
  writeFileSync(file, pdf);
  return { facts: output('pdfinfo', file), words: output('pdftotext', '-layout', file, '-'), file };
}

function codesOn({ file }) {
  output('pdftoppm', '-png', '-r', '150', '-singlefile', file, file);
  return output('zbarimg', '--quiet', '--raw', '--nodbus', `${file}.png`).trim().split('\n').sort();
}

test('the card says its code twice: for the camera, and with check digits for people', async () => {
  const { pdf, code, name } = await takeCard(town);
  const paper = readPaper(pdf);
  const { facts, words } = paper;
  assert.match(facts, /Pages:\s+1\n/);
  assert.deepEqual(codesOn(paper), [code]);
  assert.ok(words.includes(withCheckDigits(code).match(/.{4}/g).join('-')), words);
  assert.ok(words.includes(name));
});

test('vouchers are printed on A4, each with its QR code, and nothing of the page around them', async () => {
  const { name, residentId } = await takeCard(town);
  const coordinator = await town.as('coordinator@tilburg');
  const { vouchers } = await coordinator('vouchers.v1.VoucherService/ListVouchers', { residentId, spendableOnly: true, page: { size: 200 } });
  const free = vouchers.filter(({ state }) => state === 'VOUCHER_STATE_ISSUED').map(({ code }) => code);

  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Bewoners' }).click();
  await page.getByLabel('Naam of postcode').fill(name);
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('button', { name: 'Cheques op papier' }).click();
  await page.getByRole('button', { name: `Druk ${free.length} cheques af` }).waitFor();
  await page.getByRole('listitem').nth(free.length - 1).waitFor();
  await desk.look('desk-paper-vouchers');
  const paper = readPaper(await page.pdf({ preferCSSPageSize: true }));
  const { facts, words } = paper;
  assert.match(facts, /Pages:\s+1\n/);
  assert.match(facts, /Page size:.*\(A4\)/);
  assert.deepEqual(codesOn(paper), [...free].sort());
  for (const code of free) assert.ok(words.includes(code.match(/.{4}/g).join(' ')), words);
  assert.doesNotMatch(words, new RegExp(`Druk|Afmelden|English|${name}`), 'whoever holds it can use it: it names nobody');
  await desk.leave();
});

test('a week is printed with all its days, without what is only for the screen', async () => {
  const desk = await town.visit('/desk/');
  const { page } = desk;
  await desk.signIn('coordinator@tilburg');
  await page.getByRole('link', { name: 'Weekplan' }).click();
  await page.getByRole('columnheader', { name: 'Deelnemer' }).waitFor();
  const { facts, words } = readPaper(await page.pdf({ preferCSSPageSize: true }));
  assert.match(facts, /Page size:\s+841\.\d+ x 59\d\.\d+ pts \(A4\)/, 'a sheet that lies');
  assert.match(words, /\bma \d+.*\bdi \d+.*\bwo \d+.*\bdo \d+.*\bvr \d+/);
  assert.doesNotMatch(words, /Zoek een deelnemer|Toon alleen|Afmelden/);
  await desk.leave();
});
