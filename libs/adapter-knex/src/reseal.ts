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
 * Seals under the current key all that is sealed under another. May be interrupted, and begun again; the engine may run: what
 * a process with another key adds meanwhile is looked for until a whole pass finds nothing.
 * @param progress called after each part
 * @returns how many values of each table
 * @throws Error while the version before may read the database, which knows no names of keys
 */
export async function resealAll(
  engine: Pick<Engine, 'read' | 'committer' | 'seal'>,
  progress: (done: Resealed) => void,
): Promise<readonly Resealed[]> {
  const prefix = engine.seal.prefix();
  if (prefix === null) throw new Error('expected the version before to be gone: npm run cli -- migrate --contract');
  const done = new Map(sealedColumns.map((each) => [each, 0]));
  const [canary] = sealedColumns.slice(-1);
  for (let found = -1; found !== 0;) {
    found = 0;
    for (const each of sealedColumns.slice(0, -1)) {
      const before = done.get(each) ?? 0;
      const values = await resealColumn(engine, each, prefix, (more) => {
        progress({ table: each.table, values: before + more });
      });
      done.set(each, before + values);
      found += values;
    }
  }
  if (canary !== undefined) done.set(canary, await resealColumn(engine, canary, prefix, () => undefined));
  return [...done].map(([{ table }, values]) => ({ table, values }));
}

/** One pass over a column. @returns how many values were sealed anew */
async function resealColumn(
  { read, committer, seal }: Pick<Engine, 'read' | 'committer' | 'seal'>,
  sealed: SealedColumn,
  prefix: string,
  progress: (values: number) => void,
): Promise<number> {
  const { table, key, column } = sealed;
  const page = `select ${key} as key, ${column} as sealed from ${table}
    where ${column} is not null and substr(${column}, 1, ${prefix.length}) <> ? and ${key} > ? order by ${key} limit ${atATime}`;
  let [values, after]: [number, string | number] = [0, table === 'seal_canary' ? 0 : ''];
  for (;;) {
    const rows = await read(page, [prefix, after]);
    await committer.commit(
      rows.map((row) =>
        write(resealValue, { ...sealed, row, sealed: seal.closeBytes(seal.openBytes(textIn(row, 'sealed'))) }),
      ),
    );
    values += rows.length;
    if (rows.length > 0) progress(values);
    if (rows.length < atATime) return values;
    after = rows.at(-1)?.['key'] as string | number;
  }
}
