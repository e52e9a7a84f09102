import type { FeedEvent } from '@affinity-engine/webhook';
import { instant, integer, text } from '../engine/columns.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute } from '../engine/sql.js';
import { recordsAsTable } from '../engine/statements.js';
import { table } from '../engine/table.js';
import type { OutboxEvent } from './outbox-event.js';

export const feedEventTable = table<FeedEvent>('feed_event', {
  ownerId: text(),
  incarnation: integer(),
  sequence: integer(),
  type: text(),
  subject: text(),
  occurredAt: instant(),
});

const counted = [
  { name: 'owner_id', type: 'text' },
  { name: 'n', type: 'integer' },
] as const;

/** In the order of owners: two transactions wait in one order. */
const numberSql = composed(
  ({ rowsAsTable }) => `insert into feed_owner (owner_id, last_sequence)
     select owner_id, n from (${rowsAsTable(counted)}) as v where true order by owner_id
     on conflict (owner_id) do update set last_sequence = feed_owner.last_sequence + excluded.last_sequence
     returning owner_id, last_sequence`,
);

const numbered = recordsAsTable(feedEventTable.columns.filter(({ name }) => name !== 'incarnation'));
const names = numbered.columns.map(({ name }) => name);

const insertSql = composed(
  (words) => `insert into feed_event (${names.join(', ')}, incarnation)
     select ${names.map((name) => `v.${name}`).join(', ')}, f.incarnation
     from (${numbered.sql(words)}) as v, event_feed f`,
);

/** Appends events to the feed. As with endpoints, the update of the owner's row gives sequences without gaps. */
export async function appendToFeed(execute: Execute, events: readonly OutboxEvent[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { ownerId } of events) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  const rows = await execute(numberSql(execute.words), [rowsAsText([...counts])]);
  const next = new Map(
    rows.map((row) => {
      const owner = textIn(row, 'owner_id');
      return [owner, integerIn(row, 'last_sequence') - (counts.get(owner) ?? 0) + 1];
    }),
  );
  const inFeed = events.map(({ ownerId, type, subject, occurredAt }): FeedEvent => {
    const sequence = next.get(ownerId) ?? 0;
    next.set(ownerId, sequence + 1);
    return { ownerId, incarnation: 0, sequence, type, subject, occurredAt };
  });
  await execute(insertSql(execute.words), [numbered.bind(inFeed)]);
}
