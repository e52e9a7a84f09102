/** One thing wrong with a product: where it is written, and what was expected there. */
export type ProductProblem = { readonly path: string; readonly expected: string };
