import { isVisible } from '@affinity-engine/kernel';
import type { AnswerProblem, UnevaluatedReason, Value } from './answer.js';
import type { Choice, Scalar } from './question.js';

/** An answer that was read: as it is stored, and as it is shown. */
export type ReadValue = { readonly value: Value; readonly text: string | readonly string[] };

/** The result of reading an answer. */
export type Reading = ReadValue | AnswerProblem;

export const problem = (reason: UnevaluatedReason): AnswerProblem => ({ reason });

export const isProblem = <Else extends object>(reading: Else | AnswerProblem): reading is AnswerProblem =>
  'reason' in reading;

/** Whether a value is no answer: undefined, null, a text without a visible character, an empty list. */
export function isAbsent(answer: unknown): boolean {
  if (typeof answer === 'string') return !isVisible(answer);
  return answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0);
}

/** A value with the text of its choice; it must be one of the choices if there are any. */
export function chosen<Of extends Scalar>(value: Of, choices: readonly Choice<Of>[] | undefined): Reading {
  if (choices === undefined) return { value, text: String(value) };
  const choice = choices.find((each) => each.value === value);
  return choice === undefined ? problem('not-a-choice') : { value, text: choice.text };
}
