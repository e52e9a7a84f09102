/**
 * One thing wrong with what was given: where, as a path such as `plans[0].price`, and what was expected there.
 * `kind` says that it is missing or that nobody knows it; left out, its value is wrong.
 */
export type Problem = { readonly path: string; readonly expected: string; readonly kind?: 'missing' | 'unknown' };
