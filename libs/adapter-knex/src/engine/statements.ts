import { GuardFailed, type Statement } from './committer.js';
import type { Execute, Value } from './sql.js';
import { rowsAsTable, rowsAsText } from './sqlite-sql.js';
import { columnsFor, type Shape, type Table } from './table.js';
import { writeOrder } from './write-order.js';

type ColumnOf<Of> = Shape<Of>['columns'][number];

/** Columns of many records as a table, with the text to bind. */
export function recordsAsTable<Of>(columns: readonly ColumnOf<Of>[]): {
  readonly sql: string;
  readonly bind: (records: readonly Of[]) => string;
} {
  const values = columns.map(({ valueOf }) => valueOf);
  return {
    sql: rowsAsTable(columns.map(({ name }) => name)),
    bind: (records) => rowsAsText(records.map((record) => values.map((valueOf): Value => valueOf(record)))),
  };
}

/** Inserts records; a taken key fails. */
export function insertInto<Of>({ name, columns }: Table<Of>, order: number): Statement<Of, void> {
  const written = columns.filter(({ role }) => role !== 'generated');
  const rows = recordsAsTable(written);
  const sql = `insert into ${name} (${written.map((column) => `"${column.name}"`).join(', ')}) ${rows.sql}`;
  return {
    name: `insert ${name}`,
    order,
    run: async (execute, records) => {
      await execute(sql, [rows.bind(records)]);
      return records.map(() => undefined);
    },
  };
}

/** Additions to an update that sets the changeable columns. */
export type Update = {
  /** Further assignments in SQL, over the table's columns and those of the new row, `v`. */
  readonly also?: string;
  /** A further guard in SQL: for rows where it is true, the update fails. */
  readonly unless?: string;
};

/**
 * Updates records by their key: sets all changeable columns. A version must still be the one that was read, and is
 * incremented. Returns nothing, fails if a guard fails.
 */
export function updateOf<Of>(
  { name: table, columns }: Table<Of>,
  order: number,
  { also, unless }: Update = {},
): Statement<Of, void> {
  const [key, version, changing] = (['key', 'version', undefined] as const).map((wanted) =>
    columns.filter(({ role }) => role === wanted),
  ) as [ColumnOf<Of>[], ColumnOf<Of>[], ColumnOf<Of>[]];
  const rows = recordsAsTable([...key, ...version, ...changing]);
  const assignments = [
    ...changing.map(({ name }) => `"${name}" = v."${name}"`),
    ...version.map(({ name }) => `"${name}" = v."${name}" + 1`),
    ...(also === undefined ? [] : [also]),
  ];
  const guards = [
    ...[...key, ...version].map(({ name }) => `${table}."${name}" = v."${name}"`),
    ...(unless === undefined ? [] : [`not (${unless})`]),
  ];
  const sql =
    `with v as (${rows.sql}) update ${table} set ${assignments.join(', ')} ` +
    `from v where ${guards.join(' and ')} returning ${table}."${key[0]?.name}"`;
  return {
    name: `update ${table}`,
    order,
    run: async (execute, records) => {
      const updated = await execute(sql, [rows.bind(records)]);
      if (updated.length !== records.length) throw new GuardFailed(table);
      return records.map(() => undefined);
    },
  };
}

/** Optimistic check without a write: fails if these fields have changed since they were read. */
export function assertUnchangedStatement<Of, Field extends keyof Of & string>(
  table: Table<Of>,
  fields: readonly Field[],
): Statement<Pick<Of, Field>, void> {
  const columns = columnsFor(table, fields);
  const rows = recordsAsTable(columns as readonly ColumnOf<Pick<Of, Field>>[]);
  const matches = columns.map(({ name }) => `${table.name}."${name}" = v."${name}"`);
  const sql =
    `with v as (${rows.sql}) select count(*) as missing from v ` +
    `where not exists (select 1 from ${table.name} where ${matches.join(' and ')})`;
  return {
    name: `assert unchanged ${table.name}`,
    order: writeOrder.unchanged,
    run: async (execute, records) => {
      // A busy partner asserts the same rows in every set of a group.
      const distinct = new Map(
        records.map((record) => [fields.map((field) => String(record[field])).join('\n'), record]),
      );
      const [row] = await execute(sql, [rows.bind([...distinct.values()])]);
      if (row?.['missing'] !== 0) throw new GuardFailed(table.name);
      return records.map(() => undefined);
    },
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
