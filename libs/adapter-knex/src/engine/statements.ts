import { GuardFailed, type Execute, type Statement, type Value } from './committer.js';

/**
 * Rows as a table: one bound JSON text, however many rows. Binding value by value costs the event loop four times
 * as much, and the statement's text stays the same for every number of rows.
 */
export const rowsAsTable = (columns: readonly string[]): string =>
  `select ${columns.map((column, at) => `value ->> ${at} as "${column}"`).join(', ')} from json_each(?)`;

/** The text to bind for {@link rowsAsTable}. */
export const rowsAsJson = <Column extends string>(
  rows: readonly Readonly<Record<Column, Value>>[],
  columns: readonly Column[],
): string => JSON.stringify(rows.map((row) => columns.map((column) => row[column])));

/** Inserts rows; a taken key fails. */
export function insertInto<Column extends string>(
  table: string,
  columns: readonly Column[],
  order: number,
): Statement<Readonly<Record<Column, Value>>, void> {
  const sql = `insert into ${table} (${columns.join(', ')}) ${rowsAsTable(columns)}`;
  return {
    name: `insert ${table}`,
    order,
    run: async (execute, rows) => {
      await execute(sql, [rowsAsJson(rows, columns)]);
      return rows.map(() => undefined);
    },
  };
}

/** Which rows an update takes, what must still hold of them, and what it sets. */
export type Update<Column extends string> = {
  readonly key: readonly Column[];
  /** Columns that must still have the value they were read with. */
  readonly guard: readonly Column[];
  readonly set: readonly Column[];
  /** Further assignments in SQL, over the table's own columns and those of `v`. */
  readonly also?: string;
  /** A further guard in SQL: rows it holds of are left alone, and fail. */
  readonly unless?: string;
};

/** Updates rows where their guards hold; answers nothing, fails where one does not hold. */
export function updateOf<Column extends string>(
  table: string,
  { key, guard, set, also, unless }: Update<Column>,
  order: number,
): Statement<Readonly<Record<Column, Value>>, void> {
  const columns = [...key, ...guard, ...set];
  const assignments = [...set.map((column) => `${column} = v.${column}`), ...(also === undefined ? [] : [also])];
  const matches = [
    ...key.map((column) => `${table}.${column} = v.${column}`),
    ...guard.map((column) => `${table}.${column} is v.${column}`),
    ...(unless === undefined ? [] : [`not (${unless})`]),
  ];
  const sql =
    `with v as (${rowsAsTable(columns)}) update ${table} set ${assignments.join(', ')} ` +
    `from v where ${matches.join(' and ')} returning ${table}.${key[0]}`;
  return {
    name: `update ${table}`,
    order,
    run: async (execute, rows) => {
      const updated = await execute(sql, [rowsAsJson(rows, columns)]);
      if (updated.length !== rows.length) throw new GuardFailed(table);
      return rows.map(() => undefined);
    },
  };
}

/** Writes nothing: holds rows to what they were read with. Before all that writes, so that it sees what they were. */
export function assertUnchangedStatement<Column extends string>(
  table: string,
  { key, guard }: Pick<Update<Column>, 'key' | 'guard'>,
): Statement<Readonly<Record<Column, Value>>, void> {
  const columns = [...key, ...guard];
  const matches = columns.map((column) => `${table}.${column} is v.${column}`);
  const sql =
    `with v as (${rowsAsTable(columns)}) select count(*) as missing from v ` +
    `where not exists (select 1 from ${table} where ${matches.join(' and ')})`;
  return {
    name: `hold ${table}`,
    order: 0,
    run: async (execute, rows) => {
      // Who sells a lot holds the same rows in every set of a group.
      const distinct = new Map(rows.map((row) => [columns.map((column) => row[column]).join('\n'), row]));
      const [row] = await execute(sql, [rowsAsJson([...distinct.values()], columns)]);
      if (row?.['missing'] !== 0) throw new GuardFailed(table);
      return rows.map(() => undefined);
    },
  };
}

/** Runs rows one after the other, for what is rare or cannot be merged. */
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
