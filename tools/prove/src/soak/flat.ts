import { median } from '@affinity-engine/tool-bench/report';

/** What a process holds at one moment. */
export type Held = {
  readonly megabytes: number;
  /** Open files and connections. */
  readonly handles: number;
  /** The write-ahead log of the database. */
  readonly walMegabytes: number;
  /** The database, for each affinity in it. */
  readonly kilobytesEach: number;
};

/** How much more of each a process may hold at the end than earlier: what wavers, and what is not cut off exactly. */
export const mayGrowBy = {
  megabytes: { share: 0.1, atLeast: 20 },
  handles: { share: 0, atLeast: 10 },
  walMegabytes: { share: 0.25, atLeast: 8 },
  kilobytesEach: { share: 0.1, atLeast: 0 },
} as const satisfies Readonly<Record<keyof Held, { readonly share: number; readonly atLeast: number }>>;

export type Growth = {
  readonly of: keyof Held;
  readonly before: number;
  readonly after: number;
  readonly isFlat: boolean;
};

/**
 * Compares the last quarter of a run with its second: the first one fills caches. Medians, so that a moment of much work does
 * not count.
 */
export function growthOf(held: readonly Held[]): readonly Growth[] {
  const quarter = Math.floor(held.length / 4);
  const middle = (from: number, of: keyof Held): number =>
    median(held.slice(from, from + quarter).map((each) => each[of]));
  return (Object.keys(mayGrowBy) as (keyof Held)[]).map((of) => {
    const [before, after] = [middle(quarter, of), middle(held.length - quarter, of)];
    const { share, atLeast } = mayGrowBy[of];
    return { of, before, after, isFlat: after - before <= Math.max(share * before, atLeast) };
  });
}
