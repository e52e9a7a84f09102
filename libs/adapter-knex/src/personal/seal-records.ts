import { GuardFailed, write, type Committer, type Statement } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import type { Row } from '../engine/sql.js';

/** Records of one kind that an earlier version kept in the clear. */
export type ToSeal<Record> = {
  readonly table: 'affinity' | 'quotation';
  /** The row as it is stored sealed. */
  readonly sealed: (row: Row) => Record;
  /** Guarded by the version: what changed meanwhile was sealed with the change. */
  readonly update: Statement<Record, void>;
};

/** How many records are sealed in one go. */
const atATime = 200;

/** Must match the WHERE of the indexes affinity_to_seal and quotation_to_seal. */
export const toSeal = 'personal_key is null and erased_at is null';

/**
 * Seals records that an earlier version kept in the clear, a limited number at a time, and empties what was clear.
 * @returns how many: while it is not 0, there may be more
 */
export async function sealRecords<Record>(
  { reader, committer, people }: Pick<Engine, 'reader' | 'committer' | 'people'>,
  { table, sealed, update }: ToSeal<Record>,
): Promise<number> {
  if (!people.isSealing()) return 0;
  const rows = (await reader(table).whereRaw(toSeal).limit(atATime)) as Row[];
  await Promise.all(rows.map((row) => keep(committer, update, sealed(row))));
  return rows.length;
}

async function keep<Record>(committer: Committer, update: Statement<Record, void>, record: Record): Promise<void> {
  try {
    await committer.commit([write(update, record)]);
  } catch (failure) {
    if (!(failure instanceof GuardFailed)) throw failure;
  }
}
