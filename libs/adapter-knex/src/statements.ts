import { GuardFailed, type Execute, type Statement, type Value } from './committer.js';

/** SQLite takes up to 32,766 bound values in a statement. */
const maxBindings = 32_000;

/** Inserts rows; a taken key fails. */
export function insertInto<Column extends string>(
  table: string,
  columns: readonly Column[],
  order: number,
): Statement<Readonly<Record<Column, Value>>, void> {
  const head = `insert into ${table} (${columns.join(', ')}) values `;
  const sql = cachedBySize((rows) => head + tuples(rows, columns.length));
  return {
    name: `insert ${table}`,
    order,
    run: async (execute, rows) => {
      for (const chunk of chunks(rows, columns.length)) {
        await execute(sql(chunk.length), flat(chunk, columns));
      }
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
  const sql = cachedBySize(
    (rows) =>
      `with v (${columns.join(', ')}) as (values ${tuples(rows, columns.length)}) ` +
      `update ${table} set ${assignments.join(', ')} from v where ${matches.join(' and ')} ` +
      `returning ${table}.${key[0]}`,
  );
  return {
    name: `update ${table}`,
    order,
    run: async (execute, rows) => {
      for (const chunk of chunks(rows, columns.length)) {
        const updated = await execute(sql(chunk.length), flat(chunk, columns));
        if (updated.length !== chunk.length) throw new GuardFailed(table);
      }
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

/** `(?, ?), (?, ?)` for so many rows of so many columns. */
export const tuples = (rows: number, columns: number): string =>
  Array.from({ length: rows }, () => `(${Array.from({ length: columns }, () => '?').join(', ')})`).join(', ');

export function cachedBySize(make: (rows: number) => string): (rows: number) => string {
  const made = new Map<number, string>();
  return (rows) => {
    let sql = made.get(rows);
    if (sql === undefined) made.set(rows, (sql = make(rows)));
    return sql;
  };
}

const flat = <Column extends string>(rows: readonly Readonly<Record<Column, Value>>[], columns: readonly Column[]): Value[] =>
  rows.flatMap((row) => columns.map((column) => row[column]));

function* chunks<Row>(rows: readonly Row[], columns: number): Generator<readonly Row[]> {
  const size = Math.floor(maxBindings / columns);
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
