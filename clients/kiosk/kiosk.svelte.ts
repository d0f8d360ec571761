// The screen itself: whether it is a kiosk yet, and whether the server can be reached.
import { Device } from '@emplooi/shared/device.ts';
import type { MunicipalityJson } from '@emplooi/shared/generated/emplooi/identity/v1/identity_pb';
import { callSession, read, Refused, signAs, type RefusalName } from '@emplooi/shared/rpc.ts';
import { everyItem } from '@emplooi/shared/asking.svelte.ts';

/**
 * `starting`: not known yet. `fresh`: to be enrolled. `waiting`: for the approval of a coordinator. `ready`: for residents.
 * `refused`: the server does not know this kiosk any more.
 */
type State = 'starting' | 'fresh' | 'waiting' | 'ready' | 'refused';

const app = 'kiosk';
const askAgainMs = 3_000;
const reachAgainMs = 10_000;

class Kiosk {
  #device: Device | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  state = $state<State>('starting');
  /** Where it stands, and whose it is; empty until the server said so. */
  place = $state('');
  municipality = $state('');
  isReached = $state(navigator.onLine);

  /** Goes on with what was enrolled before; the server is asked meanwhile, so that nobody waits for it. */
  async begin(): Promise<void> {
    addEventListener('online', () => void this.#look());
    addEventListener('offline', () => (this.isReached = false));
    const device = await Device.kept(app).catch(() => undefined);
    if (!device) {
      this.state = 'fresh';
      return;
    }
    this.#use(device, 'ready');
    await this.#look();
  }

  /** Undefined before it was enrolled. */
  get fingerprint(): string | undefined {
    return this.#device?.fingerprint;
  }

  /** Throws Refused and NoAnswer. */
  municipalities(): Promise<MunicipalityJson[]> {
    return everyItem(async (token) => {
      const page = await read('identity.v1.IdentityService/ListMunicipalities', { page: { token } });
      return { items: page.municipalities ?? [], nextPageToken: page.nextPageToken };
    });
  }

  /** With the one-time code that the desk gave. Throws Refused and NoAnswer. */
  async enrol(municipalitySlug: string, code: string): Promise<void> {
    const device = await Device.enrol(app, (publicKey) =>
      callSession('identity.v1.DeviceService/EnrolKiosk', { municipalitySlug, code, publicKey }),
    );
    this.#use(device, 'waiting');
    await this.#look();
  }

  /** The key is thrown away: this is no kiosk any more. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#device?.forget();
    this.#device = undefined;
    signAs(undefined);
    this.place = this.municipality = '';
    this.state = 'fresh';
  }

  #use(device: Device, state: State): void {
    this.#device = device;
    device.onRefused = (refusal) => this.#refused(refusal);
    signAs(device);
    this.state = state;
  }

  /** What the server says of this kiosk; again after a while until it has said what does not change. */
  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#device) return;
    try {
      const { name = '', municipalityName = '' } = await read('identity.v1.DeviceService/GetDevice', {});
      this.place = name;
      this.municipality = municipalityName;
      this.state = 'ready';
      this.isReached = true;
    } catch (trouble) {
      this.isReached = trouble instanceof Refused;
      if (this.state !== 'refused') this.#timer = setTimeout(() => void this.#look(), this.isReached ? askAgainMs : reachAgainMs);
    }
  }

  #refused(refusal: RefusalName): void {
    if (refusal === 'device_not_approved') this.state = 'waiting';
    if (refusal === 'device_revoked' || refusal === 'device_signature_invalid') this.state = 'refused';
  }
}

export const kiosk = new Kiosk();
