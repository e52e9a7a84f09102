import { operators } from '../conditions.js';
import type { AffinityGroupLists, List, ListQuery } from '../ports.js';

type Mutant = (lists: AffinityGroupLists) => Partial<AffinityGroupLists>;
type AnyList = <Row, Field extends string>(list: List<Row, Field>) => Partial<List<Row, Field>>;

const changed = <Row, Field extends string>(list: List<Row, Field>, change: AnyList): List<Row, Field> => ({
  ...list,
  ...change(list),
});

const inGroups =
  (change: AnyList): Mutant =>
  ({ groups }) => ({ groups: changed(groups, change) });

/** Changes each of the other lists in turn. */
const inEachOther = (sentence: string, change: AnyList): Readonly<Record<string, Mutant>> => ({
  [`${sentence}, of codes`]: ({ codes }) => ({ codes: changed(codes, change) }),
  [`${sentence}, of organizations`]: ({ organizations }) => ({ organizations: changed(organizations, change) }),
  [`${sentence}, of the codes of a group`]: ({ codesOf }) => ({ codesOf: (id) => changed(codesOf(id), change) }),
  [`${sentence}, of the codes of a role`]: ({ codesAvailableTo }) => ({
    codesAvailableTo: (role) => changed(codesAvailableTo(role), change),
  }),
});

const asking =
  (other: <Field extends string>(query: ListQuery<Field>) => Partial<ListQuery<Field>>): AnyList =>
  ({ page }) => ({ page: (query) => page({ ...query, ...other(query) }) });

const withoutOperator =
  (operator: (typeof operators)[number]): Mutant =>
  ({ groups }) => ({
    groups: {
      page: (query) =>
        groups.page({ ...query, conditions: query.conditions.filter((each) => each.operator !== operator) }),
      count: (conditions) => groups.count(conditions.filter((each) => each.operator !== operator)),
    },
  });

/** What lists over groups and codes may do wrong. */
export const affinityGroupListMutants: Readonly<Record<string, Mutant>> = {
  'filters nothing': inGroups(asking(() => ({ conditions: [] }))),
  'filters by the first condition alone': inGroups(
    asking(({ conditions }) => ({ conditions: conditions.slice(0, 1) })),
  ),
  'sorts nothing': inGroups(asking(() => ({ sort: [] }))),
  'sorts upwards alone': inGroups(
    asking(({ sort }) => ({ sort: sort.map((each) => ({ ...each, descending: false })) })),
  ),
  'sorts by the first field alone': inGroups(asking(({ sort }) => ({ sort: sort.slice(0, 1) }))),
  'skips nothing': inGroups(asking(() => ({ skip: 0 }))),
  'gives one row more': inGroups(asking(({ rows }) => ({ rows: rows + 1 }))),
  'counts everything': inGroups(({ count }) => ({ count: () => count([]) })),
  'counts one page': inGroups(({ count }) => ({ count: async (conditions) => Math.min(await count(conditions), 1) })),
  ...inEachOther(
    'filters nothing',
    asking(() => ({ conditions: [] })),
  ),
  ...inEachOther(
    'sorts nothing',
    asking(() => ({ sort: [] })),
  ),
  ...inEachOther(
    'gives one row more',
    asking(({ rows }) => ({ rows: rows + 1 })),
  ),
  ...inEachOther('counts everything', ({ count }) => ({ count: () => count([]) })),
  ...Object.fromEntries(
    operators.map((operator) => [`takes the operator ${operator} for none`, withoutOperator(operator)]),
  ),
  'shows every role every code': ({ codes }) => ({ codesAvailableTo: () => codes }),
  'shows every role the codes of one': ({ codesAvailableTo }) => ({
    codesAvailableTo: () => codesAvailableTo('account'),
  }),
  'gives every group the codes of one': ({ codesOf }) => ({ codesOf: () => codesOf('pc:000') }),
  'orders what is equal upwards alone': ({ groups }) => ({
    groups: {
      ...groups,
      page: async (query) => {
        const all = await groups.page({ ...query, skip: 0, rows: 1_000 });
        const [first] = query.sort;
        if (first === undefined || query.sort.length > 1 || !first.descending) return groups.page(query);
        const ascending = await groups.page({
          ...query,
          skip: 0,
          rows: 1_000,
          sort: [{ ...first, descending: false }],
        });
        const place = new Map(ascending.map((row, at) => [row.id, at]));
        const value = (row: (typeof all)[number]) => String(row[first.field]);
        return [...all].sort((one, other) =>
          value(one) === value(other) ? (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0) : 0,
        );
      },
    },
  }),
};
