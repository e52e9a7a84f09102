import type { FeedLists, FeedQueue, FeedPosition } from '@affinity-engine/webhook';
import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { integerIn, integerOrNullIn, textIn, type Execute } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';
import { feedEventTable } from './feed-events.js';

/** How many events of one owner are relayed at a time: others take their turn. */
const mostOfOwner = 200;

/** What was deleted while the feed was switched off is passed over. */
const pendingSql = composed(({ greatest }) => {
  const done = greatest('o.relayed', 'o.first_kept_sequence - 1');
  return `select e.* from feed_owner o join feed_event e on e.owner_id = o.owner_id
     and e.sequence > ${done} and e.sequence <= ${done} + ${mostOfOwner}
   where o.last_sequence > o.relayed and o.owner_id > ? order by e.owner_id, e.sequence limit ?`;
});

const lastRelayedSql = `select e.* from feed_owner o join feed_event e on e.owner_id = o.owner_id and e.sequence = o.relayed
  where o.owner_id > ? order by o.owner_id limit ?`;

/** Locks the row of the stream: it is not changed while something goes by it. */
async function streamOf(execute: Execute, mode: 'change' | 'check'): Promise<string | null> {
  const [row] = await execute(`select stream from event_feed ${execute.words.lockRows(mode, 'event_feed')}`, []);
  return (row?.['stream'] ?? null) as string | null;
}

const ownerIds = [{ name: 'owner_id', type: 'text' }] as const;

const relayedSql = composed(
  ({ rowsAsTable, greatest }) => `with v as (${rowsAsTable([
    { name: 'owner_id', type: 'text' },
    { name: 'sequence', type: 'integer' },
  ])}) update feed_owner set relayed = ${greatest('relayed', 'v.sequence')}
     from v where feed_owner.owner_id = v.owner_id`,
);

const lockOwnersSql = composed(
  ({ isAmong, rowsAsTable, lockRows }) =>
    `select owner_id from feed_owner where ${isAmong('owner_id', rowsAsTable(ownerIds))}
     order by owner_id ${lockRows('change', 'feed_owner')}`,
);

type Relayed = { readonly stream: string; readonly last: readonly FeedPosition[] };

/** In the order of their identifiers, as transactions that append to the feed do. */
async function lockOwners(execute: Execute, ids: string): Promise<void> {
  if (execute.words.lockRows('change', 'feed_owner') !== '') await execute(lockOwnersSql(execute.words), [ids]);
}

/** Moves owners on, unless the stream was made anew meanwhile. */
const keepRelayed = {
  ...eachRow<Relayed, boolean>('keep relayed', writeOrder.progress, async (execute, { stream, last }) => {
    if ((await streamOf(execute, 'check')) !== stream) return false;
    await lockOwners(execute, rowsAsText(last.map(({ ownerId }) => [ownerId])));
    const rows = rowsAsText(last.map(({ ownerId, sequence }) => [ownerId, sequence]));
    await execute(relayedSql(execute.words), [rows]);
    return true;
  }),
  alone: true,
} as const;

/** A stream that is not the one of before gets the feed from its oldest event on. */
const beginStream = {
  ...eachRow<string, boolean>('begin stream', writeOrder.progress, async (execute, stream) => {
    if ((await streamOf(execute, 'change')) === stream) return false;
    await execute('update event_feed set stream = ?', [stream]);
    const all = await execute('select owner_id from feed_owner', []);
    await lockOwners(execute, rowsAsText(all.map((row) => [row['owner_id']])));
    await execute('update feed_owner set relayed = first_kept_sequence - 1', []);
    return true;
  }),
  alone: true,
} as const;

const endStream = {
  ...eachRow<null, void>('end stream', writeOrder.progress, async (execute) => {
    await execute('update event_feed set stream = null where stream is not null', []);
  }),
  alone: true,
} as const;

const refillSql = composed(
  ({ isAmong, rowsAsTable }) =>
    `update feed_owner set relayed = first_kept_sequence - 1 where ${isAmong('owner_id', rowsAsTable(ownerIds))}`,
);

/** Owners whose last events the stream lost get them again. */
const refill = {
  ...eachRow<{ readonly stream: string; readonly owners: readonly string[] }, void>(
    'refill stream',
    writeOrder.progress,
    async (execute, { stream, owners }) => {
      if ((await streamOf(execute, 'check')) !== stream) return;
      const ids = rowsAsText(owners.map((id) => [id]));
      await lockOwners(execute, ids);
      await execute(refillSql(execute.words), [ids]);
    },
  ),
  alone: true,
} as const;

/** What the relay of the feed works on. */
export const knexFeedQueue = ({ read, committer }: Engine): FeedQueue => ({
  async pending(limit, after = '') {
    const behind = await read(pendingSql(read.words), [after, limit]);
    const rest = after === '' ? [] : await read(pendingSql(read.words), ['', limit]);
    const others = rest.filter((row) => textIn(row, 'owner_id') <= after);
    return [...behind, ...others].slice(0, limit).map(feedEventTable.read);
  },
  async relayed(stream, last) {
    if (last.length === 0) return true;
    const [isKept] = await committer.commit([write(keepRelayed, { stream, last })]);
    return isKept as boolean;
  },
  async beginStream(stream) {
    const [isNew] = await committer.commit([write(beginStream, stream)]);
    return isNew as boolean;
  },
  endStream: async () => void (await committer.commit([write(endStream, null)])),
  lastRelayed: async (after, limit) => (await read(lastRelayedSql, [after, limit])).map(feedEventTable.read),
  refill: async (stream, owners) => void (await committer.commit([write(refill, { stream, owners })])),
});

/** Reads of the feed. */
export const knexFeedLists = ({ read }: Pick<Engine, 'read'>): FeedLists => ({
  async state(ownerId) {
    const [feed] = await read('select incarnation from event_feed', []);
    const [row] = await read('select first_kept_sequence, last_sequence from feed_owner where owner_id = ?', [ownerId]);
    return {
      incarnation: integerIn(feed ?? { incarnation: 1 }, 'incarnation'),
      firstKeptSequence: integerIn(row ?? { first_kept_sequence: 1 }, 'first_kept_sequence'),
      lastSequence: integerIn(row ?? { last_sequence: 0 }, 'last_sequence'),
    };
  },
  async firstOfLater(ownerId, incarnation) {
    const sql = 'select min(first_sequence) as first from feed_incarnation where owner_id = ? and incarnation > ?';
    const [row] = await read(sql, [ownerId, incarnation]);
    // An owner without it came after the restore.
    return integerOrNullIn(row, 'first') ?? 1;
  },
  events: async (ownerId, { after, limit }) =>
    (
      await read('select * from feed_event where owner_id = ? and sequence > ? order by sequence limit ?', [
        ownerId,
        after,
        limit,
      ])
    ).map(feedEventTable.read),
});
