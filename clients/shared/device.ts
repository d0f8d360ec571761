// A kiosk or phone that signs all that it asks (proto/emplooi/identity/v1/devices.proto). Its key lies in the browser's own
// safe: it can be used by these pages and read by none, nor by anybody at the keyboard.
import type { RefusalName, Signer } from './rpc.ts';

/** What is kept of a device, beside its key. */
interface Kept {
  key: CryptoKey;
  /** `<municipality id>.<device id>` */
  name: string;
  /** As the server said it of the public key. */
  fingerprint: string;
  /** Of the last request that was signed. */
  sequence: number;
}

/** What the server answers to a device that enrols. */
interface Enrolled {
  municipalityId?: string;
  deviceId?: string;
  fingerprint?: string;
}

const store = 'devices';
const curve = { name: 'ECDSA', namedCurve: 'P-256' };
const signing = { name: 'ECDSA', hash: 'SHA-256' };
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** `app`: the apps of one origin are different devices. */
export class Device implements Signer {
  readonly #app: string;
  readonly #kept: Kept;
  /** Told when the server does not know this device, or not any more. */
  onRefused: (refusal: RefusalName) => void = () => {};

  private constructor(app: string, kept: Kept) {
    this.#app = app;
    this.#kept = kept;
  }

  /** Undefined where none was enrolled, or where its key was lost. */
  static async kept(app: string): Promise<Device | undefined> {
    const kept = await inStore<Kept | undefined>('readonly', (devices) => devices.get(app));
    return kept && new Device(app, kept);
  }

  /** Makes a key, shows its public half (base64) and keeps it if it is taken. Throws what `show` throws. */
  static async enrol(app: string, show: (publicKey: string) => Promise<Enrolled>): Promise<Device> {
    const pair = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const { municipalityId, deviceId, fingerprint = '' } = await show(btoa(String.fromCharCode(...raw)));
    const device = new Device(app, { key: pair.privateKey, name: `${municipalityId}.${deviceId}`, fingerprint, sequence: 0 });
    await device.#keep();
    return device;
  }

  get fingerprint(): string {
    return this.#kept.fingerprint;
  }

  /** The number is kept before it is used, so that no start of the app uses it again. */
  async sign(target: string, body: string): Promise<Record<string, string>> {
    const sequence = ++this.#kept.sequence;
    await this.#keep();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(body)));
    const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const text = ['emplooi-device-v1', `POST ${target}`, this.#kept.name, sequence, hash].join('\n');
    const signature = new Uint8Array(await crypto.subtle.sign(signing, this.#kept.key, bytesOf(text)));
    const base64 = btoa(String.fromCharCode(...signature));
    return {
      'Emplooi-Device': this.#kept.name,
      'Emplooi-Sequence': String(sequence),
      'Emplooi-Signature': base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    };
  }

  goOnAfter(sequence: number): void {
    this.#kept.sequence = Math.max(this.#kept.sequence, sequence);
  }

  refused(refusal: RefusalName): void {
    this.onRefused(refusal);
  }

  /** From now on there is no such device here. */
  async forget(): Promise<void> {
    await inStore('readwrite', (devices) => devices.delete(this.#app));
  }

  async #keep(): Promise<void> {
    await inStore('readwrite', (devices) => devices.put(this.#kept, this.#app));
  }
}

let database: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  database ??= settled(() => {
    const opening = indexedDB.open('emplooi', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    return opening;
  });
  return database;
}

async function inStore<Answer>(mode: IDBTransactionMode, work: (devices: IDBObjectStore) => IDBRequest): Promise<Answer> {
  const transaction = (await open()).transaction(store, mode);
  return settled<Answer>(() => work(transaction.objectStore(store)));
}

function settled<Answer>(begin: () => IDBRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = begin();
    request.onsuccess = () => resolve(request.result as Answer);
    request.onerror = () => reject(request.error);
  });
}
