// Reads and commands as parts of a page: what they are doing now, and what went wrong.
import { callSession, Command, isPassing } from './rpc.ts';
import type { Commands, SessionCalls } from './generated/rpcs';

/** Something to read, from the moment that it is made. */
export class Asking<Answer> {
  readonly #ask: () => Promise<Answer>;
  #round = 0;
  answer = $state.raw<Answer>();
  trouble = $state.raw<unknown>();
  isBusy = $state(false);

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
    void this.again();
  }

  /** Reads anew; what was read before stays until the answer is there. */
  async again(ask: () => Promise<Answer> = this.#ask): Promise<void> {
    const round = ++this.#round;
    this.isBusy = true;
    try {
      const answer = await ask();
      if (round !== this.#round) return;
      this.answer = answer;
      this.trouble = undefined;
    } catch (trouble) {
      if (round === this.#round) this.trouble = trouble;
    } finally {
      if (round === this.#round) this.isBusy = false;
    }
  }
}

/** A command behind a button. What was not answered is sent with the same id when it is tried again, so that it acts once. */
export class Doing<Rpc extends keyof Commands> {
  readonly #rpc: Rpc;
  #unanswered: Command<Rpc> | undefined;
  trouble = $state.raw<unknown>();
  isBusy = $state(false);

  constructor(rpc: Rpc) {
    this.#rpc = rpc;
  }

  /** The answer, or undefined where there is `trouble`, or while the one before is under way. */
  async do(request: Commands[Rpc]['request']): Promise<Commands[Rpc]['response'] | undefined> {
    if (this.isBusy) return undefined;
    const isSame = JSON.stringify(this.#unanswered?.request) === JSON.stringify(request);
    const command = isSame && this.#unanswered ? this.#unanswered : new Command(this.#rpc, request);
    this.isBusy = true;
    this.trouble = undefined;
    this.#unanswered = undefined;
    try {
      return await command.send();
    } catch (trouble) {
      this.trouble = trouble;
      if (isPassing(trouble)) this.#unanswered = command;
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }
}

/** What is done once and answers a secret, behind a button: never sent again by itself. */
export class DoingOnce<Rpc extends keyof SessionCalls> {
  readonly #rpc: Rpc;
  trouble = $state.raw<unknown>();
  isBusy = $state(false);

  constructor(rpc: Rpc) {
    this.#rpc = rpc;
  }

  /** The answer, or undefined where there is `trouble`, or while the one before is under way. */
  async do(request: SessionCalls[Rpc]['request']): Promise<SessionCalls[Rpc]['response'] | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    this.trouble = undefined;
    try {
      return await callSession(this.#rpc, request);
    } catch (trouble) {
      this.trouble = trouble;
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }
}

/** One page of a list; `nextPageToken` is empty or absent on the last one. */
interface ListPage<Item> {
  items: Item[];
  nextPageToken: string | undefined;
}

/** A list that is read page by page, the first at once. */
export class Listing<Item> {
  readonly #ask: (token: string) => Promise<ListPage<Item>>;
  /** All items that were read so far. */
  readonly pages: Asking<Item[]>;
  #token = $state('');

  constructor(ask: (token: string) => Promise<ListPage<Item>>) {
    this.#ask = ask;
    this.pages = new Asking(() => this.#read([]));
  }

  get hasMore(): boolean {
    return this.#token !== '';
  }

  /** Reads the next page behind those that are there. */
  more(): Promise<void> {
    return this.pages.again(() => this.#read(this.pages.answer ?? []));
  }

  async #read(before: Item[]): Promise<Item[]> {
    const page = await this.#ask(before.length > 0 ? this.#token : '');
    this.#token = page.nextPageToken ?? '';
    return [...before, ...page.items];
  }
}

const mostPages = 50;

/** Every item of a list that is known to be short. Throws what reading throws, and RangeError after 50 pages. */
export async function everyItem<Item>(ask: (token: string) => Promise<ListPage<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let token = '';
  for (let pages = 0; pages < mostPages; ++pages) {
    const page = await ask(token);
    items.push(...page.items);
    if (!page.nextPageToken) return items;
    token = page.nextPageToken;
  }
  throw new RangeError('the list is longer than it should be');
}
