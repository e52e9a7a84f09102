import { write, type Committer } from './engine/committer.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';

/** Rows deleted at a time, so that other writes need not wait long. */
const atATime = 5_000;

type Expired = { readonly attemptsKeptMs: number };

const deleteExpiredRows = eachRow<Expired, number>(
  'delete expired',
  writeOrder.deletion,
  async (execute, { attemptsKeptMs }) => {
    const { now, lockFreeRows } = execute.words;
    const answers = await execute(
      `delete from answered_once where key in
         (select key from answered_once where kept_until < ${now} limit ${atATime}) returning 1 as deleted`,
      [],
    );
    const attempts = await execute(
      `delete from webhook_attempt where id in
         (select id from webhook_attempt where at < ${now} - ? limit ${atATime}) returning 1 as deleted`,
      [attemptsKeptMs],
    );
    const windows = await execute(
      `delete from counted_window where key in
         (select key from counted_window where ends_at < ${now} limit ${atATime} ${lockFreeRows}) returning 1 as deleted`,
      [],
    );
    for (const deletion of execute.words.housekeeping) await execute(deletion, []);
    return answers.length + attempts.length + windows.length;
  },
);

/**
 * Deletes expired first answers (24 hours for most), ended counts, and attempts older than `attemptsKeptMs`, a limited
 * number at a time.
 * @returns how many rows were deleted: while it is not 0, there may be more
 */
export async function deleteExpired(committer: Committer, attemptsKeptMs: number): Promise<number> {
  const [deleted] = (await committer.commit([write(deleteExpiredRows, { attemptsKeptMs })])) as [number];
  return deleted;
}
