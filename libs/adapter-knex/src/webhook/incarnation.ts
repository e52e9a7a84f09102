import { epochMilliseconds, type Instant } from '@affinity-engine/kernel';
import { integerIn, type Execute } from '../engine/sql.js';
import { openDatabase, type DatabaseSettings } from '../open-database.js';

/**
 * Says that a database was restored from a backup: sequences of the feed that were lost are given out again under the
 * next incarnation. PostgreSQL does so by itself where another server or timeline shows it.
 * @param since events made since then are of the new incarnation too: for an engine that ran before this was said
 * @returns the incarnation from now on
 */
export async function countIncarnation(settings: DatabaseSettings, since?: Instant): Promise<number> {
  const database = await openDatabase(settings);
  try {
    return await database.transaction((execute) => countIncarnationIn(execute, since));
  } finally {
    await database.close();
  }
}

/** The same within a transaction. */
export async function countIncarnationIn(execute: Execute, since?: Instant): Promise<number> {
  const [feed] = await execute('update event_feed set incarnation = incarnation + 1 returning incarnation', []);
  const incarnation = integerIn(feed, 'incarnation');
  if (since !== undefined) {
    const counted = 'update feed_event set incarnation = ? where appended_at >= ?';
    await execute(counted, [incarnation, epochMilliseconds(since)]);
    const earlier = `select min(sequence) from feed_event e where e.owner_id = i.owner_id and e.incarnation = i.incarnation`;
    const moved = `update feed_incarnation as i set first_sequence = coalesce((${earlier}), first_sequence) where incarnation = ?`;
    await execute(moved, [incarnation]);
  }
  return incarnation;
}
