// The language that is spoken, and texts in both.

export type Language = 'nl' | 'en';
export const languages: Record<Language, string> = { nl: 'Nederlands', en: 'English' };

const kept = 'emplooi-language';

class Spoken {
  #now = $state<Language>('nl');
  #isKept = false;

  get now(): Language {
    return this.#now;
  }

  /** For Intl. */
  get locale(): string {
    return this.#now === 'nl' ? 'nl-NL' : 'en-GB';
  }

  choose(language: Language): void {
    this.#now = language;
    document.documentElement.lang = language;
    if (this.#isKept) localStorage.setItem(kept, language);
  }

  /** On a device of one's own the choice is kept; on a kiosk the next person starts in Dutch. */
  keep(): void {
    this.#isKept = true;
    if (localStorage.getItem(kept) === 'en') this.choose('en');
  }
}

export const spoken = new Spoken();

type Text = string | ((...given: never[]) => string);
export type Texts = { [name: string]: Text };

/** The same names, each with any text, or with a text made of the same parts. */
type Alike<T extends Texts> = {
  [Name in keyof T]: T[Name] extends (...given: infer Given) => string ? (...given: Given) => string : string;
};

/** The same texts in both languages; the answer is a function that gives those of the language that is spoken. */
export function inBoth<T extends Texts>(both: { nl: T; en: Alike<T> }): (() => Alike<T>) & { both: { nl: Texts; en: Texts } } {
  return Object.assign(() => (spoken.now === 'nl' ? (both.nl as unknown as Alike<T>) : both.en), { both: both as { nl: Texts; en: Texts } });
}
