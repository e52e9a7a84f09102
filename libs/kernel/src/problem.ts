/**
 * One thing wrong with a value: its path, such as `plans[0].price`, and what was expected there. `kind` says that the
 * value is missing or that the property is unknown; without it, the value is wrong. `kept` says the same without names
 * and values that the sender chose, where path or expectation repeat some: only this may be kept.
 */
export type Problem = {
  readonly path: string;
  readonly expected: string;
  readonly kind?: 'missing' | 'unknown';
  readonly kept?: Pick<Problem, 'path' | 'expected'>;
};
