import type { Guard } from './committer.js';
import { composed, rowsAsText, type RowLock } from './sql-words.js';
import { integerIn, type Value } from './sql.js';
import type { Shape } from './table.js';

type Guarded<Of> = {
  readonly table: string;
  /** A row passes if the table has one with these values. */
  readonly matched: Shape<Of>['columns'];
  readonly order: number;
  /** `change`: of several equal rows only the first passes, since the others would find it changed. */
  readonly mode: RowLock;
  /** A further condition in SQL: rows where it is true do not pass. */
  readonly unless?: string | undefined;
};

/** Checks that rows are as they were read, and locks them in the order of their values. */
export function rowGuard<Of>({ table, matched, order, mode, unless }: Guarded<Of>): Guard<Of> {
  const columns = [...matched, { name: 'place', type: 'integer' } as const];
  const conditions = [
    ...matched.map(({ name }) => `${table}."${name}" = v."${name}"`),
    ...(unless === undefined ? [] : [`not (${unless})`]),
  ];
  const sorted = matched.map(({ name }) => `${table}."${name}"`).join(', ');
  const sql = composed(
    (words) =>
      `with v as (${words.rowsAsTable(columns)}) select v.place from v join ${table} ` +
      `on ${conditions.join(' and ')} order by ${sorted} ${words.lockRows(mode, table)}`,
  );
  return {
    // A row that is both changed and checked is locked for the change first.
    order: mode === 'change' ? order : order + 0.5,
    async losers(execute, rows) {
      const places = new Map<string, { readonly values: readonly Value[]; readonly of: number[] }>();
      rows.forEach((row, place) => {
        const values = matched.map(({ valueOf }) => valueOf(row));
        const text = JSON.stringify(values);
        const equal = places.get(text);
        if (equal === undefined) places.set(text, { values, of: [place] });
        else equal.of.push(place);
      });
      const distinct = [...places.values()];
      const bound = rowsAsText(distinct.map(({ values }, at) => [...values, at]));
      const passed = new Set((await execute(sql(execute.words), [bound])).map((row) => integerIn(row, 'place')));
      return new Set(distinct.flatMap(({ of }, at) => (passed.has(at) ? (mode === 'change' ? of.slice(1) : []) : of)));
    },
  };
}
