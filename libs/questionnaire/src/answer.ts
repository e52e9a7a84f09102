import type { Scalar } from './question.js';

/** An answer as it arrives: any JSON. */
export type Answer = { readonly code: string; readonly answer: unknown };

/** One variant: its answers, in the order of its questions. */
export type Variant = readonly Answered[];

/**
 * An answer as it is stored: text trimmed and without its mask, an integer as a number, a decimal as exact text
 * without trailing zeros, a day as `yyyy-mm-dd`, an identifier in lower case.
 */
export type Value = Scalar | readonly string[] | readonly Variant[];

/** Evaluated values, by code. An absent answer has no entry. */
export type Values = ReadonlyMap<string, Value>;

/** An answer as it is stored and shown, as plain JSON. The text of a list is a list. */
export type Answered = {
  readonly code: string;
  readonly answer: Value;
  readonly questionText: string;
  readonly answerText: string | readonly string[];
};

/**
 * Why a code could not be evaluated.
 *
 * | reason | |
 * | --- | --- |
 * | missing | an answer is required |
 * | not-applicable | there is an answer, but the question does not apply |
 * | doubled | the code, or an item of a list, appears twice |
 * | wrong-type | text for a number, a number for a text, … |
 * | malformed | of the right type, but not of the right form: 2026-02-30, a CPF with wrong check digits |
 * | out-of-range | too small or too large, too short or too long, too few or too many |
 * | not-a-choice | not among the choices |
 * | not-accepted | refused by the caller's `accept` |
 * | unknown | a code that the variant does not have |
 * | items | something is wrong within a list or a variant: see `within` |
 * | no-value | the caller's `derive` returned no value |
 * | depends | it depends on a code that could not be evaluated: see `on` |
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

/** A problem at one place of a list: `2`, or `0.LIMIT` in the first variant. */
export type ItemProblem = { readonly at: string; readonly reason: UnevaluatedReason };

/** A problem with an answer. */
export type AnswerProblem = {
  readonly reason: UnevaluatedReason;
  /** The codes it depends on that could not be evaluated. */
  readonly on?: readonly string[];
  readonly within?: readonly ItemProblem[];
};

/** A code that could not be evaluated. */
export type Unevaluated = AnswerProblem & { readonly code: string };

/** The values of stored answers, by code. */
export const valuesOf = (answers: readonly Answered[]): Values =>
  new Map(answers.map(({ code, answer }) => [code, answer]));
