// The doors as browsers use them: cookies, and devices whose key WebCrypto holds and never shows.
// Usage: node browser_doors.mjs <emplooi>
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac, randomUUID, webcrypto } from 'node:crypto';
import { Agent, request } from 'node:https';
import { password, startTown } from './town.mjs';

const town = await startTown(process.argv[2]);
const agent = new Agent({ ca: town.certificate, keepAlive: true });

/** What fetch() of a page of the same origin does, with its cookie jar. */
class Browser {
  cookie;

  async call(rpc, message = {}, headers = {}) {
    const body = JSON.stringify(message);
    const url = new URL(`${town.address}/emplooi.${rpc}`);
    const fields = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Sec-Fetch-Site': 'same-origin',
      'Emplooi-Session': 'cookie',
      'Idempotency-Key': randomUUID(),
      ...(this.cookie ? { Cookie: this.cookie } : {}),
      ...(await this.signatureOf(url.pathname, body)),
      ...headers,
    };
    const answer = await new Promise((resolve, reject) => {
      const call = request(url, { method: 'POST', agent, headers: fields }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ response, text: Buffer.concat(parts).toString() }));
      });
      call.on('error', reject);
      call.end(body);
    });
    const [set] = answer.response.headers['set-cookie'] ?? [];
    if (set) this.cookie = /Max-Age=0/.test(set) ? undefined : set.split(';')[0];
    const read = JSON.parse(answer.text);
    if (answer.response.statusCode !== 200) throw Object.assign(new Error(read.message), { status: answer.response.statusCode });
    return read;
  }

  async signatureOf() {
    return {};
  }
}

/** A kiosk or phone: a browser with a key that cannot be taken out of it. */
class Device extends Browser {
  sequence = 0;

  async makeKey() {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    this.key = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    await assert.rejects(webcrypto.subtle.exportKey('pkcs8', this.key.privateKey));
    return Buffer.from(await webcrypto.subtle.exportKey('raw', this.key.publicKey)).toString('base64');
  }

  async signatureOf(path, body) {
    if (!this.name) return {};
    this.sequence += 1;
    const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', Buffer.from(body))).toString('hex');
    const text = ['emplooi-device-v1', `POST ${path}`, this.name, this.sequence, digest].join('\n');
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await webcrypto.subtle.sign(algorithm, this.key.privateKey, Buffer.from(text));
    return {
      'Emplooi-Device': this.name,
      'Emplooi-Sequence': this.sequence,
      'Emplooi-Signature': Buffer.from(signature).toString('base64url'),
    };
  }
}

const identity = 'identity.v1.IdentityService';
const devices = 'identity.v1.DeviceService';

async function signIn(signInName) {
  const browser = new Browser();
  const session = await browser.call(`${identity}/SignIn`, { signInName, password });
  assert.equal(session.token, undefined);
  assert.match(browser.cookie, /^__Host-emplooi=[\w-]{43}$/);
  return browser;
}

async function account(administrator, signInName, role) {
  const { actorId } = await administrator.call(`${identity}/CreateAccount`, { signInName, password, role });
  return { browser: await signIn(`${signInName}@tilburg`), actorId };
}

const administrator = await signIn('administrator@tilburg');
const { browser: coordinator } = await account(administrator, 'coordinator', 'ROLE_COORDINATOR');
const { browser: coach, actorId: coachId } = await account(administrator, 'coach', 'ROLE_COACH');
const { browser: consulent, actorId: caseManagerId } = await account(administrator, 'consulent', 'ROLE_CASE_MANAGER');

// A kiosk.
const kiosk = new Device();
const { code } = await coordinator.call(`${devices}/InviteKiosk`, { name: 'De Linde, hal' });
const enrolled = await kiosk.call(`${devices}/EnrolKiosk`, {
  municipalitySlug: 'tilburg',
  code,
  publicKey: await kiosk.makeKey(),
});
kiosk.name = `${enrolled.municipalityId}.${enrolled.deviceId}`;
await assert.rejects(kiosk.call(`${devices}/GetDevice`), { status: 401, message: 'device not approved' });
const { deviceId, fingerprint } = enrolled;
await coordinator.call(`${devices}/ApproveKiosk`, { deviceId, fingerprint });
assert.equal((await kiosk.call(`${devices}/GetDevice`)).name, 'De Linde, hal');

// A resident with a card.
const { neighbourhoodId } = await administrator.call('organisations.v1.OrganisationService/CreateNeighbourhood', {
  name: 'Tilburg-Noord',
  postcode: '5042',
});
const home = { neighbourhoodId, postcode: '5042 AB', houseNumber: '1' };
const { householdId } = await coordinator.call('residents.v1.ResidentService/RegisterHousehold', home);
const { residentId } = await coordinator.call('residents.v1.ResidentService/RegisterResident', {
  householdId,
  name: 'Ada Lovelace',
});
const card = await coordinator.call('residents.v1.CardService/IssueCard', { residentId, pin: '471199' });
const shown = { cardCode: card.code, pin: '471199' };
await assert.rejects(new Browser().call(`${devices}/SignInWithCard`, shown), { status: 403, message: 'device needed' });
await assert.rejects(kiosk.call(`${devices}/SignInWithCard`, { ...shown, pin: '000001' }), { status: 401 });
assert.equal((await kiosk.call(`${devices}/SignInWithCard`, shown)).idleSeconds, 60);
const { resident } = await kiosk.call('residents.v1.ResidentService/GetResident', { residentId });
assert.equal(resident.name, 'Ada Lovelace');
await assert.rejects(kiosk.call(`${devices}/ChangePin`, { oldPin: '000002', newPin: '930517' }), { status: 401 });
await assert.rejects(kiosk.call(`${devices}/ChangePin`, { oldPin: '471199', newPin: '123456' }), { status: 400 });
const cookieBefore = kiosk.cookie;
await kiosk.call(`${devices}/ChangePin`, { oldPin: '471199', newPin: '930517' });
assert.notEqual(kiosk.cookie, cookieBefore, 'the cookie changes with the PIN');
assert.equal((await kiosk.call(`${identity}/GetSelf`)).role, 'ROLE_RESIDENT');
await assert.rejects(kiosk.call(`${devices}/SignInWithCard`, shown), { status: 401 }, 'the old PIN');
await kiosk.call(`${devices}/SignInWithCard`, { ...shown, pin: '930517' });
const thief = new Browser();
thief.cookie = kiosk.cookie;
await assert.rejects(thief.call(`${identity}/GetSelf`), { status: 401 }, 'the cookie without the kiosk is worth nothing');
const { pdf } = await coordinator.call('residents.v1.CardService/PrintCard', { residentId, code: card.code });
assert.equal(Buffer.from(pdf, 'base64').subarray(0, 5).toString(), '%PDF-');
kiosk.sequence -= 1;
await assert.rejects(kiosk.call(`${identity}/GetSelf`), { status: 401, message: 'device sequence stale' });
await coordinator.call(`${devices}/RevokeDevice`, { deviceId });
await assert.rejects(kiosk.call(`${devices}/GetDevice`), { status: 401, message: 'device revoked' });

// A participant with a phone.
const { providerId } = await administrator.call('organisations.v1.OrganisationService/CreateProvider', {
  name: 'De Buurt Werkt',
});
const { participantId } = await consulent.call('participants.v1.ParticipantService/RegisterParticipant', {
  name: 'Bob',
  providerId,
  coachId,
  caseManagerId,
  weeklyHours: 20,
});
const invitation = await coach.call('participants.v1.InvitationService/InviteParticipant', { participantId });
const phone = new Device();
const [slug, handed] = invitation.linkFragment.slice(1).split('/');
const mine = await phone.call(`${devices}/EnrolPhone`, {
  municipalitySlug: slug,
  code: handed,
  publicKey: await phone.makeKey(),
  pin: '836402',
});
phone.name = `${mine.municipalityId}.${mine.deviceId}`;
assert.equal((await phone.call(`${identity}/GetSelf`)).subjectId, participantId);
await phone.call(`${identity}/SignOut`);
assert.equal(phone.cookie, undefined);
await assert.rejects(phone.call(`${identity}/GetSelf`), { status: 401 });
await phone.call(`${devices}/SignInWithPin`, { pin: '836402' });
assert.equal((await phone.call(`${identity}/GetSelf`)).role, 'ROLE_PARTICIPANT');

// A second factor, in the browser and from the command line.
function oneTimeCode(secret, stepsAhead = 0) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead));
  const mac = createHmac('sha1', key).update(step).digest();
  const number = (mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}
const security = 'identity.v1.SecurityService';
const { secret } = await consulent.call(`${security}/BeginSecondFactor`);
await consulent.call(`${security}/ConfirmSecondFactor`, { oneTimeCode: oneTimeCode(secret) });
function callAs(name, code) {
  return spawnSync(process.argv[2], ['call', 'IdentityService/GetSelf', '--as', name], {
    encoding: 'utf8',
    input: '\n',
    env: {
      ...process.env,
      EMPLOOI_STATE_FOLDER: town.folder,
      EMPLOOI_WEB_PORT: new URL(town.address).port,
      EMPLOOI_PASSWORD: password,
      ...(code ? { EMPLOOI_ONE_TIME_CODE: code } : {}),
    },
  });
}
assert.match(callAs('coach@tilburg').stdout, /coach@tilburg/, 'who has none is not asked');
const wrong = callAs('consulent@tilburg', '000000');
assert.equal(wrong.status, 1);
assert.match(wrong.stderr, /sign in failed/);
assert.match(callAs('consulent@tilburg').stderr, /refused/, 'an empty line is no code');
const done = callAs('consulent@tilburg', oneTimeCode(secret, 1));
assert.equal(done.status, 0, done.stderr);
assert.match(done.stdout, /consulent@tilburg/);

// A municipality that asks for it.
await administrator.call(`${security}/SetSecondFactorRule`, { required: true });
assert.equal((await coach.call(`${identity}/GetSelf`)).mustSetSecondFactor, true);
await assert.rejects(coach.call('participants.v1.ParticipantService/ListParticipants'), { status: 403, message: 'second factor missing' });
const begun = await coach.call(`${security}/BeginSecondFactor`);
await coach.call(`${security}/ConfirmSecondFactor`, { oneTimeCode: oneTimeCode(begun.secret) });
await coach.call('participants.v1.ParticipantService/ListParticipants');

agent.destroy();
assert.equal(await town.stop(), 0, 'the server ends in peace');
console.log('cookies, kiosks and phones open the doors that they should');
