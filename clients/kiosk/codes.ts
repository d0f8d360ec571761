// Codes as people type them from paper: Crockford's base 32, which has no letters that look like digits.
export const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of a card, and the two check digits that are printed after it. */
export const cardLength = 28;
export const kioskLength = 16;
const group = 4;

/** Without what does not matter, and with O as 0, I and L as 1. What else is in no code is left out. */
export function codeOf(typed: string): string {
  const read = typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  return [...read].filter((letter) => letters.includes(letter)).join('');
}

/** `ABCD EFGH IJ` */
export function inGroups(code: string): string {
  return code.match(new RegExp(`.{1,${group}}`, 'g'))?.join(' ') ?? '';
}

/** Whether the two last digits are those of what stands before them: they find any one mistake, and any two that were swapped. */
export function isTypedRight(code: string): boolean {
  let rest = 0;
  for (const [at, letter] of [...code].entries()) {
    const base = at < code.length - 2 ? letters.length : 10;
    rest = (rest * base + letters.indexOf(letter)) % 97;
  }
  return code.length === cardLength && /\d\d$/.test(code) && rest === 1;
}
