/** A problem of a product: its path, and what was expected there. */
export type ProductProblem = { readonly path: string; readonly expected: string };
