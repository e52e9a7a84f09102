import type { Answered, Unevaluated, Value, Values } from './answer.js';

/** Functions of the caller that the questionnaire refers to. Each sees the named answers only. */
export type Given = {
  /**
   * By the code of a derived value: computes it from the values in `from`; absent ones have no entry. Undefined is no
   * value: the code is unevaluated.
   */
  readonly derive?: Readonly<Record<string, (from: Values) => Value | undefined>>;
  /**
   * By the code of a question: whether its answer is accepted. Without a function here the answer to a question with
   * `checkedWith` is refused.
   */
  readonly accept?: Readonly<Record<string, (answer: Value, withThese: Values) => boolean>>;
};

/** The result of an evaluation. The answers are complete and valid if the last three lists are empty. */
export type Evaluation = {
  /** The evaluated values, derived ones included. */
  readonly values: Values;
  /** The answers as they are stored and shown, defaults included, in questionnaire order. */
  readonly answers: readonly Answered[];
  /** Every unevaluated code with its reason, in questionnaire order. */
  readonly unevaluated: readonly Unevaluated[];
  /** Codes that are not questions of the questionnaire, sorted; a derived value is not a question. */
  readonly unknown: readonly string[];
  /** Codes that were answered more than once, sorted; those of questions that apply are unevaluated, too. */
  readonly doubled: readonly string[];
};
