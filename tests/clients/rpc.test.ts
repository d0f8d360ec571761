import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { Doing } from '../../clients/shared/asking.svelte.ts';
import { decodeRefusalDetail } from '../../clients/shared/refusal_detail.ts';
import { callAs, callSession, Command, NoAnswer, read, Refused, signAs } from '../../clients/shared/rpc.ts';
import { sayTrouble } from '../../clients/shared/troubles.ts';

type Sent = { url: string; key: string | undefined; authorization: string | undefined; body: unknown };
let sent: Sent[] = [];
let answers: (Response | Error)[] = [];
let signedOut = 0;
// What every browser has, and Node from 19 on.
globalThis.crypto ??= webcrypto as Crypto;
const realFetch = globalThis.fetch;

/** RefusalDetail {refusal: number, facts} as the server writes it. */
function refusal(status: number, number: number, more: number[] = []): Response {
  const bytes = [0x08, (number & 0x7f) | 0x80, number >> 7, ...more];
  const value = btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
  return Response.json({ code: 'x', message: 'x', details: [{ type: 'emplooi.base.v1.RefusalDetail', value }] }, { status });
}
const field = (number: number, text: string) => [(number << 3) | 2, text.length, ...[...text].map((letter) => letter.charCodeAt(0))];

beforeEach(() => {
  sent = [];
  answers = [];
  signedOut = 0;
  callAs({ fields: () => ({ Authorization: 'Bearer t' }), signedOut: () => void ++signedOut });
  globalThis.fetch = (async (url: string, options: { headers: Record<string, string>; body: string }) => {
    sent.push({ url, key: options.headers['Idempotency-Key'], authorization: options.headers['Authorization'], body: JSON.parse(options.body) });
    const answer = answers.shift() ?? new TypeError('nobody answers');
    if (answer instanceof Error) throw answer;
    return answer;
  }) as unknown as typeof fetch;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

test('a read is asked again until it is answered', async () => {
  answers = [new TypeError('gone'), refusal(503, 900), Response.json({ role: 'ROLE_COACH' })];
  assert.deepEqual(await read('identity.v1.IdentityService/GetSelf', {}), { role: 'ROLE_COACH' });
  assert.equal(sent.length, 3);
  assert.equal(sent[0]?.url, '/rpc/emplooi.identity.v1.IdentityService/GetSelf');
  assert.equal(sent[0]?.authorization, 'Bearer t');
  assert.equal(sent[0]?.key, undefined);
});

test('a command keeps its id however often it is sent, and another command has another', async () => {
  const accept = () => new Command('jobs.v1.JobService/ApproveJob', { jobId: 'j' });
  const first = accept();
  answers = [new TypeError('gone'), new Response('not json', { status: 502 }), new TypeError('gone')];
  await assert.rejects(first.send(), NoAnswer);
  answers = [Response.json({})];
  await first.send();
  assert.equal(sent.length, 4);
  assert.match(sent[0]?.key ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
  answers = [Response.json({})];
  await accept().send();
  assert.notEqual(sent[4]?.key, sent[0]?.key);
});

test('what is refused is not asked again', async () => {
  answers = [refusal(400, 714, [...field(2, 'says'), ...field(3, 'voucher_id'), ...field(4, String.fromCharCode(...field(1, 'a'), ...field(2, 'b')))])];
  const refused = await read('identity.v1.IdentityService/GetSelf', {}).then(assert.fail, (reason: Refused) => reason);
  assert.ok(refused instanceof Refused);
  assert.equal(refused.refusal, 'voucher_expired');
  assert.equal(refused.field, 'voucher_id');
  assert.deepEqual([...refused.facts], [['a', 'b']]);
  assert.equal(sayTrouble(refused), 'Deze cheque is niet meer geldig. Neem een andere cheque.');
  assert.equal(sent.length, 1);
});

test('a session is opened once, and its end is told', async () => {
  answers = [new TypeError('gone')];
  await assert.rejects(callSession('identity.v1.IdentityService/SignIn', { signInName: 'a', password: 'b' }), NoAnswer);
  assert.equal(sent.length, 1);
  answers = [refusal(401, 200)];
  await assert.rejects(read('identity.v1.IdentityService/GetSelf', {}), Refused);
  assert.equal(signedOut, 1);
  answers = [refusal(401, 201)];
  await assert.rejects(callSession('identity.v1.IdentityService/SignIn', {}), Refused);
  assert.equal(signedOut, 1, 'a wrong password ends no session');
});

test('a button that was not answered sends the same command, and one that was answered sends another', async () => {
  const approving = new Doing('jobs.v1.JobService/ApproveJob');
  assert.equal(await approving.do({ jobId: 'j' }), undefined);
  assert.ok(approving.trouble instanceof NoAnswer);
  answers = [Response.json({ vouchersRedeemed: 1 })];
  assert.deepEqual(await approving.do({ jobId: 'j' }), { vouchersRedeemed: 1 });
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1, 'it acts once');
  assert.equal(approving.trouble, undefined);
  answers = [Response.json({}), Response.json({})];
  await approving.do({ jobId: 'j' });
  await approving.do({ jobId: 'other' });
  assert.equal(new Set(sent.map(({ key }) => key)).size, 3);
});

test('a button that is pressed twice acts once', async () => {
  const approving = new Doing('jobs.v1.JobService/ApproveJob');
  answers = [Response.json({ vouchersRedeemed: 1 }), Response.json({ vouchersRedeemed: 2 })];
  const [first, second] = await Promise.all([approving.do({ jobId: 'j' }), approving.do({ jobId: 'j' })]);
  assert.deepEqual([first, second, sent.length], [{ vouchersRedeemed: 1 }, undefined, 1]);
});

test('a device signs each call, in turn, and goes on after a number that the server has seen', async () => {
  let sequence = 0;
  const refusedAs: string[] = [];
  const numbers: string[] = [];
  signAs({
    sign: async (target, body) => ({ 'Idempotency-Key': `${target} ${body} ${++sequence}` }),
    goOnAfter: (seen) => (sequence = seen),
    refused: (refusal) => void refusedAs.push(refusal),
  });
  try {
    answers = [Response.json({ role: 'a' }), Response.json({ role: 'b' })];
    const both = await Promise.all([read('identity.v1.IdentityService/GetSelf', {}), read('identity.v1.IdentityService/GetSelf', {})]);
    assert.deepEqual(both, [{ role: 'a' }, { role: 'b' }]);
    const stale = refusal(401, 212, [...field(4, String.fromCharCode(...field(1, 'sequence'), ...field(2, '41')))]);
    answers = [stale, Response.json({ role: 'c' }), new TypeError('gone'), refusal(401, 214)];
    assert.deepEqual(await callSession('identity.v1.IdentityService/SignIn', {}), { role: 'c' });
    await assert.rejects(callSession('identity.v1.IdentityService/SignIn', {}), NoAnswer);
    await assert.rejects(callSession('identity.v1.IdentityService/SignIn', {}), Refused);
    for (const { key } of sent) numbers.push(key?.split(' ').at(-1) ?? '');
    assert.deepEqual(numbers, ['1', '2', '3', '42', '43', '44']);
    assert.equal(sent[0]?.key, '/rpc/emplooi.identity.v1.IdentityService/GetSelf {} 1');
    assert.deepEqual(refusedAs, ['device_revoked']);
  } finally {
    signAs(undefined);
  }
});

test('what is no refusal is no answer', async () => {
  for (const body of ['null', '[]', '{}', '{"details":[{"value":"%%"}]}', '{"details":[{"value":"CP//////"}]}', '{"details":[{"value":"EgX/"}]}', '<html>']) {
    answers = [1, 2, 3].map(() => new Response(body, { status: 500 }));
    await assert.rejects(read('identity.v1.IdentityService/GetSelf', {}), NoAnswer, body);
  }
  assert.equal(decodeRefusalDetail('CA=='), undefined, 'ends in the middle of a number');
});
