import { integerIn, type Execute } from './engine/sql.js';

/** Age of the oldest open transaction of anyone on the database; null where the database does not say. */
export async function oldestTransactionSeconds(read: Execute): Promise<number | null> {
  const { oldestTransaction } = read.words;
  if (oldestTransaction === null) return null;
  const [row] = await read(oldestTransaction, []);
  return integerIn(row, 'seconds');
}

/** Whether the database answers. */
export const isAnswering = (read: Execute): Promise<boolean> =>
  read('select 1', []).then(
    () => true,
    () => false,
  );
