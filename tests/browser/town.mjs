// The real server over a demo town of its own, and browsers that look at it. Environment: TEST_PROGRAM,
// TEST_CLIENTS (the built apps), TEST_DEMO (a demo database, which is copied), TEST_SCREENSHOTS (a folder).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, request as requests } from 'playwright-core';
import { keepLogs } from '../web/clients/town.mjs';

const { TEST_PROGRAM, TEST_CLIENTS, TEST_DEMO, TEST_SCREENSHOTS } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];
/** In a town's folder: what its browsers' camera sees; where it is missing there is no camera. */
export const cameraFile = 'camera.y4m';
export const password = 'dienstencheque-demo';

/** Ways to look at a page: width in CSS pixels, larger text, and the colours of the reader's own choice. Journeys go on in Dutch. */
const views = [
  { name: 'narrow-en', width: 320, language: 'en' },
  { name: 'text-200-en', width: 640, language: 'en', text: 2 },
  { name: 'forced-colours-en', width: 320, language: 'en', forced: true },
  { name: 'narrow', width: 320, language: 'nl' },
  { name: 'wide', width: 1280, language: 'nl' },
  { name: 'text-200', width: 640, language: 'nl', text: 2 },
  { name: 'forced-colours', width: 320, language: 'nl', forced: true },
];
const labels = { nl: 'Nederlands', en: 'English' };

async function startServer(folder, daysAhead) {
  const options = ['--db', join(folder, 'town.db'), '--clients', TEST_CLIENTS, '--demo', '--days-ahead', String(daysAhead)];
  const server = spawn(TEST_PROGRAM, ['serve', ...options], {
    env: { ...process.env, EMPLOOI_STATE_FOLDER: folder, EMPLOOI_WEB_PORT: '0', EMPLOOI_WEB_LOCAL_PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  keepLogs(server, 'browser');
  const said = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    const port = /https:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port) {
      server.stderr.resume();
      return { server, origin: `https://localhost:${port}` };
    }
  }
  throw new Error(`the server did not start: ${said.join('\n')}`);
}

/** A town that is served, and a browser; end() ends both. */
export async function openTown() {
  const folder = mkdtempSync(join(tmpdir(), 'emplooi-browser-'));
  copyFileSync(TEST_DEMO, join(folder, 'town.db'));
  copyFileSync(join(dirname(TEST_DEMO), 'identity.key'), join(folder, 'identity.key'));
  let daysAhead = 0;
  let { server, origin } = await startServer(folder, daysAhead);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--ignore-certificate-errors',
      '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${join(folder, cameraFile)}`,
    ],
  });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  };
  const end = async () => {
    await browser.close();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  /** The same town, so many days from now; whoever visits it then lives in that time. */
  const later = async (days) => {
    daysAhead = days;
    await stop();
    ({ server, origin } = await startServer(folder, daysAhead));
  };
  return {
    browser, folder, end, later,
    get origin() {
      return origin;
    },
    visit: (path) => visit(browser, origin, path, daysAhead),
    as: (name) => callsOf(origin, name),
  };
}

/** What other people do meanwhile: calls of somebody who is signed in, as `(rpc, request) => response`. */
async function callsOf(origin, signInName) {
  const context = await requests.newContext({ baseURL: origin, ignoreHTTPSErrors: true });
  let token = '';
  const call = async (rpc, data) => {
    const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': randomUUID() };
    const response = await context.post(`/rpc/emplooi.${rpc}`, { data, headers });
    assert.ok(response.ok(), `${rpc}: ${await response.text()}`);
    return response.json();
  };
  ({ token } = await call('identity.v1.IdentityService/SignIn', { signInName, password }));
  return call;
}

/** As the desk asks for it: on the clock of the town. */
const localTime = (at) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');

/** A job that the coordinator has planned for the demo's participant, so many minutes from now; later on a day ahead if they have
    something to do by then. */
export async function planJob(town, { jobId, inMinutes }) {
  const participant = await town.as('deelnemer@tilburg');
  const { subjectId } = await participant('identity.v1.IdentityService/GetSelf', {});
  const coordinator = await town.as('coordinator@tilburg');
  const triesAtMinutes = inMinutes < 60 ? [inMinutes] : [0, 1, 2, 3, 4, 5].map((later) => inMinutes + later * 70);
  for (const minutes of triesAtMinutes) {
    const startsAt = { local: localTime(new Date(Date.now() + minutes * 60_000)) };
    try {
      await coordinator('jobs.v1.JobService/PlanJob', { jobId, participantId: subjectId, startsAt });
      break;
    } catch (trouble) {
      if (minutes === triesAtMinutes.at(-1) || !trouble.message.includes('participant busy')) throw trouble;
    }
  }
  return participant;
}

/** Enough vouchers for whatever a journey plans: what the demo leaves a household is not known beforehand. */
async function buyVouchers(town, programmeId, residentId) {
  const coordinator = await town.as('coordinator@tilburg');
  const { vouchers = [] } = await coordinator('vouchers.v1.VoucherService/ListVouchers', { residentId, spendableOnly: true, page: { size: 200 } });
  if (vouchers.filter(({ state }) => state === 'VOUCHER_STATE_ISSUED').length >= 4) return;
  const { orderId, totalCents } = await coordinator('vouchers.v1.VoucherService/OrderVouchers', { programmeId, residentId, kind: 'VOUCHER_KIND_MARKET', count: 10 });
  await coordinator('vouchers.v1.VoucherService/PayOrder', { orderId, amountCents: totalCents, method: 'PAYMENT_METHOD_CARD' });
}

/** Help for the demo's resident that everybody may give, asked for by that resident, who can pay for it. */
export async function requestJob(town) {
  const resident = await town.as('bewoner@tilburg');
  const { subjectId } = await resident('identity.v1.IdentityService/GetSelf', {});
  const { programmes } = await resident('organisations.v1.OrganisationService/ListProgrammes', {});
  await buyVouchers(town, programmes.at(-1).programmeId, subjectId);
  const { services } = await resident('catalogue.v1.CatalogueService/ListServices', {});
  const service = services.find(({ risk, nameNl }) => risk === 'RISK_LOW' && nameNl === 'Samen wandelen');
  return resident('jobs.v1.JobService/RequestJob', {
    programmeId: programmes.at(-1).programmeId, residentId: subjectId, serviceId: service.serviceId, minutes: 60, note: 'De bel is stuk, graag kloppen.',
  });
}

/** Somebody at a page. Whatever the page should not do is kept, and `leave()` fails for it. */
async function visit(browser, origin, path, daysAhead) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 }, timezoneId: 'America/New_York' });
  // Under sanitizers, beside other tests, an answer may take its time.
  context.setDefaultTimeout(30_000);
  if (daysAhead > 0) await context.clock.setFixedTime(Date.now() + daysAhead * 86_400_000);
  const page = await context.newPage();
  const misdeeds = [];
  const expected = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) misdeeds.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (to !== origin && !['data:', 'blob:'].includes(protocol)) misdeeds.push(`a request to ${to}`);
  });
  await page.goto(origin + path);
  return {
    page,
    /** Something that the journey provokes, such as the browser's own note of a 401. */
    expectMisdeed: (pattern) => expected.push(pattern),
    signIn: (name) => signIn(page, name),
    look: (name) => look(page, name),
    async leave() {
      const left = misdeeds.filter((one) => !expected.some((pattern) => pattern.test(one)));
      const address = page.url();
      const storage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
      await context.close();
      assert.deepEqual(left, []);
      assert.match(address, /^https:\/\/localhost:\d+\/[a-z]*\/?(#\/[a-z-]*)?$/, 'the address names a page and nothing else');
      assert.match(storage, /^\[\{(,?"emplooi-(language":"(nl|en)|session":"open)")*\},\{\},""\]$/, 'nothing but the language is kept, and whether somebody signed in');
    },
  };
}

async function signIn(page, name) {
  await page.getByLabel(/^(Naam|Name)$/).fill(name);
  await page.getByLabel(/^(Wachtwoord|Password)$/).fill(password);
  await page.getByRole('button', { name: /^(Aanmelden|Sign in)$/ }).click();
  await page.getByRole('button', { name: /^(Afmelden|Sign out)$/ }).waitFor();
}

/** Waits until nothing is being loaded. */
async function settle(page) {
  await page.waitForFunction(() => !document.querySelector('.waiting') && document.fonts.status === 'loaded');
}

/** Elements that are looked at by keyboard at most: a list of hundreds tells no more than its first ones. */
const mostStops = 80;

/** Goes through the page by keyboard: what can be pressed is reached, and is seen to be. */
async function goThrough(page) {
  const expected = await page.evaluate((most) => {
    const top = document.querySelector('dialog:modal') ?? document.body;
    const before = document.activeElement;
    const start = document.createElement('span');
    start.tabIndex = -1;
    top.prepend(start);
    start.focus();
    const seen = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]');
    const stops = [...top.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(seen).slice(0, most);
    const reached = new Set();
    const unseen = new Set();
    const note = ({ target }) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      reached.add(target);
      if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) unseen.add(target);
    };
    document.addEventListener('focusin', note);
    // Of radio buttons of one name, one is a stop.
    const isReached = (one) => reached.has(one) || (one.type === 'radio' && [...reached].some((other) => other.name === one.name));
    globalThis.keyboardWalk = {
      missed: () => stops.filter((one) => one.isConnected && !isReached(one)).map((one) => one.outerHTML.slice(0, 120)),
      end() {
        document.removeEventListener('focusin', note);
        start.remove();
        before?.focus?.();
        return [...unseen].map((one) => one.outerHTML.slice(0, 120));
      },
    };
    return stops.length;
  }, mostStops);
  // A date takes several: its day, its month, its year.
  for (let walked = 0, missed = expected; missed > 0 && walked < 4 * expected + 10; walked += missed) {
    for (let i = 0; i < missed; ++i) await page.keyboard.press('Tab');
    const left = await page.evaluate(() => globalThis.keyboardWalk.missed().length);
    if (left === 0) break;
    missed = Math.max(left, 4);
  }
  const [missed, unseen] = await page.evaluate(() => [globalThis.keyboardWalk.missed(), globalThis.keyboardWalk.end()]);
  return [...missed.map((one) => `not reached by keyboard: ${one}`), ...unseen.map((one) => `its focus is not seen: ${one}`)];
}

/** Looks at the page in every view: no barrier that axe finds, nothing to scroll sideways, a screenshot of each. */
async function look(page, name) {
  const findings = [];
  mkdirSync(TEST_SCREENSHOTS, { recursive: true });
  for (const view of views) {
    await page.setViewportSize({ width: view.width, height: 900 });
    await page.emulateMedia({ forcedColors: view.forced ? 'active' : 'none', reducedMotion: 'reduce' });
    await page.evaluate((text) => (document.documentElement.style.fontSize = text ? `${text * 100}%` : ''), view.text);
    const language = page.getByRole('button', { name: labels[view.language], exact: true, includeHidden: true });
    // Behind a question that must be answered first nothing can be pressed but by a script.
    const isBehind = (await page.locator('dialog:modal').count()) > 0;
    if (await language.count()) await (isBehind ? language.dispatchEvent('click') : language.click());
    await settle(page);
    const where = `${name} (${view.name})`;
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > view.width) findings.push(`${where}: is ${width} pixels wide`);
    // First the picture: once it is drawn, what watches its own size knows it.
    await page.screenshot({ path: join(TEST_SCREENSHOTS, `${name}-${view.name}.png`), fullPage: true });
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
    // Where the pages stay at the thumb, the end of the page: there they lie over nothing, as for whoever scrolls to a button.
    await page.evaluate(() => {
      const pages = document.querySelector('.pages');
      if (pages && getComputedStyle(pages).position === 'sticky') scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
    });
    const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), axeTags);
    if (view.name === 'wide') findings.push(...(await goThrough(page)).map((one) => `${where}: ${one}`));
    for (const { id, help, nodes } of violations) findings.push(`${where}: ${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  assert.deepEqual(findings, []);
}
