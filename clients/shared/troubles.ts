import { refusalTexts } from './refusals.texts.ts';
import { sharedTexts } from './shared.texts.ts';
import { NoAnswer, Refused, type RefusalName } from './rpc.ts';

/** What went wrong and what to do next, in the language that is spoken; `own` says of refusals what they mean on this page.
    Nothing that somebody typed is repeated. */
export function sayTrouble(trouble: unknown, wasReading = false, own: { [Name in RefusalName]?: string } = {}): string {
  if (trouble instanceof Refused) {
    const texts: { [refusal: string]: string | undefined } = { ...refusalTexts(), ...own };
    return texts[trouble.refusal] ?? sharedTexts().unknownTrouble;
  }
  if (trouble instanceof NoAnswer) return wasReading ? sharedTexts().notLoaded : sharedTexts().noAnswer;
  return sharedTexts().unknownTrouble;
}
