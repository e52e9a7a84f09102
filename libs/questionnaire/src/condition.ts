import type { Value, Values } from './answer.js';
import type { Condition, Scalar } from './question.js';

/** The result of a condition: true, false, or unknown where answers it needs are unevaluated. */
export type Truth = boolean | 'unknown';

/** The value of a code: undefined if absent; not `known` if unevaluated. */
export type ValueState = { readonly known: boolean; readonly value: Value | undefined };

const negated = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth);

function everyOne(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

function matches(value: Value | undefined, wanted: readonly Scalar[]): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'object') return wanted.includes(value);
  return value.some((item) => typeof item === 'string' && wanted.includes(item));
}

/**
 * Evaluates a condition. It is unknown only where unevaluated answers decide: `all` with one false part is false,
 * `any` with one true part is true (S. C. Kleene's three-valued logic).
 */
export function evaluateCondition(condition: Condition, look: (code: string) => ValueState): Truth {
  if ('all' in condition) return everyOne(condition.all.map((each) => evaluateCondition(each, look)));
  if ('any' in condition) return negated(everyOne(condition.any.map((each) => negated(evaluateCondition(each, look)))));
  if ('not' in condition) return negated(evaluateCondition(condition.not, look));
  const answer = look(condition.code);
  if (!answer.known) return 'unknown';
  if ('answered' in condition) return (answer.value !== undefined) === condition.answered;
  return matches(answer.value, 'in' in condition ? condition.in : [condition.is]);
}

/** Whether a condition is true for these values; a code without a value is absent. */
export const isMet = (condition: Condition, values: Values): boolean =>
  evaluateCondition(condition, (code) => ({ known: true, value: values.get(code) })) === true;

/** A part of a condition that reads an answer, and its path in the questionnaire. */
export type Look = { readonly at: string; readonly part: Extract<Condition, { readonly code: string }> };

/** Every part of a condition that reads an answer, in order; `at` is the path of the condition. */
export function looksOf(condition: Condition, at: string): readonly Look[] {
  if ('not' in condition) return looksOf(condition.not, `${at}.not`);
  if ('code' in condition) return [{ at, part: condition }];
  const [name, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  return parts.flatMap((part, index) => looksOf(part, `${at}.${name}[${index}]`));
}
