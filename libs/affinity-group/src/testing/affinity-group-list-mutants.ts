import { operators } from '../conditions.js';
import type { AffinityGroupLists, List, ListQuery } from '../ports.js';

type Mutant = (lists: AffinityGroupLists) => Partial<AffinityGroupLists>;
type AnyList = <Row, Field extends string>(list: List<Row, Field>) => Partial<List<Row, Field>>;

/** Changes each of the lists in turn. */
const inLists = (sentence: string, change: AnyList): Readonly<Record<string, Mutant>> => {
  const changed = <Row, Field extends string>(list: List<Row, Field>): List<Row, Field> => ({
    ...list,
    ...change(list),
  });
  return {
    [`${sentence}, of groups`]: ({ groups }) => ({ groups: changed(groups) }),
    [`${sentence}, of codes`]: ({ codes }) => ({ codes: changed(codes) }),
    [`${sentence}, of organizations`]: ({ organizations }) => ({ organizations: changed(organizations) }),
    [`${sentence}, of the codes of a group`]: ({ codesOf }) => ({ codesOf: (id) => changed(codesOf(id)) }),
    [`${sentence}, of the codes of a role`]: ({ codesAvailableTo }) => ({
      codesAvailableTo: (role) => changed(codesAvailableTo(role)),
    }),
  };
};

const asking = (
  sentence: string,
  other: <Field extends string>(query: ListQuery<Field>) => Partial<ListQuery<Field>>,
) => inLists(sentence, ({ page }) => ({ page: (query) => page({ ...query, ...other(query) }) }));

const withoutOperator =
  (operator: (typeof operators)[number]): Mutant =>
  ({ groups }) => ({
    groups: {
      page: (query) =>
        groups.page({ ...query, conditions: query.conditions.filter((each) => each.operator !== operator) }),
      count: (conditions) => groups.count(conditions.filter((each) => each.operator !== operator)),
    },
  });

const { 'sorts by the first field alone, of the codes of a group': _noTwoCodesAreWrittenAlike, ...sortedByOne } =
  asking('sorts by the first field alone', ({ sort }) => ({ sort: sort.slice(0, 1) }));

/** What lists over groups and codes may do wrong. */
export const affinityGroupListMutants: Readonly<Record<string, Mutant>> = {
  ...sortedByOne,
  ...asking('filters nothing', () => ({ conditions: [] })),
  ...asking('filters by the first condition alone', ({ conditions }) => ({ conditions: conditions.slice(0, 1) })),
  ...asking('sorts nothing', () => ({ sort: [] })),
  ...asking('sorts upwards alone', ({ sort }) => ({ sort: sort.map((each) => ({ ...each, descending: false })) })),
  ...asking('skips nothing', () => ({ skip: 0 })),
  ...asking('gives one row more', ({ rows }) => ({ rows: rows + 1 })),
  ...inLists('counts everything', ({ count }) => ({ count: () => count([]) })),
  ...inLists('counts one page', ({ count }) => ({ count: async (conditions) => Math.min(await count(conditions), 1) })),
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
