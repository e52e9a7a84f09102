/**
 * One thing wrong with a value: its path, such as `plans[0].price`, and what was expected there. `kind` says that the
 * value is missing or that the property is unknown; without it, the value is wrong.
 */
export type Problem = { readonly path: string; readonly expected: string; readonly kind?: 'missing' | 'unknown' };
