import type { ListById } from '../ports.js';
import { jestGlobals } from './jest-globals.js';

/** What the suite looks at of a list, which is empty when it is opened. */
export type ListByIdContractFixtures<Row> = {
  readonly list: ListById<Row>;
  /** Stores the rows of the suite, and other rows that must not be listed. */
  fill(): Promise<void>;
  close(): Promise<void>;
};

/** Identifiers that are sorted otherwise by most alphabets than by their code units. */
export const unsortedIds: readonly string[] = ['b', 'a', 'B', 'a-1', 'a1', 'A', '10', '9', 'ab'];

/** What every list by identifier keeps. `rows` are what it lists once it is filled, in any order. */
export function listByIdContract<Row extends { readonly id: string }>(
  name: string,
  rows: readonly Row[],
  open: () => Promise<ListByIdContractFixtures<Row>>,
): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();
  const sorted = [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));

  describe(`the list of ${name}`, () => {
    let store: ListByIdContractFixtures<Row>;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('is empty where nothing is kept', async () => {
      expect(await store.list(null, 10)).toEqual([]);
    });

    it('gives back every row as it was, in the order of their identifiers', async () => {
      await store.fill();
      expect(await store.list(null, rows.length + 1)).toEqual(sorted);
    });

    it('goes on behind the last one of a page, however long a page is', async () => {
      await store.fill();
      for (let limit = 1; limit <= rows.length + 1; limit += 1) {
        for (let at = 0; at < rows.length; at += 1) {
          const after = sorted[at]?.id ?? '';
          expect(await store.list(after, limit)).toEqual(sorted.slice(at + 1, at + 1 + limit));
        }
        expect(await store.list(null, limit)).toEqual(sorted.slice(0, limit));
      }
    });

    it('goes on behind an identifier that nothing has', async () => {
      await store.fill();
      const after = `${sorted[0]?.id}!`;
      expect(await store.list(after, 100)).toEqual(sorted.filter(({ id }) => id > after));
    });
  });
}
