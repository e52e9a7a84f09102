import { write, type Statement } from './engine/committer.js';
import { epochMilliseconds, type Instant } from '@affinity-engine/kernel';
import { foreverMs } from './engine/answers.js';
import type { Engine } from './engine/engine.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';
import { forgetRefusals } from './refusal/forget-refusals.js';
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
         (select key from answered_once where kept_until < ${now} limit ${atATime} ${lockFreeRows}) returning 1 as deleted`,
    [],
  );
  const windows = await execute(
    `delete from counted_window where key in
         (select key from counted_window where ends_at < ${now} limit ${atATime} ${lockFreeRows}) returning 1 as deleted`,
    [],
  );
  const over = [];
  for (const table of ['user_session', 'portal_link']) {
    over.push(
      ...(await execute(
        `delete from ${table} where id in
         (select id from ${table} where ends_at < ${now} limit ${atATime} ${lockFreeRows}) returning 1 as deleted`,
        [],
      )),
    );
  }
  for (const deletion of execute.words.housekeeping) await execute(deletion, []);
  return answers.length + windows.length + over.length;
});

/** What callers make without bound, and nobody needs after a while. */
const deleteOldRows = eachRow<OldRows, number>('delete old', writeOrder.deletion, async (execute, old) => {
  const { now, lockFreeRows } = execute.words;
  const requests = await execute(
    `delete from affinity_request where id in
         (select id from affinity_request where used_by is null and expires_at < ? limit ${atATime} ${lockFreeRows})
       returning 1 as deleted`,
    [epochMilliseconds(old.requestsExpiredBefore)],
  );
  // Those that are kept for ever say so by a moment far ahead: that of their writing is as far before it.
  const repeats = await execute(
    `delete from answered_once where key in
         (select key from answered_once where kept_until > ${now} + ? and kept_until < ${now} + ? limit ${atATime} ${lockFreeRows})
       returning 1 as deleted`,
    [foreverMs / 2, foreverMs - old.transactionsKeptMs],
  );
  // The oldest come first: their numbers rise with time.
  const entries = await execute(
    `delete from audit_entry where id in
         (select id from (select id, at from audit_entry order by id limit ${atATime}) as oldest where at < ?)
       returning 1 as deleted`,
    [epochMilliseconds(old.auditBefore)],
  );
  return requests.length + repeats.length + entries.length;
});

type OldRows = {
  /** Requests that were never contracted and expired before, by business time. */
  readonly requestsExpiredBefore: Instant;
  /** Identifiers of transactions: a repeat of an older one is no longer recognised. */
  readonly transactionsKeptMs: number;
  /** Entries of the audit trail made before, by business time. */
  readonly auditBefore: Instant;
};

/** How long what has had its time is kept. */
export type Retention = OldRows & {
  readonly attemptsKeptMs: number;
  /** Events of webhooks and of the feed. What is not delivered yet, or not yet published, is kept longer. */
  readonly eventsKeptMs: number;
  readonly refusalsKeptMs: number;
};

/**
 * Deletes expired first answers (24 hours for most), ended counts, requests that were never contracted, and old attempts,
 * delivered events, refusals, identifiers of transactions and entries of the trail, a limited number at a time.
 * @returns how many rows were deleted: while it is not 0, there may be more
 */
export async function deleteExpired(engine: Pick<Engine, 'read' | 'committer'>, retention: Retention): Promise<number> {
  const { committer } = engine;
  const [rows] = (await committer.commit([write(deleteExpiredRows, null)])) as [number];
  const [old] = (await committer.commit([write(deleteOldRows, retention)])) as [number];
  const [refusals] = (await committer.commit([write(forgetRefusals, retention.refusalsKeptMs)])) as [number];
  const ofEndpoints = await forgetEvents(engine, endpointEvents, retention.eventsKeptMs);
  const ofFeed = await forgetEvents(engine, feedEvents, retention.eventsKeptMs);
  // Last: dropping a table gives up where another program reads it for long.
  const forgetting = write(forgetAttempts, { keptMs: retention.attemptsKeptMs });
  const [attempts] = (await committer.commit([forgetting])) as [number];
  return rows + old + refusals + attempts + ofEndpoints + ofFeed;
}
