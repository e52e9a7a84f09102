import type { Typeface } from '@affinity-engine/kernel';
import { typefaceRanges } from './typeface-ranges.js';

const ranges = typefaceRanges.split(/\s+/).map((range) => {
  const [first = '', last = first] = range.split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
});

/** The blocks of Unicode whose letters run from right to left. Documents lay out from left to right only. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** What `printable` replaces by a blank. */
const blank = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What documents can print. A text is looked at as it will be printed, its letters and accents composed. */
export const pdfTypeface: Typeface = {
  unprintableIn(text) {
    for (const character of text.normalize('NFC')) {
      if (rightToLeft.test(character)) return { character, why: 'right-to-left' };
      if (!isInTypeface(character) && !blank.test(character)) return { character, why: 'not-in-typeface' };
    }
    return null;
  },
};

function isInTypeface(character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint >= 0x20 && codePoint <= 0x7e) return true; // most are
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, 0];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}
