/** A block of a page that no test runs: its first line, and why. */
export type BlockNotRun = { readonly page: string; readonly block: string; readonly why: string };

/** All of them, in the order of the pages. */
export const blocksNotRun: readonly BlockNotRun[] = [
];
