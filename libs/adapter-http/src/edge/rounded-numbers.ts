import { endOfString } from './repeated-names.js';

/** Numbers of fewer digits, without an exponent, are never rounded. */
const suspicious = /[\d.]{17}|\d[eE]/;

/** The first number of a JSON text that is another one once it is read, or undefined. */
export function roundedNumber(text: string): string | undefined {
  if (!suspicious.test(text)) return undefined;
  for (let from = 0; from < text.length;) {
    const open = text.indexOf('"', from);
    const [outside, next] =
      open === -1 ? [text.slice(from), text.length] : [text.slice(from, open), endOfString(text, open)];
    for (const [number] of outside.matchAll(/-?\d[\d.eE+-]*/g)) if (!isKept(number)) return number;
    from = next;
  }
  return undefined;
}

/** Whether a number is the shortest text of what is read, or its 17 digits, as some programs write it. */
function isKept(text: string): boolean {
  if (text.length > 100) return false;
  const [number, sent] = [Number(text), digitsOf(text)];
  return sent === digitsOf(String(number)) || sent === digitsOf(number.toPrecision(17));
}

/** The significant digits of a number and its power of ten, the same for all ways to write it. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(power) - fraction.length + digits.length - significant.length}`;
}
