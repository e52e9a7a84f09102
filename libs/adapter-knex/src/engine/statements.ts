import { GuardFailed, type Statement } from './committer.js';
import { rowGuard } from './guards.js';
import { composed, rowsAsText, type SqlWords, type ValueColumn } from './sql-words.js';
import type { Execute, Value } from './sql.js';
import { columnsFor, type Shape, type Table } from './table.js';

type ColumnOf<Of> = Shape<Of>['columns'][number];

/** Columns of many records as a table, with the text to bind. */
export function recordsAsTable<Of>(columns: readonly ColumnOf<Of>[]): {
  readonly columns: readonly ValueColumn[];
  readonly sql: (words: SqlWords) => string;
  readonly bind: (records: readonly Of[]) => string;
} {
  const values = columns.map(({ valueOf }) => valueOf);
  return {
    columns,
    sql: ({ rowsAsTable }) => rowsAsTable(columns),
    bind: (records) => rowsAsText(records.map((record) => values.map((valueOf): Value => valueOf(record)))),
  };
}

/** Inserts records; a taken key fails. Records with a key are inserted in its order: two transactions wait in one order. */
export function insertInto<Of>({ name, columns }: Table<Of>, order: number): Statement<Of, void> {
  const written = columns.filter(({ role }) => role !== 'generated');
  const rows = recordsAsTable(written);
  const into = `insert into ${name} (${written.map((column) => `"${column.name}"`).join(', ')})`;
  const sql = composed((words) => `${into} ${rows.sql(words)}`);
  const key = columns.find(({ role }) => role === 'key');
  return {
    name: `insert ${name}`,
    order,
    run: async (execute, records) => {
      await execute(sql(execute.words), [rows.bind(key === undefined ? records : sortedBy(key, records))]);
      return records.map(() => undefined);
    },
  };
}

function sortedBy<Of>({ valueOf }: ColumnOf<Of>, records: readonly Of[]): readonly Of[] {
  if (records.length < 2) return records;
  return records.toSorted((one, other) => (String(valueOf(one)) < String(valueOf(other)) ? -1 : 1));
}

/** Additions to an update that sets the changeable columns. */
export type Update = {
  /** Further assignments in SQL, over the table's columns and those of the new row, `v`. */
  readonly also?: (words: SqlWords) => string;
  /** A further guard in SQL: for rows where it is true, the update fails. */
  readonly unless?: string;
};

/**
 * Updates records by their key: sets all changeable columns. A version must still be the one that was read, and is
 * incremented. Returns nothing, fails if a guard fails.
 */
export function updateOf<Of>(of: Table<Of>, order: number, { also, unless }: Update = {}): Statement<Of, void> {
  const { name: table, columns } = of;
  const [key, version, changing] = (['key', 'version', undefined] as const).map((wanted) =>
    columns.filter(({ role }) => role === wanted),
  ) as [ColumnOf<Of>[], ColumnOf<Of>[], ColumnOf<Of>[]];
  const rows = recordsAsTable([...key, ...version, ...changing]);
  const assignments = [
    ...changing.map(({ name }) => `"${name}" = v."${name}"`),
    ...version.map(({ name }) => `"${name}" = v."${name}" + 1`),
  ];
  const guards = [
    ...[...key, ...version].map(({ name }) => `${table}."${name}" = v."${name}"`),
    ...(unless === undefined ? [] : [`not (${unless})`]),
  ];
  const sql = composed(
    (words) =>
      `with v as (${rows.sql(words)}) update ${table} set ` +
      `${[...assignments, ...(also === undefined ? [] : [also(words)])].join(', ')} ` +
      `from v where ${guards.join(' and ')} returning ${table}."${key[0]?.name}"`,
  );
  return {
    name: `update ${table}`,
    order,
    guard: rowGuard({ table, matched: [...key, ...version], order, mode: 'change', unless }),
    run: async (execute, records) => {
      const updated = await execute(sql(execute.words), [rows.bind(records)]);
      if (updated.length !== records.length) throw new GuardFailed(table);
      return records.map(() => undefined);
    },
  };
}

/** Optimistic check without a write: fails if these fields have changed since they were read. */
export function assertUnchangedStatement<Of, Field extends keyof Of & string>(
  table: Table<Of>,
  fields: readonly Field[],
  order: number,
): Statement<Pick<Of, Field>, void> {
  const matched = columnsFor(table, fields) as readonly ColumnOf<Pick<Of, Field>>[];
  return {
    name: `assert unchanged ${table.name}`,
    order,
    guard: rowGuard({ table: table.name, matched, order, mode: 'check' }),
    run: async (_execute, records) => records.map(() => undefined),
  };
}

/** Runs rows one by one, for writes that are rare or cannot be merged. */
export const eachRow = <Row, Result>(
  name: string,
  order: number,
  run: (execute: Execute, row: Row) => Promise<Result>,
): Statement<Row, Result> => ({
  name,
  order,
  run: async (execute, rows) => {
    const results: Result[] = [];
    for (const row of rows) results.push(await run(execute, row));
    return results;
  },
});
