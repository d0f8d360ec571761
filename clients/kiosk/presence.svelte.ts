// Whether somebody still stands before the kiosk. Who says nothing is asked, and then forgotten: nothing of one person is there
// for the next.
import { session } from '@emplooi/shared/session.svelte.ts';
import { read } from '@emplooi/shared/rpc.ts';
import { aloud } from './aloud.svelte.ts';
import { tick } from 'svelte';
import { router } from './router.ts';

/** Without touch: asked after the first, left after the second (WCAG 2.2.1 wants 20 s to answer). */
const askAfterMs = 40_000;
const leaveAfterMs = 60_000;
/** The server's session ends after a minute without a request. */
const sayHereEveryMs = 20_000;
const goodbyeMs = 1_200;
const longestFarewellMs = 3_000;
const signsOfLife = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

class Presence {
  #isHere = false;
  #touchedAt = 0;
  #saidAt = 0;
  /** How many seconds somebody who is asked has left; undefined while nobody is asked. */
  secondsLeft = $state<number>();
  isLeaving = $state(false);

  constructor() {
    for (const sign of signsOfLife) addEventListener(sign, () => this.#touched(), { capture: true, passive: true });
    setInterval(() => this.#look(), 500);
  }

  /** Somebody began. */
  arrive(): void {
    this.#isHere = true;
    this.stay();
  }

  /** Somebody says that they are still there. */
  stay(): void {
    this.secondsLeft = undefined;
    this.#touched();
  }

  /** The page is emptied at once, the session ended, and everything loaded anew: nothing stays in memory. */
  async leave(): Promise<void> {
    if (this.isLeaving) return;
    this.isLeaving = true;
    this.secondsLeft = undefined;
    aloud.stop();
    router.reset();
    const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
    // What the page does when it goes, it does before the session ends.
    await tick();
    const told = session.self ? session.signOut() : undefined;
    await Promise.all([wait(goodbyeMs), Promise.race([told, wait(longestFarewellMs)])]);
    location.reload();
  }

  #touched(): void {
    // Who is asked answers with a button.
    if (this.secondsLeft === undefined) this.#touchedAt = performance.now();
  }

  #look(): void {
    if (!this.#isHere || this.isLeaving) return;
    if (aloud.isSpeaking) this.#touched();
    const quietMs = performance.now() - this.#touchedAt;
    if (quietMs >= leaveAfterMs) void this.leave();
    else if (quietMs >= askAfterMs) this.secondsLeft = Math.ceil((leaveAfterMs - quietMs) / 1000);
    else if (session.self && performance.now() - this.#saidAt >= sayHereEveryMs) this.#sayHere();
  }

  #sayHere(): void {
    this.#saidAt = performance.now();
    read('identity.v1.IdentityService/GetSelf', {}).catch(() => undefined);
  }
}

export const presence = new Presence();
