// Calls of the server: Connect's unary JSON over fetch.
import { refusalNames } from './generated/refusals.ts';
import type { Commands, Reads, SessionCalls } from './generated/rpcs';
import { decodeRefusalDetail } from './refusal_detail.ts';

export type RefusalName = (typeof refusalNames)[keyof typeof refusalNames];

/** The server said no, and why. Nothing was changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: RefusalName;
  /** The field of the request that is wrong, as a path; empty where none is. */
  readonly field: string;
  readonly facts: ReadonlyMap<string, string>;
  readonly retryAfterSeconds: number;

  constructor(refusal: RefusalName, detail: { field?: string; facts?: ReadonlyMap<string, string>; retryAfterSeconds?: number } = {}) {
    super(refusal);
    this.refusal = refusal;
    this.field = detail.field ?? '';
    this.facts = detail.facts ?? new Map();
    this.retryAfterSeconds = detail.retryAfterSeconds ?? 0;
  }
}

/** No answer came, or none that can be read: whether a command was carried out is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** How calls say who makes them, and what happens when the server no longer knows. */
export interface Caller {
  fields(): Record<string, string>;
  signedOut(): void;
}

/** A device that signs every call. */
export interface Signer {
  /** The fields with which a call of this target and body is signed; each has a higher number than the one before. */
  sign(target: string, body: string): Promise<Record<string, string>>;
  /** The server has seen this number already. */
  goOnAfter(sequence: number): void;
  /** The device is not let in, by one of the refusals that begin with `device_`. */
  refused(refusal: RefusalName): void;
}

const answerWithinMs = 15_000;
const pausesMs = [300, 1_000];
const longestPauseMs = 5_000;
let caller: Caller = { fields: () => ({}), signedOut: () => {} };
let signer: Signer | undefined;
let lastSigned: Promise<unknown> = Promise.resolve();

export function callAs(who: Caller): void {
  caller = who;
}

/** From now on every call is signed; one after the other, since one that overtakes another makes the other stale. */
export function signAs(device: Signer | undefined): void {
  signer = device;
}

type All = Reads & Commands & SessionCalls;

/** Asks; again after a moment where no answer came or the server was busy. Throws Refused and NoAnswer. */
export function read<Rpc extends keyof Reads>(rpc: Rpc, request: Reads[Rpc]['request']): Promise<Reads[Rpc]['response']> {
  return repeatedly(() => post(rpc, request, {}));
}

/** Opens, changes or ends a session; once. Throws Refused and NoAnswer. */
export function callSession<Rpc extends keyof SessionCalls>(
  rpc: Rpc,
  request: SessionCalls[Rpc]['request'],
): Promise<SessionCalls[Rpc]['response']> {
  return post(rpc, request, {});
}

/** A command with its id: however often it is sent, it acts once. */
export class Command<Rpc extends keyof Commands> {
  readonly rpc: Rpc;
  readonly request: Commands[Rpc]['request'];
  readonly #id = crypto.randomUUID();

  constructor(rpc: Rpc, request: Commands[Rpc]['request']) {
    this.rpc = rpc;
    this.request = request;
  }

  /** Again after a moment where no answer came or the server was busy. Throws Refused and NoAnswer. */
  send(): Promise<Commands[Rpc]['response']> {
    return repeatedly(() => post(this.rpc, this.request, { 'Idempotency-Key': this.#id }));
  }
}

async function post<Rpc extends keyof All>(
  rpc: Rpc,
  request: All[Rpc]['request'],
  fields: Record<string, string>,
): Promise<All[Rpc]['response']> {
  const call = { target: `/rpc/emplooi.${rpc}`, body: JSON.stringify(request), fields };
  const { isOk, body } = await (signer ? signed(call, signer) : sent(call));
  if (isOk) return body as All[Rpc]['response'];
  throw refusedIn(body);
}

interface Call {
  target: string;
  body: string;
  fields: Record<string, string>;
}
interface Answered {
  isOk: boolean;
  body: unknown;
}

async function sent({ target, body, fields }: Call): Promise<Answered> {
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...callHeaders(), ...fields },
      body,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { isOk: response.ok, body: await response.json() };
  } catch {
    throw new NoAnswer();
  }
}

/** In turn. A number that the server has seen already is refused before anything is done: then once more, with a higher one. */
function signed(call: Call, device: Signer): Promise<Answered> {
  const sendSigned = async () => sent({ ...call, fields: { ...call.fields, ...(await device.sign(call.target, call.body)) } });
  const inTurn = lastSigned.then(async () => {
    const answered = await sendSigned();
    const refused = answered.isOk ? undefined : readRefusal(answered.body);
    if (refused?.refusal !== 'device_sequence_stale') return answered;
    device.goOnAfter(Number(refused.facts.get('sequence')));
    return sendSigned();
  });
  lastSigned = inTurn.catch(() => undefined);
  return inTurn;
}

/** What every call says of itself. */
export function callHeaders(): Record<string, string> {
  return { 'Connect-Protocol-Version': '1', ...caller.fields() };
}

/** The refusal in a Connect error. Throws NoAnswer where there is none. */
export function refusedIn(error: unknown): Refused {
  const refused = readRefusal(error);
  if (refused.refusal === 'not_signed_in') caller.signedOut();
  if (refused.refusal.startsWith('device_')) signer?.refused(refused.refusal);
  return refused;
}

function readRefusal(body: unknown): Refused {
  const value = (body as { details?: { value?: string }[] } | null)?.details?.[0]?.value;
  const detail = value === undefined ? undefined : decodeRefusalDetail(value);
  const name = detail && (refusalNames as Record<number, RefusalName>)[detail.refusal];
  if (!name) throw new NoAnswer();
  return new Refused(name, detail);
}

/** Refusals after which the same call may succeed. */
export function isPassing(trouble: unknown): boolean {
  if (trouble instanceof NoAnswer) return true;
  return trouble instanceof Refused && ['server_busy', 'store_unavailable', 'shutting_down', 'deadline_passed'].includes(trouble.refusal);
}

async function repeatedly<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (const pause of pausesMs) {
    try {
      return await call();
    } catch (trouble) {
      if (!isPassing(trouble)) throw trouble;
      const asked = trouble instanceof Refused ? trouble.retryAfterSeconds * 1_000 : 0;
      await new Promise((wait) => setTimeout(wait, Math.min(Math.max(pause, asked), longestPauseMs)));
    }
  }
  return call();
}
