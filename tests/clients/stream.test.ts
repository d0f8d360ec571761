import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { callAs, NoAnswer, Refused } from '../../clients/shared/rpc.ts';
import { listen } from '../../clients/shared/stream.ts';

const realFetch = globalThis.fetch;
let sent: { url: string; type: string | undefined; body: Uint8Array }[] = [];
let signedOut = 0;

function envelope(flags: number, text: string): number[] {
  const payload = [...new TextEncoder().encode(text)];
  return [flags, payload.length >>> 24, (payload.length >>> 16) & 255, (payload.length >>> 8) & 255, payload.length & 255, ...payload];
}
/** The bytes in pieces of that size. */
function answer(bytes: number[], piece: number, status = 200): Response {
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) => new Uint8Array(bytes.slice(i * piece, (i + 1) * piece)));
  return new Response(new ReadableStream({ pull: (to) => { const next = pieces.shift(); if (next) to.enqueue(next); else to.close(); } }), { status });
}
function answers(response: Response | Error): void {
  globalThis.fetch = (async (url: string, options: { headers: Record<string, string>; body: Uint8Array }) => {
    sent.push({ url, type: options.headers['Content-Type'], body: options.body });
    if (response instanceof Error) throw response;
    return response;
  }) as unknown as typeof fetch;
}
async function heard(leaving = new AbortController(), leaveAfter = Infinity): Promise<unknown[]> {
  const messages: unknown[] = [];
  for await (const message of listen('jobs.v1.JobService/WatchJobs', { programmeId: 'p' }, leaving.signal)) {
    messages.push(message);
    if (messages.length === leaveAfter) leaving.abort();
  }
  return messages;
}

beforeEach(() => {
  sent = [];
  signedOut = 0;
  callAs({ fields: () => ({}), signedOut: () => void ++signedOut });
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

test('messages come whole, however the line cuts them, until the end', async () => {
  const bytes = [...envelope(0, '{"readAgain":true}'), ...envelope(0, '{}'), ...envelope(0, '{"jobs":[{"note":"één"}]}'), ...envelope(2, '{}')];
  for (const piece of [1, 3, 7, 1000]) {
    answers(answer(bytes, piece));
    assert.deepEqual(await heard(), [{ readAgain: true }, {}, { jobs: [{ note: 'één' }] }]);
  }
  assert.equal(sent[0]?.url, '/rpc/emplooi.jobs.v1.JobService/WatchJobs');
  assert.equal(sent[0]?.type, 'application/connect+json');
  assert.deepEqual([...(sent[0]?.body ?? [])], envelope(0, '{"programmeId":"p"}'));
});

test('an end with an error is a refusal, and tells who has been signed out', async () => {
  const value = btoa(String.fromCharCode(0x08, (200 & 0x7f) | 0x80, 200 >> 7)).replace(/=+$/, '');
  const error = { code: 'unauthenticated', message: 'x', details: [{ type: 'emplooi.base.v1.RefusalDetail', value }] };
  answers(answer(envelope(2, JSON.stringify({ error })), 1000));
  await assert.rejects(heard(), (trouble: Refused) => trouble.refusal === 'not_signed_in');
  assert.equal(signedOut, 1);
});

test('a line that breaks, no line, and what is no stream are no answer', async () => {
  for (const response of [answer(envelope(0, '{}'), 1000), answer([0, 0, 0, 0, 9, 1], 1000), answer([], 1, 415), new TypeError('nobody answers')]) {
    answers(response);
    await assert.rejects(heard(), NoAnswer);
  }
  answers(answer(envelope(0, 'not JSON'), 1000));
  await assert.rejects(heard(), NoAnswer);
});

test('who leaves is told nothing more', async () => {
  answers(answer([...envelope(0, '{}'), ...envelope(0, '{}'), ...envelope(0, '{}')], 1000));
  const messages = await heard(new AbortController(), 2);
  assert.ok(messages.length >= 2);
});
