import { write, type Statement } from './engine/committer.js';
import type { Engine } from './engine/engine.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';
import { endpointEvents, feedEvents, forgetEvents } from './webhook/forget-events.js';

/** Rows deleted at a time, so that other writes need not wait long. */
const atATime = 5_000;

/** A transaction of its own: on PostgreSQL it drops tables. */
const forgetAttempts: Statement<{ readonly keptMs: number }, number> = {
  ...eachRow<{ readonly keptMs: number }, number>(
    'forget attempts',
    writeOrder.deletion,
    async (execute, { keptMs }) => {
      return (await execute(execute.words.forgetAttempts, [keptMs])).length;
    },
  ),
  alone: true,
};

const deleteExpiredRows = eachRow<null, number>('delete expired', writeOrder.deletion, async (execute) => {
  const { now, lockFreeRows } = execute.words;
  const answers = await execute(
    `delete from answered_once where key in
         (select key from answered_once where kept_until < ${now} limit ${atATime}) returning 1 as deleted`,
    [],
  );
  const windows = await execute(
    `delete from counted_window where key in
         (select key from counted_window where ends_at < ${now} limit ${atATime} ${lockFreeRows}) returning 1 as deleted`,
    [],
  );
  for (const deletion of execute.words.housekeeping) await execute(deletion, []);
  return answers.length + windows.length;
});

/** How long what has had its time is kept. */
export type Retention = {
  readonly attemptsKeptMs: number;
  /** Events of webhooks and of the feed. What is not delivered yet, or not yet published, is kept longer. */
  readonly eventsKeptMs: number;
};

/**
 * Deletes expired first answers (24 hours for most), ended counts, and old attempts and delivered events, a limited
 * number at a time.
 * @returns how many rows were deleted: while it is not 0, there may be more
 */
export async function deleteExpired(engine: Pick<Engine, 'read' | 'committer'>, retention: Retention): Promise<number> {
  const { committer } = engine;
  const [rows] = (await committer.commit([write(deleteExpiredRows, null)])) as [number];
  const ofEndpoints = await forgetEvents(engine, endpointEvents, retention.eventsKeptMs);
  const ofFeed = await forgetEvents(engine, feedEvents, retention.eventsKeptMs);
  // Last: dropping a table gives up where another program reads it for long.
  const forgetting = write(forgetAttempts, { keptMs: retention.attemptsKeptMs });
  const [attempts] = (await committer.commit([forgetting])) as [number];
  return rows + attempts + ofEndpoints + ofFeed;
}
