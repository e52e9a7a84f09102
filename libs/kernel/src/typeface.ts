import type { Problem } from './problem.js';

/** A character that cannot be printed: the typeface does not have it, or it runs from right to left. */
export type Unprintable = { readonly character: string; readonly why: 'not-in-typeface' | 'right-to-left' };

/** The typeface of the documents. */
export interface Typeface {
  /** The first character of a text that it cannot print, null if it prints them all. */
  unprintableIn(text: string): Unprintable | null;
}

const reasons = {
  'not-in-typeface': 'which their typeface does not have',
  'right-to-left': 'which runs from right to left',
} as const satisfies Record<Unprintable['why'], string>;

/** The problems of texts that will be printed, by path. Other values have none. */
export function printProblems(
  typeface: Typeface,
  texts: readonly (readonly [path: string, text: unknown])[],
): readonly Problem[] {
  return texts.flatMap(([path, text]) => {
    const found = typeof text === 'string' ? typeface.unprintableIn(text) : null;
    return found === null ? [] : [{ path, expected: expectation(found) }];
  });
}

const expectation = ({ character, why }: Unprintable): string =>
  `characters that documents can print, without ${character} (${codePointName(character)}), ${reasons[why]}`;

/** The name of a character that every system can write: `U+5C71`. */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
