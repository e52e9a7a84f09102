import { expect, it } from '@jest/globals';
import { readFeed } from '@affinity-engine/webhook';
import { emptyDatabase } from '../testing/empty-database.js';
import { knexFeedLists } from '../webhook/event-feed.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';

const before = migrations.slice(
  0,
  migrations.findIndex(({ name }) => name === '2026-11-29-feed-incarnations'),
);

it.each(['SQLite', 'PostgreSQL'] as const)(
  'on %s, readers go on after a restore that an earlier version counted, also of owners without later events',
  async (kind) => {
    const { database, remove } = await emptyDatabase(kind);
    try {
      await migrate(database, { migrations: before, contract: true });
      await database.write('update event_feed set incarnation = 3', []);
      await database.write(`insert into feed_owner (owner_id, last_sequence) values ('quiet', 4), ('busy', 4)`, []);
      const event = (owner: string, sequence: number, incarnation: number) =>
        database.write(
          `insert into feed_event (owner_id, sequence, incarnation, type, subject, occurred_at) values (?, ?, ?, 't', 's', 1)`,
          [owner, sequence, incarnation],
        );
      for (const sequence of [1, 2, 3, 4]) {
        await event('quiet', sequence, 1);
        await event('busy', sequence, sequence < 3 ? 1 : 3);
      }
      await migrate(database);
      const after = async (owner: string, id: string) =>
        (await readFeed(knexFeedLists(database))(owner, id, 2)).events.map(({ sequence }) => sequence);
      expect(await after('quiet', 'quiet-1-2')).toEqual([3, 4]);
      expect(await after('quiet', 'quiet-1-4')).toEqual([]);
      expect(await after('busy', 'busy-1-4')).toEqual([3, 4]);
    } finally {
      await remove();
    }
  },
);
