import { isPossible } from '@affinity-engine/questionnaire';
import type { Entry, PlainQuestion, Question, Scalar } from '@affinity-engine/questionnaire';
import { codes } from './codes.js';

/** The questions of a variant. */
export const variantQuestions = (entries: readonly Entry[]): readonly PlainQuestion[] =>
  entries.flatMap((entry) => (entry.type === 'variants' && entry.code === codes.variants ? entry.questions : []));

/** The answers a price may depend on: those of contracting, and of a variant. */
export const answeredBeforePricing = (entries: readonly Entry[]): readonly string[] => [
  ...entries.filter(({ stage, type }) => stage === 'contracting' && type !== 'variants').map(({ code }) => code),
  ...variantQuestions(entries).map(({ code }) => code),
];

/** The values of a question's choices; none if it has no choices. */
export const choicesOf = (question: PlainQuestion | undefined): readonly Scalar[] =>
  question !== undefined && 'choices' in question ? (question.choices ?? []).map(({ value }) => value) : [];

/** The values an answer is compared with but can never have, as stored. */
export function impossible(entries: readonly Entry[], code: string, value: Scalar): readonly string[] {
  const question = [...entries, ...variantQuestions(entries)].find((each) => each.code === code);
  if (question === undefined || question.type === 'derived' || isPossible(question as Question, value)) return [];
  return [`a value ${code} can have, as it is kept; ${JSON.stringify(value)} is none`];
}

/** Whether an answer is always required. */
export const isAlwaysAsked = (entry: Entry | PlainQuestion): boolean =>
  entry.type !== 'derived' && entry.required === true && entry.applies === undefined;
