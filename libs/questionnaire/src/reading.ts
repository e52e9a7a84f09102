import { isVisible } from '@affinity-engine/kernel';
import type { Fault, Reason, Value } from './answer.js';
import type { Choice, Scalar } from './question.js';

/** An answer that was understood: as it is kept and as it is shown. */
export type Read = { readonly value: Value; readonly text: string | readonly string[] };

/** What became of an answer. */
export type Reading = Read | Fault;

export const fault = (reason: Reason): Fault => ({ reason });

export const isFault = <Else extends object>(reading: Else | Fault): reading is Fault => 'reason' in reading;

/** Whether there is no answer: nothing, null, a text in which nothing can be seen, an empty list. */
export function isAbsent(answer: unknown): boolean {
  if (typeof answer === 'string') return !isVisible(answer);
  return answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0);
}

/** A value with the text of its choice; where there are choices, it has to be one of them. */
export function chosen<Of extends Scalar>(value: Of, choices: readonly Choice<Of>[] | undefined): Reading {
  if (choices === undefined) return { value, text: String(value) };
  const choice = choices.find((each) => each.value === value);
  return choice === undefined ? fault('not-a-choice') : { value, text: choice.text };
}
