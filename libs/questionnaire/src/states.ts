import type { Answered, AnswerProblem, Value, Values } from './answer.js';

/**
 * The state of one code. A code that is not `known` has a problem; one that is known to be absent may have one, too.
 */
export type State = {
  readonly known: boolean;
  readonly value: Value | undefined;
  readonly answered: Answered | undefined;
  readonly problem: AnswerProblem | undefined;
};

/** The state of a code, computed on first use. @throws QUESTIONNAIRE-INVALID */
export type StateOf = (code: string) => State;

export const absent: State = { known: true, value: undefined, answered: undefined, problem: undefined };

/** The state of a stored answer. */
export const answeredAs = (answered: Answered): State => ({ ...absent, value: answered.answer, answered });

/** The state of a derived value. */
export const derivedAs = (value: Value): State => ({ ...absent, value });

export const unevaluated = (problem: AnswerProblem): State => ({ ...absent, known: false, problem });

/** The state of a code that depends on these codes, if some of them are unevaluated; null if none is. */
export function dependent(codes: readonly string[], stateOf: StateOf): State | null {
  const on = [...new Set(codes)].filter((code) => !stateOf(code).known);
  return on.length === 0 ? null : unevaluated({ reason: 'depends', on });
}

/** The evaluated values of these codes. */
export function valuesAmong(codes: readonly string[], stateOf: StateOf): Values {
  const values = new Map<string, Value>();
  for (const code of codes) {
    const { value } = stateOf(code);
    if (value !== undefined) values.set(code, value);
  }
  return values;
}
