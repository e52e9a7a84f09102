import type { Answered, AnswerProblem, Value, Values } from './answer.js';

/**
 * What is known of one code, and what is wrong with it. A code that isn't known is at fault; one that is known to be
 * absent may be at fault, too.
 */
export type State = {
  readonly known: boolean;
  readonly value: Value | undefined;
  readonly answered: Answered | undefined;
  readonly problem: AnswerProblem | undefined;
};

/** The state of a code, found when it is asked for. @throws QUESTIONNAIRE-INVALID */
export type StateOf = (code: string) => State;

export const absent: State = { known: true, value: undefined, answered: undefined, problem: undefined };

/** An answer that is kept and shown so. */
export const answeredAs = (answered: Answered): State => ({ ...absent, value: answered.answer, answered });

/** A value that nobody answered. */
export const derivedAs = (value: Value): State => ({ ...absent, value });

export const unevaluated = (problem: AnswerProblem): State => ({ ...absent, known: false, problem });

/** A code that can't be evaluated because some of these can't; null where all are known. */
export function dependent(codes: readonly string[], stateOf: StateOf): State | null {
  const on = [...new Set(codes)].filter((code) => !stateOf(code).known);
  return on.length === 0 ? null : unevaluated({ reason: 'depends', on });
}

/** What is known of these codes. */
export function valuesAmong(codes: readonly string[], stateOf: StateOf): Values {
  const values = new Map<string, Value>();
  for (const code of codes) {
    const { value } = stateOf(code);
    if (value !== undefined) values.set(code, value);
  }
  return values;
}
