import { write } from './engine/committer.js';
import type { Engine } from './engine/engine.js';
import { textIn, type Row } from './engine/sql.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';

/** A column of texts that are sealed under the engine's key. */
export type SealedColumn = { readonly table: string; readonly key: string; readonly column: string };

/** All of them. The canary is last: it says that the key before is not needed any more. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'engine_value', key: 'name', column: 'value' },
  { table: 'endpoint_configuration', key: 'id', column: 'secrets' },
  { table: 'answered_once', key: 'key', column: 'answer' },
  { table: 'affinity', key: 'id', column: 'personal_key' },
  { table: 'quotation', key: 'id', column: 'personal_key' },
  { table: 'seal_canary', key: 'id', column: 'sealed' },
];

/** How far sealing anew has come. */
export type Resealed = { readonly table: string; readonly values: number };

type Resealing = SealedColumn & { readonly row: Row; readonly sealed: string };

/** Nothing is lost where the value was changed meanwhile: then it was sealed under the current key. */
const resealValue = eachRow<Resealing, void>(
  'seal anew',
  writeOrder.sealCanary,
  async (execute, { table, key, column, row, sealed }) => {
    await execute(`update ${table} set ${column} = ? where ${key} = ? and ${column} = ?`, [
      sealed,
      row['key'] as string | number,
      textIn(row, 'sealed'),
    ]);
  },
);

const atATime = 500;

/**
 * Seals under the current key all that is sealed under another. May be interrupted, and begun again; the engine may run.
 * @param progress called after each part
 * @returns how many values of each table
 * @throws Error while the version before may read the database, which knows no names of keys
 */
export async function resealAll(
  { read, committer, seal }: Pick<Engine, 'read' | 'committer' | 'seal'>,
  progress: (done: Resealed) => void,
): Promise<readonly Resealed[]> {
  const prefix = seal.prefix();
  if (prefix === null) throw new Error('expected the version before to be gone: npm run cli -- migrate --contract');
  const done: Resealed[] = [];
  for (const sealed of sealedColumns) {
    const { table, key, column } = sealed;
    const page = `select ${key} as key, ${column} as sealed from ${table}
      where ${column} is not null and substr(${column}, 1, ${prefix.length}) <> ? and ${key} > ? order by ${key} limit ${atATime}`;
    let [values, after]: [number, string | number] = [0, table === 'seal_canary' ? 0 : ''];
    for (let rows: readonly Row[] = []; ;) {
      rows = await read(page, [prefix, after]);
      await committer.commit(
        rows.map((row) =>
          write(resealValue, { ...sealed, row, sealed: seal.closeBytes(seal.openBytes(textIn(row, 'sealed'))) }),
        ),
      );
      values += rows.length;
      if (rows.length > 0) progress({ table, values });
      if (rows.length < atATime) break;
      after = rows.at(-1)?.['key'] as string | number;
    }
    done.push({ table, values });
  }
  return done;
}
