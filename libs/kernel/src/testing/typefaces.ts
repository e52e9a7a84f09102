import type { Typeface } from '../typeface.js';

/** A typeface that has every character but these. */
export const typefaceWithout = (...lacking: readonly string[]): Typeface => ({
  unprintableIn(text) {
    const character = [...text].find((each) => lacking.includes(each));
    return character === undefined ? null : { character, why: 'not-in-typeface' };
  },
});
