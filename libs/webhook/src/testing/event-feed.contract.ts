import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import { feedEventId, readFeed, type FeedEvent, type FeedLists } from '../feed.js';
import type { FeedQueue } from '../feed-relay.js';
import { aHappening } from './data-fixtures.js';
import type { Happening } from './memory-store.js';

/** What the contract looks at of an adapter: one store, empty when it is opened. */
export type EventFeedContractFixtures = {
  readonly lists: FeedLists;
  readonly queue: FeedQueue;
  /** Appends what happened in one commit. */
  append(...happenings: readonly Happening[]): Promise<void>;
  pass(ms: number): Promise<void>;
  /** Deletes events that are older, and, where the feed is published, were relayed. */
  forget(keptMs: number): Promise<void>;
  /** Says that the store was restored from a backup. */
  countIncarnation(): Promise<void>;
  close(): Promise<void>;
};

const day = 86_400_000;

/** What every store must do with the event feed. */
export function eventFeedContract(name: string, open: () => Promise<EventFeedContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the event feed, ${name}`, () => {
    let store: EventFeedContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const happen = (ownerId: string, ...subjects: readonly string[]) =>
      store.append(...subjects.map((subject) => aHappening({ ownerId, subject })));
    const named = ({ ownerId, incarnation, sequence, subject }: FeedEvent) =>
      `${ownerId} ${incarnation}-${sequence} ${subject}`;
    const read = async (after: string | null, limit = 9, ownerId = 'p') =>
      (await readFeed(store.lists)(ownerId, after, limit)).events.map(named);
    const pending = async (limit = 99) => (await store.queue.pending(limit)).map(named);
    const last = (ownerId: string, sequence: number) => ({ ownerId, incarnation: 1, sequence });

    it('has every event of an owner once, in sequence, with and without endpoints', async () => {
      await store.append(
        aHappening({ ownerId: 'p', type: 'affinity.issued', subject: 'a' }),
        aHappening({ ownerId: 'q', subject: 'b' }),
        aHappening({ ownerId: 'p', type: 'affinity.canceled', subject: 'a' }),
      );
      await happen('p', 'c');
      expect(await readFeed(store.lists)('p', null, 9)).toEqual({
        incarnation: 1,
        firstKeptSequence: 1,
        lastSequence: 3,
        events: [
          { type: 'affinity.issued', subject: 'a' },
          { type: 'affinity.canceled', subject: 'a' },
          { type: 'affinity.issued', subject: 'c' },
        ].map((event, at) => ({
          ...event,
          ownerId: 'p',
          incarnation: 1,
          sequence: at + 1,
          occurredAt: aHappening().occurredAt,
        })),
      });
      expect(await read(null, 9, 'q')).toEqual(['q 1-1 b']);
      expect(await read(null, 9, 'nobody')).toEqual([]);
    });

    it('is read from any event on, a part at a time', async () => {
      await happen('p', 'a', 'b', 'c');
      expect(await read(null, 2)).toEqual(['p 1-1 a', 'p 1-2 b']);
      expect(await read('p-1-2', 2)).toEqual(['p 1-3 c']);
      expect(await read('p-1-3', 2)).toEqual([]);
    });

    it.each(['p', 'p-1', 'p-0-1', 'p-1-0', 'p-1-x', 'q-1-1', 'p-2-1', 'p-1-4'])(
      'is not read from %s on, which is no event of it',
      async (after) => {
        await happen('p', 'a', 'b', 'c');
        expect(await refusalOf(read(after))).toBe('FEED-POSITION-INVALID');
      },
    );

    it('says where events are no longer kept', async () => {
      await happen('p', 'a', 'b');
      await store.pass(2 * day);
      await happen('p', 'c');
      await store.forget(day);
      expect(await read(null)).toEqual(['p 1-3 c']);
      expect(await read('p-1-2')).toEqual(['p 1-3 c']);
      expect(await refusalOf(read('p-1-1'))).toBe('EVENTS-NOT-KEPT');
      await happen('p', 'd');
      expect(await read('p-1-3')).toEqual(['p 1-4 d']);
      expect(await store.lists.state('p')).toEqual({ incarnation: 1, firstKeptSequence: 3, lastSequence: 4 });
    });

    it('where it is published, keeps what was not relayed yet', async () => {
      await store.queue.beginStream('one');
      await happen('p', 'a', 'b', 'c');
      await store.queue.relayed('one', [last('p', 1)]);
      await store.pass(2 * day);
      await store.forget(day);
      expect(await read(null)).toEqual(['p 1-2 b', 'p 1-3 c']);
      expect(await pending()).toEqual(['p 1-2 b', 'p 1-3 c']);
      await store.queue.endStream();
      await store.forget(day);
      expect(await read(null)).toEqual([]);
    });

    it('gives out what was not relayed, in sequence for each owner, so many at a time', async () => {
      await store.queue.beginStream('one');
      await happen('p', 'a', 'b');
      await happen('q', 'c');
      expect((await pending()).sort()).toEqual(['p 1-1 a', 'p 1-2 b', 'q 1-1 c']);
      expect(await pending(1)).toHaveLength(1);
      await store.queue.relayed('one', [last('p', 1), last('q', 1)]);
      expect(await pending()).toEqual(['p 1-2 b']);
      await store.queue.relayed('one', [last('p', 2)]);
      await store.queue.relayed('one', [last('p', 1)]);
      expect(await pending()).toEqual([]);
    });

    it('goes on behind what was deleted while it was not published', async () => {
      await happen('p', ...Array.from({ length: 300 }, () => 'a'));
      await store.pass(2 * day);
      await happen('p', 'b');
      await store.forget(day);
      await store.queue.beginStream('one');
      expect(await pending()).toEqual(['p 1-301 b']);
    });

    it('lets no owner with many events keep the others waiting', async () => {
      await happen('p', ...Array.from({ length: 900 }, () => 'a'));
      await happen('q', 'b');
      expect(await pending(500)).toContain('q 1-1 b');
    });

    it('begins with the owners behind one, so that all have their turn', async () => {
      await store.queue.beginStream('one');
      for (const owner of ['B', 'a', 'c']) await happen(owner, 'x', 'y');
      const owners = async (limit: number, after: string) =>
        (await store.queue.pending(limit, after)).map(({ ownerId, sequence }) => `${ownerId}${sequence}`).join(' ');
      expect(await owners(3, '')).toBe('B1 B2 a1');
      expect(await owners(3, 'a')).toBe('c1 c2 B1');
      expect(await owners(9, 'a')).toBe('c1 c2 B1 B2 a1 a2');
      expect(await owners(2, 'c')).toBe('B1 B2');
    });

    it('knows what a stream should have, and gives it out again where that is lost', async () => {
      await store.queue.beginStream('one');
      await happen('p', 'a', 'b');
      await happen('q', 'c');
      await happen('r', 'd');
      await store.queue.relayed('one', [last('p', 1), last('q', 1)]);
      const relayed = async (after: string, limit = 9) => (await store.queue.lastRelayed(after, limit)).map(named);
      expect(await relayed('')).toEqual(['p 1-1 a', 'q 1-1 c']);
      expect(await relayed('', 1)).toEqual(['p 1-1 a']);
      expect(await relayed('p')).toEqual(['q 1-1 c']);
      await store.queue.refill('two', ['p']);
      expect(await pending()).toEqual(['p 1-2 b', 'r 1-1 d']);
      await store.queue.refill('one', ['p']);
      expect(await pending()).toEqual(['p 1-1 a', 'p 1-2 b', 'r 1-1 d']);
      await store.queue.relayed('one', [last('p', 2)]);
      await store.pass(2 * day);
      await store.forget(day);
      expect(await relayed('')).toEqual([]);
    });

    it('begins a new stream with the oldest event kept, and forgets what an old one had', async () => {
      expect(await store.queue.beginStream('one')).toBe(true);
      await happen('p', 'a', 'b');
      expect(await store.queue.relayed('one', [last('p', 2)])).toBe(true);
      expect(await store.queue.beginStream('one')).toBe(false);
      expect(await pending()).toEqual([]);
      expect(await store.queue.beginStream('two')).toBe(true);
      expect(await pending()).toEqual(['p 1-1 a', 'p 1-2 b']);
      expect(await store.queue.relayed('one', [last('p', 2)])).toBe(false);
      expect(await pending()).toEqual(['p 1-1 a', 'p 1-2 b']);
    });

    it('after a restore has for readers what took the place of what was lost', async () => {
      await happen('p', 'a', 'b');
      // A reader knew events 3 and 4, which were lost.
      await store.countIncarnation();
      expect(await read('p-1-4')).toEqual([]);
      await happen('p', 'c');
      expect(await read('p-1-4')).toEqual(['p 2-3 c']);
      expect(await read('p-1-1')).toEqual(['p 1-2 b', 'p 2-3 c']);
      expect(await read('p-2-3')).toEqual([]);
      await happen('p', 'd');
      expect(await read('p-2-3')).toEqual(['p 2-4 d']);
      expect(await read('p-1-3')).toEqual(['p 2-3 c', 'p 2-4 d']);
    });

    it('after a restore says where what took the place is no longer kept', async () => {
      await happen('p', 'a', 'b');
      // A reader knew event 3 of p, and event 1 of q, which were lost.
      await store.countIncarnation();
      await happen('p', 'c');
      await happen('q', 'd');
      await store.pass(2 * day);
      await store.forget(day);
      await happen('p', 'e');
      expect(await refusalOf(read('p-1-3'))).toBe('EVENTS-NOT-KEPT');
      expect(await refusalOf(read('q-1-1', 9, 'q'))).toBe('EVENTS-NOT-KEPT');
      expect(await read('p-2-3')).toEqual(['p 2-4 e']);
      await store.countIncarnation();
      expect(await refusalOf(read('p-1-9'))).toBe('EVENTS-NOT-KEPT');
      expect(await read('p-2-9')).toEqual([]);
    });

    it('names each event by owner, incarnation and sequence', async () => {
      await happen('insurer:1', 'a');
      const [event] = await store.lists.events('insurer:1', { after: 0, limit: 1 });
      if (event === undefined) throw new Error('expected an event');
      expect(feedEventId(event)).toBe('insurer:1-1-1');
      expect(await read(feedEventId(event), 9, 'insurer:1')).toEqual([]);
    });
  });
}
