import type { Answered, Unevaluated, Value, Values } from './answer.js';

/** What the caller of an evaluation knows and the questionnaire does not. Each function sees the named answers only. */
export type Given = {
  /**
   * By the code of a derived value: what computes it out of the values it is `from`, of which absent ones are missing.
   * Undefined is no value: the code counts as not evaluated.
   */
  readonly derive?: Readonly<Record<string, (from: Values) => Value | undefined>>;
  /**
   * By the code of a question that is `checkedWith` other answers: whether an answer is accepted. Where such a question
   * is answered and nothing was handed in for it, the answer is refused.
   */
  readonly accept?: Readonly<Record<string, (answer: Value, withThese: Values) => boolean>>;
};

/** What became of the answers to a questionnaire. All is well where the last three are empty. */
export type Evaluation = {
  /** What is known, derived values included. */
  readonly values: Values;
  /** The answers as they are kept and shown, defaults included, in questionnaire order. */
  readonly answers: readonly Answered[];
  /** Every code that could not be evaluated and why, causes and what depends on them, in questionnaire order. */
  readonly unevaluated: readonly Unevaluated[];
  /** Codes that are no question of the questionnaire, sorted; a derived value is none. */
  readonly unknown: readonly string[];
  /** Codes that were answered more than once, sorted; those of questions that apply are unevaluated, too. */
  readonly doubled: readonly string[];
};
