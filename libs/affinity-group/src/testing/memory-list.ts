import { compareText, meets } from '../conditions.js';
import type { List } from '../ports.js';

/** A list over rows in memory; `ties` is the field that orders what is equal in all others. */
export function memoryList<Row, Field extends string>(
  rows: () => readonly Row[],
  fields: Readonly<Record<Field, (row: Row) => string | null>>,
  ties: Field,
): List<Row, Field> {
  const matching = (conditions: Parameters<List<Row, Field>['count']>[0]): readonly Row[] =>
    rows().filter((row) => conditions.every((condition) => meets(fields[condition.field](row), condition)));
  return {
    count: async (conditions) => matching(conditions).length,
    async page({ conditions, sort, skip, rows: most }) {
      const keys = [...sort, { field: ties, descending: sort.at(-1)?.descending ?? false }];
      const order = (one: Row, other: Row): number => {
        for (const { field, descending } of keys) {
          const compared = compareText(fields[field](one), fields[field](other));
          if (compared !== 0) return descending ? -compared : compared;
        }
        return 0;
      };
      return [...matching(conditions)].sort(order).slice(skip, skip + most);
    },
  };
}
