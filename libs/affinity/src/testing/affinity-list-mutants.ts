import { affinityFilters, type AffinityLists, type AffinityQuery } from '../ports.js';

type Mutant = (lists: AffinityLists) => Partial<AffinityLists>;

/** Lists that are asked something else. */
const asking =
  (other: (query: AffinityQuery) => Partial<AffinityQuery>): Mutant =>
  ({ page, count }) => ({
    page: (query) => page({ ...query, ...other(query) }),
    count: (query) => count({ ...query, ...other(query) }),
  });

const filters = [...affinityFilters, 'lifetimeStartFrom', 'lifetimeStartTo', 'createdFrom', 'createdBefore'] as const;

/** What lists over affinities may do wrong. */
export const affinityListMutants: Readonly<Record<string, Mutant>> = {
  ...Object.fromEntries(
    filters.map((filter) => [`lists whatever the ${filter}`, asking(() => ({ [filter]: undefined }))]),
  ),
  'lists one partner’s affinities to all': asking(() => ({ partnerId: 'partner-1' })),
  'lists more than the rows asked for': asking(({ rows }) => ({ rows: rows + 1 })),
  'ignores where to go on': asking(() => ({ after: undefined })),
  'goes on behind the value alone': ({ page }) => ({
    page: async ({ after, ...query }) => {
      const found = await page({ ...query, rows: 1_000 });
      const behind = found.filter(
        (each) =>
          after === undefined ||
          (query.sort.descending ? each[query.sort.by] < after.value : each[query.sort.by] > after.value),
      );
      return behind.slice(0, query.rows);
    },
  }),
  'skips nothing': asking(() => ({ skip: 0 })),
  'lists in one direction': asking(({ sort }) => ({ sort: { ...sort, descending: true } })),
  'lists by one field': asking(({ sort }) => ({ sort: { ...sort, by: 'createdAt' } })),
  'lists equals in the other direction': ({ page }) => ({
    page: async (query) => {
      const { by, descending } = query.sort;
      const order = descending ? -1 : 1;
      const all = await page({ ...query, rows: 1_000 });
      return [...all]
        .sort((one, other) =>
          one[by] === other[by] ? (one.id < other.id ? order : -order) : (one[by] < other[by] ? -1 : 1) * order,
        )
        .slice(0, query.rows);
    },
  }),
  'counts a page': ({ page }) => ({ count: async (query) => (await page(query)).length }),
  'counts what was not skipped': ({ count }) => ({ count: async (query) => (await count(query)) - (query.skip ?? 0) }),
  'counts all partners': ({ count }) => ({
    count: async (query) => (await count(query)) + (await count({ ...query, partnerId: 'partner-2' })),
  }),
  'ends what is over only tomorrow': ({ ended }) => ({
    ended: async (today, limit) => ended(`${today}~` as typeof today, limit),
  }),
  'ends nothing': () => ({ ended: async () => [] }),
  'ends more than the limit': ({ ended }) => ({ ended: (today) => ended(today, 100) }),
  'ends the newest first': ({ ended }) => ({
    ended: async (today, limit) => [...(await ended(today, 100))].reverse().slice(0, limit),
  }),
  'answers more than the limit': ({ answerDue }) => ({ answerDue: (now) => answerDue(now, 100) }),
  'answers the newest first': ({ answerDue }) => ({
    answerDue: async (now, limit) => [...(await answerDue(now, 100))].reverse().slice(0, limit),
  }),
  'answers before the moment': ({ answerDue }) => ({
    answerDue: (now, limit) => answerDue(now.replace('00.000Z', '00.009Z') as typeof now, limit),
  }),
  'answers after the moment': ({ answerDue }) => ({
    answerDue: (now, limit) => answerDue(now.replace('12:00:00.000Z', '11:59:59.999Z') as typeof now, limit),
  }),
};
