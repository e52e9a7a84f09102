import type { Answered, Fault, Value, Values } from './answer.js';

/** What is known of one code, and what is wrong with it. */
export type State =
  | { readonly known: true; readonly value: Value; readonly answered?: Answered }
  | { readonly known: true; readonly value: undefined; readonly fault?: Fault }
  | { readonly known: false; readonly fault: Fault };

/** The state of a code, found when it is asked for. @throws QUESTIONNAIRE-INVALID */
export type StateOf = (code: string) => State;

export const absent: State = { known: true, value: undefined };

export const unevaluated = (fault: Fault): State => ({ known: false, fault });

/** A code that can't be evaluated because some of these can't; null where all are known. */
export function dependent(codes: readonly string[], stateOf: StateOf): State | null {
  const on = [...new Set(codes)].filter((code) => !stateOf(code).known);
  return on.length === 0 ? null : unevaluated({ reason: 'depends', on });
}

/** What is known of these codes. */
export function valuesAmong(codes: readonly string[], stateOf: StateOf): Values {
  const values = new Map<string, Value>();
  for (const code of codes) {
    const state = stateOf(code);
    if (state.known && state.value !== undefined) values.set(code, state.value);
  }
  return values;
}
