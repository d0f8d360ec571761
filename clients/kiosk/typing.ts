/** The text after a key was pressed; a sentence begins with a capital, and no space comes first or twice. */
export function typed(text: string, key: string): string {
  if (key === ' ') return text === '' || text.endsWith(' ') ? text : `${text} `;
  const beginsSentence = /(^|[.?]\s*)$/.test(text);
  return text + (beginsSentence ? key.toLocaleUpperCase() : key);
}
