import type { ListById } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { batched } from './batched.js';
import type { Row } from './sql.js';
import { columnsFor, type Table } from './table.js';

/** Finds records by a field. Concurrent reads of one kind become one query. */
export function findBy<Of>(
  reader: Knex,
  table: Table<Of>,
  field: keyof Of & string,
): (value: string) => Promise<Of | null> {
  const [{ name } = { name: field }] = columnsFor(table, [field]);
  return batched<string, Of>(async (values) => {
    const rows = (await reader(table.name).whereIn(name, values as string[])) as Row[];
    return new Map(rows.map((row) => [row[name] as string, table.read(row)]));
  });
}

/** Lists the records of a table, or those with these column values. */
export const listById =
  <Of>(
    reader: Knex,
    table: Pick<Table<Of>, 'name' | 'read'>,
    where: Readonly<Record<string, string | number>> = {},
  ): ListById<Of> =>
  async (after, limit) => {
    const found = reader(table.name).where(where).orderBy('id').limit(limit);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(table.read);
  };
