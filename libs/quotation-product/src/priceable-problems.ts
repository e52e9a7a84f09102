import { compareRatios, decimal } from '@affinity-engine/kernel';
import { priceable } from '@affinity-engine/premium';
import type { Entry, Question, Scalar } from '@affinity-engine/questionnaire';
import { codes } from './codes.js';
import type { ProductProblem } from './problem.js';

type Range = { readonly least: number; readonly most: number };

/** Answers that enter a price as they are, and their limits. */
const priced = new Map<string, Range>([
  [codes.dueDay, priceable.dueDay],
  [codes.loading, priceable.loading],
  [codes.commission, priceable.commission],
]);

type Bound = readonly [at: string, value: Scalar | undefined];

/** The bounds of a question's answers; none for a question whose answers are not numbers. */
function boundsOf(question: Question): readonly Bound[] {
  if (question.type === 'integer' && question.choices !== undefined) {
    return question.choices.map(({ value }, at) => [`choices[${at}].value`, value]);
  }
  if (question.type !== 'integer' && question.type !== 'decimal') return [];
  return [
    ['min', question.min],
    ['max', question.max],
  ];
}

const isWithin = (value: Scalar | undefined, { least, most }: Range): boolean =>
  value !== undefined &&
  compareRatios(decimal(String(value)), decimal(String(least))) >= 0 &&
  compareRatios(decimal(String(value)), decimal(String(most))) <= 0;

/** Questions that allow answers no price can be made of: the customer would only learn of it when the price is made. */
export const priceableProblems = (entries: readonly Entry[]): readonly ProductProblem[] =>
  entries.flatMap((entry, index) => {
    const range = priced.get(entry.code);
    if (range === undefined || entry.type === 'derived') return [];
    const expected = `a number from ${range.least} to ${range.most}, which is what a price is made with`;
    const wrong = boundsOf(entry).filter(([, value]) => !isWithin(value, range));
    return wrong.map(([at]) => ({ path: `questionnaire.entries[${index}].${at}`, expected }));
  });
