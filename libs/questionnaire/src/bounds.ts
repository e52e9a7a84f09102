import { isPlainDate } from '@affinity-engine/kernel';
import type { Question } from './question.js';
import { mostItems } from './read-list.js';
import { isBetween, readDecimal } from './read-number.js';
import { longestText } from './read-text.js';
import { isProblem } from './reading.js';

/** How the bounds of a question type are written. */
export type Bounds = {
  readonly names: readonly [min: string, max: string];
  /** The bounds if a question has none. */
  readonly unless: readonly [min: unknown, max: unknown];
  readonly fits: (bound: unknown) => boolean;
  readonly expected: string;
  readonly inOrder: (min: unknown, max: unknown) => boolean;
};

const inNumbers = (min: unknown, max: unknown): boolean => Number(min) <= Number(max);
const counted = {
  fits: (bound: unknown) => Number.isSafeInteger(bound) && Number(bound) >= 1,
  expected: 'a whole number from 1',
  inOrder: inNumbers,
};
const between = { names: ['min', 'max'], unless: [undefined, undefined] } as const;
const items: Bounds = { names: ['minItems', 'maxItems'], unless: [1, mostItems], ...counted };

/** The bounds of each question type that has bounds. */
export const boundsOf: { readonly [Type in Question['type']]?: Bounds } = {
  text: { names: ['minLength', 'maxLength'], unless: [1, longestText], ...counted },
  integer: { ...between, fits: Number.isSafeInteger, expected: 'a whole number', inOrder: inNumbers },
  decimal: {
    ...between,
    fits: (bound) => typeof bound === 'string' && !isProblem(readDecimal({}, bound)),
    expected: 'exact decimal text of up to two places, such as "0.5"',
    inOrder: (min, max) => isBetween(String(min), undefined, String(max)),
  },
  date: {
    ...between,
    fits: isPlainDate,
    expected: 'a day, yyyy-mm-dd',
    inOrder: (min, max) => String(min) <= String(max),
  },
  list: items,
  variants: items,
};
