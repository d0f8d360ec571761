// Which page is shown. The address holds its name and nothing else: what a page is about stays in memory, so that no id of
// a person is in an address, a history or a log.

export class Router<Page extends string> {
  readonly pages: readonly [Page, ...Page[]];
  #start = $state() as Page;
  #page = $state() as Page;
  #subject = $state<string>();
  #subjects = new Map<string, string>();

  /** The first page is where one begins. */
  constructor(pages: readonly [Page, ...Page[]]) {
    this.pages = pages;
    this.#start = pages[0];
    this.#page = pages[0];
    this.#follow();
    addEventListener('hashchange', () => this.#follow());
  }

  get page(): Page {
    return this.#page;
  }

  /** The id of what the page is about; undefined on a page that was loaded anew. */
  get subject(): string | undefined {
    return this.#subject;
  }

  href(page: Page): string {
    return page === this.#start ? '#/' : `#/${page}`;
  }

  /** Where this person begins: the page of an address that names none. */
  beginAt(page: Page): void {
    this.#start = page;
    this.#follow();
  }

  /** `subject` is the id of what the page is about; going back finds it again. */
  go(page: Page, subject?: string): void {
    if (subject === undefined) this.#subjects.delete(page);
    else this.#subjects.set(page, subject);
    if (location.hash === this.href(page)) this.#follow();
    else location.hash = this.href(page);
  }

  /** For the next person: where one begins, and nothing of what others were about. */
  reset(): void {
    this.#subjects.clear();
    history.replaceState(null, '', '#/');
    this.#follow();
  }

  #follow(): void {
    const name = location.hash.replace(/^#\//, '');
    this.#page = this.pages.find((page) => page === name) ?? this.#start;
    this.#subject = this.#subjects.get(this.#page);
  }
}
