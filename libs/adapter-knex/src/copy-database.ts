import { copying } from './engine/postgres-sql.js';
import { rowsAsText } from './engine/sql-words.js';
import { textIn, type Execute, type Row } from './engine/sql.js';
import { openDatabase, type DatabaseSettings } from './open-database.js';
import { migrate } from './schema/migrate.js';

/** Nothing was copied; the message is one line. */
export class CopyFailed extends Error {
  override readonly name = 'CopyFailed';
}

/** How many rows of a table were copied and compared. */
export type CopiedTable = { readonly table: string; readonly rows: number };

type Column = { readonly name: string; readonly type: string };
type Table = { readonly name: string; readonly columns: readonly Column[]; readonly key: readonly string[] };

/** Rows that are read, written and compared at a time. */
const atATime = 1_000;

/** What is of one server or of running processes only. */
const left = new Set(['schema_migration', 'transaction_mark', 'lease']);

/**
 * Copies a SQLite file into an empty PostgreSQL database, all or nothing, and reads it back: each row of each table must
 * be equal. Nobody writes to the file meanwhile.
 * @param report called for each table when it is done
 * @throws CopyFailed if the target cannot be opened or is not empty, or a row cannot be kept there or differs
 */
export async function copyDatabase(
  from: DatabaseSettings,
  to: DatabaseSettings,
  report: (copied: CopiedTable) => void = () => undefined,
): Promise<readonly CopiedTable[]> {
  const source = await openDatabase(from);
  try {
    const target = await openDatabase(to).catch((failure: Error) => {
      throw new CopyFailed(failure.message.replace(/^DATABASE_URL/, '--to'), { cause: failure });
    });
    try {
      await migrate(source);
      await migrate(target);
      return await source.exclusive((read) => target.exclusive((write) => copyAll(read, write, report)));
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyAll(
  read: Execute,
  write: Execute,
  report: (copied: CopiedTable) => void,
): Promise<readonly CopiedTable[]> {
  const tables = await tablesIn(write);
  for (const { name } of tables) {
    // These rows come with the migrations.
    if (['event_feed', 'number_range'].includes(name)) await write(`delete from ${name}`, []);
    const [row] = await write(`select 1 from ${name} limit 1`, []);
    if (row !== undefined) throw new CopyFailed(`--to: expected an empty database; table ${name} has rows`);
  }
  await write(copying.earlierAttempts, []);
  const copied: CopiedTable[] = [];
  for (const table of tables) {
    for await (const rows of pagesOf(read, table)) await insert(write, table, rows);
    const one = { table: table.name, rows: await compared(read, write, table) };
    copied.push(one);
    report(one);
  }
  // The server is another one without a restore: the first connection notes it.
  await write('update event_feed set identity = null', []);
  for (const sequence of copying.sequences) await write(sequence, []);
  return copied;
}

/** The tables of the target, each after those it refers to. */
async function tablesIn(execute: Execute): Promise<readonly Table[]> {
  const columns = await execute(copying.columns, []);
  const keys = await execute(copying.keys, []);
  const references = await execute(copying.references, []);
  const of = (rows: readonly Row[], table: string) => rows.filter((row) => row['table_name'] === table);
  const names = [...new Set(columns.map((row) => textIn(row, 'table_name')))].filter((name) => !left.has(name));
  const tables = names.map((name): Table => {
    const key = of(keys, name).map((row) => textIn(row, 'column_name'));
    return {
      name,
      columns: of(columns, name).map((row) => ({ name: textIn(row, 'column_name'), type: textIn(row, 'data_type') })),
      // Attempts have no key there: they are read along their index.
      key: key.length === 0 ? ['endpoint_id', 'sequence', 'id'] : key,
    };
  });
  return afterParents(
    tables,
    references.map((row) => [textIn(row, 'child'), textIn(row, 'parent')]),
  );
}

function afterParents(tables: readonly Table[], references: readonly (readonly string[])[]): readonly Table[] {
  const ordered: Table[] = [];
  const done = new Set<string>();
  while (ordered.length < tables.length) {
    const waits = (name: string) =>
      references.some(([child, parent]) => child === name && parent !== name && !done.has(parent ?? ''));
    const next = tables.filter(({ name }) => !done.has(name) && !waits(name));
    if (next.length === 0) throw new CopyFailed('tables refer to each other in a circle');
    for (const table of next) done.add(table.name);
    ordered.push(...next);
  }
  return ordered;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** The rows of a table in the order of its key, a page at a time. */
async function* pagesOf(execute: Execute, { name, columns, key }: Table): AsyncGenerator<readonly Row[]> {
  const names = quoted(columns.map((column) => column.name));
  let last: Row | undefined;
  for (;;) {
    const after = last === undefined ? '' : `where (${quoted(key)}) > (${key.map(() => '?').join(', ')})`;
    const bound = last === undefined ? [] : key.map((column) => last?.[column] as string | number);
    const rows = await execute(`select ${names} from ${name} ${after} order by ${quoted(key)} limit ${atATime}`, bound);
    if (rows.length > 0) yield rows;
    if (rows.length < atATime) return;
    last = rows.at(-1);
  }
}

/** A value as it is bound and compared: bytes as base64. */
const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
const valuesOf = (row: Row, { columns }: Table): readonly unknown[] => columns.map(({ name }) => plain(row[name]));

async function insert(execute: Execute, table: Table, rows: readonly Row[]): Promise<void> {
  const { name, columns } = table;
  const sql = copying.insertInto(name, columns);
  try {
    await execute(sql, [rowsAsText(rows.map((row) => valuesOf(row, table)))]);
  } catch (failure) {
    const keys = [rows[0], rows.at(-1)].map((row) => table.key.map((column) => String(row?.[column])).join(' '));
    const { message } = failure as Error;
    throw new CopyFailed(`table ${name}, rows from ${keys[0]} to ${keys[1]}: ${message.split(' - ').at(-1) ?? ''}`, {
      cause: failure,
    });
  }
}

/** Reads both and compares row by row. @returns how many rows */
async function compared(one: Execute, other: Execute, table: Table): Promise<number> {
  const theirs = pagesOf(other, table);
  let count = 0;
  for await (const rows of pagesOf(one, table)) {
    const { value: copied = [] } = (await theirs.next()) as { readonly value?: readonly Row[] };
    const differing = rows.find(
      (row, at) => JSON.stringify(valuesOf(row, table)) !== JSON.stringify(valuesOf(copied[at] ?? {}, table)),
    );
    if (differing !== undefined) {
      throw new CopyFailed(
        `table ${table.name}: row ${table.key.map((column) => String(differing[column])).join(' ')} differs`,
      );
    }
    count += rows.length;
  }
  const [{ n } = { n: -1 }] = (await other(`select count(*) as n from ${table.name}`, [])) as readonly { n: number }[];
  if (n !== count) throw new CopyFailed(`table ${table.name}: ${count} rows were copied, and there are ${n}`);
  return count;
}
