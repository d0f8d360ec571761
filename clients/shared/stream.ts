// Answers that go on: Connect's server streams over fetch.
import type { Streams } from './generated/rpcs';
import { callHeaders, NoAnswer, refusedIn } from './rpc.ts';

/** Who hears nothing for so long takes the line for dead; every stream says something at least every 20 seconds. */
const longestSilenceMs = 45_000;
const headSize = 5;
const endOfStream = 2;

function enveloped(text: string): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(text);
  const bytes = new Uint8Array(headSize + payload.length);
  new DataView(bytes.buffer).setUint32(1, payload.length);
  bytes.set(payload, headSize);
  return bytes;
}

/** The envelopes in what arrives, however it is cut. */
async function* envelopesIn(reader: ReadableStreamDefaultReader<Uint8Array>, heard: () => void): AsyncGenerator<{ flags: number; text: string }> {
  let bytes = new Uint8Array();
  for (;;) {
    while (bytes.length >= headSize) {
      const end = headSize + new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
      if (bytes.length < end) break;
      yield { flags: bytes[0] ?? 0, text: new TextDecoder().decode(bytes.subarray(headSize, end)) };
      bytes = bytes.subarray(end);
    }
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const longer = new Uint8Array(bytes.length + value.length);
    longer.set(bytes);
    longer.set(value, bytes.length);
    bytes = longer;
  }
}

/**
 * Asks, and gives every message until the stream ends or `leaving` is aborted, which ends it quietly. A stream that changes
 * something has a command id. Throws Refused, and NoAnswer where the line breaks.
 */
export async function* listen<Rpc extends keyof Streams>(
  rpc: Rpc,
  request: Streams[Rpc]['request'],
  leaving: AbortSignal,
  commandId?: string,
): AsyncGenerator<Streams[Rpc]['response']> {
  const silence = new AbortController();
  let clock: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(clock);
    clock = setTimeout(() => silence.abort(), longestSilenceMs);
  };
  heard();
  try {
    const response = await fetch(`/rpc/emplooi.${rpc}`, {
      method: 'POST',
      headers: { ...callHeaders(), 'Content-Type': 'application/connect+json', ...(commandId && { 'Idempotency-Key': commandId }) },
      body: enveloped(JSON.stringify(request)),
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.any([leaving, silence.signal]),
    });
    if (!response.ok || !response.body) throw new NoAnswer();
    for await (const { flags, text } of envelopesIn(response.body.getReader(), heard)) {
      const message: unknown = JSON.parse(text);
      if (flags !== endOfStream) {
        yield message as Streams[Rpc]['response'];
        continue;
      }
      const { error } = message as { error?: unknown };
      if (error) throw refusedIn(error);
      return;
    }
    throw new NoAnswer();
  } catch (trouble) {
    if (leaving.aborted) return;
    throw trouble instanceof Error && ['Refused', 'NoAnswer'].includes(trouble.name) ? trouble : new NoAnswer();
  } finally {
    clearTimeout(clock);
  }
}
