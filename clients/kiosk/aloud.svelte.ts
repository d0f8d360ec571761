// Reading the page aloud, with a voice of this machine: what a page says is not sent away to be spoken.
import { spoken } from '@emplooi/shared/language.svelte.ts';

const blocks = 'h1, h2, h3, p, li, dt, dd, label, legend, button, a';
/** What is for the eyes alone, and what is not for other ears. */
const silent = '[data-silent], [aria-hidden="true"], svg';

class Aloud {
  readonly #speech: SpeechSynthesis | undefined = globalThis.speechSynthesis;
  #voices = $state.raw<SpeechSynthesisVoice[]>([]);
  isSpeaking = $state(false);

  constructor() {
    const find = () => (this.#voices = this.#speech?.getVoices() ?? []);
    this.#speech?.addEventListener?.('voiceschanged', find);
    find();
  }

  /** Whether there is a voice for the language that is spoken. */
  get isPossible(): boolean {
    return this.#voice !== undefined;
  }

  get #voice(): SpeechSynthesisVoice | undefined {
    return this.#voices.find((voice) => voice.localService && voice.lang.replace('_', '-').startsWith(spoken.now));
  }

  /** From the beginning; what was being said is broken off. */
  say(page: Element): void {
    this.stop();
    const voice = this.#voice;
    const parts = textsOf(page);
    if (!voice || parts.length === 0) return;
    for (const [index, part] of parts.entries()) {
      const utterance = new SpeechSynthesisUtterance(part);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = 0.9;
      if (index === parts.length - 1) utterance.onend = () => (this.isSpeaking = false);
      utterance.onerror = () => (this.isSpeaking = false);
      this.#speech?.speak(utterance);
    }
    this.isSpeaking = true;
  }

  stop(): void {
    this.#speech?.cancel();
    this.isSpeaking = false;
  }
}

/** What a page says, block by block, in its order. */
export function textsOf(page: Element): string[] {
  const texts = new Map<Element, string>();
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent?.replace(/\s+/g, ' ') ?? '';
    if (!parent || !text.trim() || parent.closest(silent) || !parent.checkVisibility()) continue;
    const block = parent.closest(blocks) ?? parent;
    texts.set(block, `${texts.get(block) ?? ''} ${text}`.replace(/\s+/g, ' ').trim());
  }
  return [...texts.values()];
}

export const aloud = new Aloud();
