// Who is signed in. The session is a cookie that no script can read; the server sets it and takes it back.
import { callAs, callSession, read, Refused } from './rpc.ts';
import type { GetSelfResponseJson } from './generated/emplooi/identity/v1/identity_pb';
import type { RoleJson } from './generated/emplooi/base/v1/options_pb';

export type Role = Exclude<RoleJson, 'ROLE_UNSPECIFIED' | 'ROLE_SYSTEM'>;

/** Why nobody is signed in any more. */
export type Ending = 'signed_out' | 'expired' | 'other_role';

/** Says that there may be a session, so that a page does not ask for one in vain. */
const hint = 'emplooi-session';

class Session {
  #self = $state<GetSelfResponseJson>();
  #ending = $state<Ending>();
  #isResuming = $state(false);
  #isKept = false;

  constructor() {
    callAs({ fields: () => ({ 'Emplooi-Session': 'cookie' }), signedOut: () => this.#forget('expired') });
  }

  get self(): GetSelfResponseJson | undefined {
    return this.#self;
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  get isResuming(): boolean {
    return this.#isResuming;
  }

  get role(): Role | undefined {
    return this.#self?.role as Role | undefined;
  }

  /** The resident, participant, corporation or funder that the actor is or works for. */
  get subjectId(): string {
    return this.#self?.subjectId ?? '';
  }

  /** On a device of one's own: goes on with the session of before, if its role is among those of this app. */
  async resume(roles: readonly Role[]): Promise<void> {
    this.#isKept = true;
    if (!localStorage.getItem(hint)) return;
    this.#isResuming = true;
    try {
      const self = await read('identity.v1.IdentityService/GetSelf', {});
      if (roles.includes(self.role as Role)) this.#self = self;
      else this.#ending = 'other_role';
    } catch (trouble) {
      if (trouble instanceof Refused) localStorage.removeItem(hint);
    } finally {
      this.#isResuming = false;
    }
  }

  /** Somebody whose role is not among those of this app is signed out again. Throws Refused and NoAnswer. */
  async signIn(given: { signInName: string; password: string; oneTimeCode?: string }, roles: readonly Role[]): Promise<void> {
    const opened = await callSession('identity.v1.IdentityService/SignIn', given);
    if (!roles.includes(opened.role as Role)) return this.#end('other_role');
    await this.#enter();
  }

  /** At a kiosk. Throws Refused and NoAnswer. */
  async signInWithCard(shown: { cardCode: string; pin: string }): Promise<void> {
    await callSession('identity.v1.DeviceService/SignInWithCard', shown);
    await this.#enter();
  }

  /** On a participant's phone, by what opens the session there. Throws what `open` throws, Refused and NoAnswer. */
  async enterBy(open: () => Promise<unknown>): Promise<void> {
    await open();
    await this.#enter();
  }

  signOut(): Promise<void> {
    return this.#end('signed_out');
  }

  async #enter(): Promise<void> {
    if (this.#isKept) localStorage.setItem(hint, 'open');
    this.#self = await read('identity.v1.IdentityService/GetSelf', {});
    this.#ending = undefined;
  }

  /** What is on the page is forgotten at once; the server is told as well as can be. */
  async #end(ending: Ending): Promise<void> {
    this.#forget(ending);
    await callSession('identity.v1.IdentityService/SignOut', {}).catch(() => undefined);
  }

  #forget(ending: Ending): void {
    if (this.#isKept) localStorage.removeItem(hint);
    if (this.#self || ending !== 'expired') this.#ending = ending;
    this.#self = undefined;
  }
}

export const session = new Session();
