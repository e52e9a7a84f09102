import { failuresOf } from './failures-of.js';
import { jestGlobals } from './jest-globals.js';

/**
 * Holds a contract suite against adapters that are broken on purpose, each named by what it does wrong: the suite must
 * find every one of them, and nothing in the sound one.
 */
export function suiteNotices<Fixtures>(
  name: string,
  suite: (name: string, open: () => Promise<Fixtures>) => void,
  sound: () => Promise<Fixtures>,
  broken: Readonly<Record<string, () => Promise<Fixtures>>>,
): void {
  const { describe, it, expect } = jestGlobals();

  describe(`the suite of ${name}`, () => {
    it('passes on the sound adapter', async () => {
      expect(await failuresOf(() => suite('in memory', sound))).toEqual([]);
    });

    it.each(Object.entries(broken))('fails on one that %s', async (_, open) => {
      expect(await failuresOf(() => suite('broken', open), { most: 1 })).not.toEqual([]);
    });
  });
}

/** One adapter for each mutant, by the mutant's name. */
export const eachMutant = <Mutant, Fixtures>(
  mutants: Readonly<Record<string, Mutant>>,
  open: (mutant: Mutant) => () => Promise<Fixtures>,
): Readonly<Record<string, () => Promise<Fixtures>>> =>
  Object.fromEntries(Object.entries(mutants).map(([sentence, mutant]) => [sentence, open(mutant)]));
