// Tables as the portal shows them and as people take them along: one list of columns for the screen and for the file.
import { count, duration, money } from '@emplooi/shared/format.ts';
import { spoken } from '@emplooi/shared/language.svelte.ts';
import { saveFile } from '@emplooi/shared/save.ts';

export interface Column<Row> {
  name: string;
  /** `money` is in cents and `minutes` in minutes, both as text; `text` where nothing is said. */
  kind?: 'text' | 'money' | 'count' | 'minutes';
  /** Undefined is nothing: an empty text, or 0. Null is a figure that is hidden. */
  value: (row: Row) => string | number | null | undefined;
}

/** What stands in a cell on the screen; `hidden` is what is said of a hidden figure. */
export function cellText<Row>(column: Column<Row>, row: Row, hidden: string): string {
  const value = column.value(row);
  if (value === null) return hidden;
  if (column.kind === 'money') return money(value === undefined ? undefined : String(value));
  if (column.kind === 'count') return count(value);
  if (column.kind === 'minutes') return duration(Number(value ?? 0));
  return String(value ?? '');
}

export const isFigure = <Row>(column: Column<Row>) => (column.kind ?? 'text') !== 'text';

/** Euros with the decimal sign of the language, exact: `-12,05`. */
export function decimalEuros(cents: string, decimalSign: string): string {
  const all = BigInt(cents);
  const size = all < 0n ? -all : all;
  return `${all < 0n ? '-' : ''}${size / 100n}${decimalSign}${(size % 100n).toString().padStart(2, '0')}`;
}

/** A text that a spreadsheet would take for a formula is kept a text. */
function inFile(text: string, separator: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return new RegExp(`["\\r\\n${separator}]`).test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The table as spreadsheets of the language read it: `;` and a decimal comma in Dutch, `,` and a point in English. */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], hidden: string): string {
  const [separator, decimalSign] = spoken.now === 'nl' ? [';', ','] : [',', '.'];
  const cell = (column: Column<Row>, row: Row) => {
    const value = column.value(row);
    if (value === null) return inFile(hidden, separator);
    if (column.kind === 'money') return inFileFigure(decimalEuros(String(value ?? '0'), decimalSign), separator);
    return isFigure(column) ? String(value ?? 0) : inFile(String(value ?? ''), separator);
  };
  const lines = [columns.map((column) => inFile(column.name, separator)), ...rows.map((row) => columns.map((column) => cell(column, row)))];
  return lines.map((line) => `${line.join(separator)}\r\n`).join('');
}

const inFileFigure = (figure: string, separator: string) => (figure.includes(separator) ? `"${figure}"` : figure);

/** Hands the text to the browser's downloads; the mark in front tells spreadsheets that it is UTF-8. */
export function download(name: string, csv: string): void {
  saveFile(name, ['\ufeff', csv], 'text/csv;charset=utf-8');
}
