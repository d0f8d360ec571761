// Who is signed in. The bearer token stays in memory: a page that is closed or loaded anew has forgotten it.
import { callAs, callSession, read } from './rpc.ts';
import type { GetSelfResponseJson } from './generated/emplooi/identity/v1/identity_pb';
import type { RoleJson } from './generated/emplooi/base/v1/options_pb';

export type Role = Exclude<RoleJson, 'ROLE_UNSPECIFIED' | 'ROLE_SYSTEM'>;

/** Why nobody is signed in any more. */
export type Ending = 'signed_out' | 'expired' | 'other_role';

class Session {
  #token = '';
  #self = $state<GetSelfResponseJson>();
  #ending = $state<Ending>();

  constructor() {
    callAs({
      fields: (): Record<string, string> => (this.#token ? { Authorization: `Bearer ${this.#token}` } : {}),
      signedOut: () => this.#forget('expired'),
    });
  }

  get self(): GetSelfResponseJson | undefined {
    return this.#self;
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  get role(): Role | undefined {
    return this.#self?.role as Role | undefined;
  }

  /** The resident, participant, corporation or funder that the actor is or works for. */
  get subjectId(): string {
    return this.#self?.subjectId ?? '';
  }

  /** Somebody whose role is not among those of this app is signed out again. Throws Refused and NoAnswer. */
  async signIn(signInName: string, password: string, roles: readonly Role[]): Promise<void> {
    const opened = await callSession('identity.v1.IdentityService/SignIn', { signInName, password });
    this.#token = opened.token ?? '';
    if (!roles.includes(opened.role as Role)) return this.#end('other_role');
    this.#self = await read('identity.v1.IdentityService/GetSelf', {});
    this.#ending = undefined;
  }

  signOut(): Promise<void> {
    return this.#end('signed_out');
  }

  /** What is on the page is forgotten at once; the server is told as well as can be. */
  async #end(ending: Ending): Promise<void> {
    const ended = callSession('identity.v1.IdentityService/SignOut', {});
    this.#forget(ending);
    await ended.catch(() => undefined);
  }

  #forget(ending: Ending): void {
    this.#token = '';
    if (this.#self || ending !== 'expired') this.#ending = ending;
    this.#self = undefined;
  }
}

export const session = new Session();
