// What the fields of a form know of the form that they stand in.
import { sharedTexts } from '@emplooi/shared/shared.texts.ts';
import { getContext, setContext } from 'svelte';
import { deskTexts } from './desk.texts.ts';

/** `isTried` from the moment that somebody pressed the button and something was not right yet. */
interface FormState {
  readonly isTried: boolean;
}

const key = Symbol('form');

export function keepForm(form: FormState): void {
  setContext(key, form);
}

export function formOf(): FormState {
  return getContext<FormState>(key);
}

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What is wrong with a field, to whoever fills it in; empty for nothing. */
export function wrongWith(control: Control, label: string): string {
  if (control.validity.valid) return '';
  return control.validity.valueMissing ? sharedTexts().fillIn(label) : deskTexts().lookAt(label);
}
