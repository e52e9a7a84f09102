import { expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { aHappening } from '@affinity-engine/webhook/testing';
import { readFeed } from '@affinity-engine/webhook';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { write } from '../engine/committer.js';
import { temporaryPostgresStore, temporaryStore } from '../testing/temporary-store.js';
import { countIncarnationIn } from './incarnation.js';
import { knexFeedLists } from './event-feed.js';
import { outboxStatement } from './outbox.js';

it.each([
  ['SQLite', temporaryStore],
  ['PostgreSQL', temporaryPostgresStore],
])(
  'on %s, a restore that is said late counts from its moment on, also behind events no longer kept',
  async (_, open) => {
    const store = await open();
    try {
      const outbox = outboxStatement({ notify: () => undefined });
      const happen = async (ownerId: string, appendedAt: string) => {
        const event = { ...aHappening({ ownerId }), body: '{}' };
        await store.committer.commit([write(outbox, event)]);
        const newest = 'sequence = (select last_sequence from feed_owner where owner_id = feed_event.owner_id)';
        const at = Date.parse(appendedAt);
        await store.execute(`update feed_event set appended_at = ? where owner_id = ? and ${newest}`, at, ownerId);
      };
      for (const time of ['08:00', '09:00', '11:00', '12:00']) await happen('p', `2026-11-29T${time}:00Z`);
      await happen('q', '2026-11-29T08:00:00Z');
      await store.database.transaction((execute) => countIncarnationIn(execute, instant('2026-11-29T10:00:00Z')));

      const lists = knexFeedLists(store.engine);
      const feed = readFeed(lists);
      const { incarnation: now } = await lists.state('p');
      const after = async (id: string, owner = 'p') =>
        (await feed(owner, id, 9)).events.map(({ incarnation, sequence }) => `${incarnation - now}-${sequence}`);
      expect(await after(`p-${now - 1}-9`)).toEqual(['0-3', '0-4']);
      expect(await after(`q-${now - 1}-9`, 'q')).toEqual([]);

      await store.execute(`delete from feed_event where owner_id = 'p' and sequence <= 3`);
      await store.execute(`update feed_owner set first_kept_sequence = 4 where owner_id = 'p'`);
      expect(await refusalOf(after(`p-${now - 1}-9`))).toBe('EVENTS-NOT-KEPT');
      expect(await after(`p-${now}-3`)).toEqual(['0-4']);
    } finally {
      await store.close();
    }
  },
);
