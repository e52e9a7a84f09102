import type { Scalar } from './question.js';

/** An answer as it arrives: any JSON. */
export type Answer = { readonly code: string; readonly answer: unknown };

/** One variant: its answers, in the order of its questions. */
export type Variant = readonly Answered[];

/**
 * An answer as it is kept: text trimmed and without its mask, an integer as a number, a decimal as exact text without
 * trailing zeros, a day as `yyyy-mm-dd`, an identifier in small letters.
 */
export type Value = Scalar | readonly string[] | readonly Variant[];

/** What is known, by code. An absent answer isn't there. */
export type Values = ReadonlyMap<string, Value>;

/** An answer as it is kept and shown, as plain JSON. The text of a list is a list. */
export type Answered = {
  readonly code: string;
  readonly answer: Value;
  readonly questionText: string;
  readonly answerText: string | readonly string[];
};

/**
 * Why something could not be evaluated.
 *
 * | reason | |
 * | --- | --- |
 * | missing | there has to be an answer |
 * | not-applicable | there is an answer though the question does not apply |
 * | doubled | the code, or an item of a list, is there twice |
 * | wrong-type | text for a number, a number for a text, … |
 * | malformed | of the right type, but not of the form: 2026-02-30, a CPF that does not check |
 * | out-of-range | too small or too large, too short or too long, too few or too many |
 * | not-a-choice | not among the choices |
 * | not-accepted | refused by what the caller handed in |
 * | unknown | a code that a variant does not have |
 * | items | something is wrong within a list or a variant: see `within` |
 * | no-value | what the caller handed in derives no value |
 * | depends | it depends on something that could not be evaluated: see `on` |
 */
export type UnevaluatedReason =
  | 'missing'
  | 'not-applicable'
  | 'doubled'
  | 'wrong-type'
  | 'malformed'
  | 'out-of-range'
  | 'not-a-choice'
  | 'not-accepted'
  | 'unknown'
  | 'items'
  | 'no-value'
  | 'depends';

/** What is wrong at one place of a list: `2`, or `0.LIMIT` in the first variant. */
export type ItemProblem = { readonly at: string; readonly reason: UnevaluatedReason };

/** What is wrong with an answer. */
export type AnswerProblem = {
  readonly reason: UnevaluatedReason;
  /** The codes that could not be evaluated either, of those this one refers to. */
  readonly on?: readonly string[];
  readonly within?: readonly ItemProblem[];
};

/** A code that could not be evaluated. */
export type Unevaluated = AnswerProblem & { readonly code: string };

/** Answers that were kept, by code. */
export const valuesOf = (answers: readonly Answered[]): Values =>
  new Map(answers.map(({ code, answer }) => [code, answer]));
