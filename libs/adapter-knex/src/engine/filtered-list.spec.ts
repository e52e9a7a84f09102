import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListQuery, Organization, OrganizationField } from '@affinity-engine/affinity-group';
import { aQuery } from '@affinity-engine/affinity-group/testing';
import { knexAffinityGroupLists } from '../affinity-group/affinity-group-lists.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';

const many = 5_003;

describe('a list of thousands', () => {
  let store: TemporaryStore;
  let all: readonly Organization[];
  beforeAll(async () => {
    store = await temporaryStore();
    await store.execute(
      `with recursive n (i) as (select 0 union all select i + 1 from n where i < ?)
       insert into organization select printf('pc:%05d', i * 7919 % 10007), 'name ' || (i % 40), 1 from n`,
      many - 1,
    );
    all = await knexAffinityGroupLists(store.engine.read).organizations.page(aQuery({ rows: many }));
  });
  afterAll(() => store.close());

  const page = (query: Partial<ListQuery<OrganizationField>>) =>
    knexAffinityGroupLists(store.engine.read).organizations.page(aQuery(query));

  const byName = (one: Organization, other: Organization) => {
    const [left, right] = [one, other].map(({ id, name }) => `${name}\u0000${id}`) as [string, string];
    return Number(left > right) - Number(left < right);
  };

  it.each([
    ['by identifier', [], (rows: readonly Organization[]) => rows],
    ['by name', [{ field: 'name', descending: false }], (rows: readonly Organization[]) => rows.toSorted(byName)],
    [
      'by name, backwards',
      [{ field: 'name', descending: true }],
      (rows: readonly Organization[]) => rows.toSorted(byName).toReversed(),
    ],
  ] as const)(
    '%s is the same whether its pages are reached from the front or from the end',
    async (_, sort, sorted) => {
      const pages = [];
      for (let skip = 0; skip < many; skip += 97) pages.push(await page({ sort, skip, rows: 97 }));
      expect(pages.flat()).toEqual(sorted(all));
    },
  );

  it('filtered is the same, too, and has nothing behind its end', async () => {
    const conditions = [{ field: 'name', operator: 'cn', values: ['1'] }] as const;
    const found = all.filter(({ name }) => name.includes('1'));
    expect(found.length).toBeGreaterThan(1_500);
    for (const skip of [999, 1_000, found.length - 3]) {
      expect(await page({ conditions, skip, rows: 5 })).toEqual(found.slice(skip, skip + 5));
    }
    expect([await page({ conditions, skip: found.length }), await page({ skip: 10 ** 9 })]).toEqual([[], []]);
  });
});
