// This phone: whether it is somebody's, and the invitation that it was opened with.
import { Device } from '@emplooi/shared/device.ts';
import { callSession, signAs, type RefusalName } from '@emplooi/shared/rpc.ts';
import { session, type Role } from '@emplooi/shared/session.svelte.ts';

const app = 'phone';
export const roles: readonly Role[] = ['ROLE_PARTICIPANT'];

/** What the coach handed over, as a link or to be typed. */
export interface Invitation {
  slug: string;
  code: string;
}

class Phone {
  #device = $state.raw<Device>();
  #canBeEnrolled = $state(true);
  #isRefused = $state(false);
  #invitation = $state.raw<Invitation>();

  /** Before anything is called. */
  async begin(): Promise<void> {
    this.#takeInvitation();
    try {
      const device = await Device.kept(app);
      if (device) this.#use(device);
    } catch {
      // A browser that keeps nothing, such as a private window: a name and a password still open the door.
      this.#canBeEnrolled = false;
    }
  }

  get canBeEnrolled(): boolean {
    return this.#canBeEnrolled;
  }

  get isEnrolled(): boolean {
    return this.#device !== undefined && !this.#isRefused;
  }

  /** It was somebody's, until another phone took its place. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Of the link that the page was opened with, until it was used. */
  get invitation(): Invitation | undefined {
    return this.#invitation;
  }

  /** Makes the phone the participant's and signs them in; until then it stays whose it was. Throws Refused and NoAnswer. */
  async enrol({ slug, code }: Invitation, pin: string): Promise<void> {
    signAs(undefined);
    const before = this.isEnrolled ? this.#device : undefined;
    try {
      const enrolling = Device.enrol(app, (publicKey) =>
        callSession('identity.v1.DeviceService/EnrolPhone', { municipalitySlug: slug, code, publicKey, pin }),
      );
      await session.enterBy(async () => this.#use(await enrolling));
      this.#invitation = undefined;
    } catch (trouble) {
      if (before) signAs(before);
      throw trouble;
    }
  }

  /** Throws Refused and NoAnswer. */
  signIn(pin: string): Promise<void> {
    return session.enterBy(() => callSession('identity.v1.DeviceService/SignInWithPin', { pin }));
  }

  #use(device: Device): void {
    device.onRefused = (refusal) => this.#refused(refusal);
    this.#device = device;
    this.#isRefused = false;
    signAs(device);
  }

  /** Whoever was signed in here is no more, and what is asked from now on is not signed. */
  #refused(refusal: RefusalName): void {
    if (refusal !== 'device_revoked' && refusal !== 'device_signature_invalid') return;
    this.#isRefused = true;
    signAs(undefined);
    if (session.self) void session.signOut();
  }

  /** The code goes out of the address at once, so that no history keeps it. */
  #takeInvitation(): void {
    const [, slug, code] = /^#([a-z0-9-]{1,63})\/([0-9A-Za-z-]{16,40})$/.exec(location.hash) ?? [];
    if (!slug || !code) return;
    history.replaceState(null, '', '#/');
    this.#invitation = { slug, code };
  }
}

export const phone = new Phone();
