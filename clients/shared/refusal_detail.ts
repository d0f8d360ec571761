// emplooi.base.v1.RefusalDetail, as it travels in a Connect error: Protocol Buffers in base64. Reading this one message
// by hand keeps a protobuf library out of every page.

export interface RefusalDetail {
  refusal: number;
  field: string;
  facts: Map<string, string>;
  retryAfterSeconds: number;
}

const text = new TextDecoder();

/** A field's value: a number for varints, bytes for everything that has a length. */
type Value = number | Uint8Array;

class Reader {
  #at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  *fields(): Generator<[number, Value]> {
    while (this.#at < this.bytes.length) {
      const tag = this.#varint();
      const wireType = tag & 7;
      if (wireType !== 0 && wireType !== 2) throw new RangeError('a wire type that RefusalDetail does not use');
      yield [tag >> 3, wireType === 0 ? this.#varint() : this.#take(this.#varint())];
    }
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#take(1)[0]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number that is too long');
  }

  #take(count: number): Uint8Array {
    if (this.#at + count > this.bytes.length) throw new RangeError('the message ends too early');
    this.#at += count;
    return this.bytes.subarray(this.#at - count, this.#at);
  }
}

const asText = (value: Value) => (value instanceof Uint8Array ? text.decode(value) : '');
const asNumber = (value: Value) => (typeof value === 'number' ? value : 0);

/** Undefined for what is no RefusalDetail. */
export function decodeRefusalDetail(base64: string): RefusalDetail | undefined {
  const detail: RefusalDetail = { refusal: 0, field: '', facts: new Map(), retryAfterSeconds: 0 };
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    for (const [number, value] of new Reader(bytes).fields()) {
      if (number === 1) detail.refusal = asNumber(value);
      if (number === 3) detail.field = asText(value);
      if (number === 4 && value instanceof Uint8Array) {
        const entry = new Map(new Reader(value).fields());
        detail.facts.set(asText(entry.get(1) ?? 0), asText(entry.get(2) ?? 0));
      }
      if (number === 5) detail.retryAfterSeconds = asNumber(value);
    }
  } catch {
    return undefined;
  }
  return detail;
}
