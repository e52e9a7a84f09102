import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import type { FeedEvent } from './feed.js';
import { FeedConflict, startFeedRelay, type FeedQueue, type FeedRelay, type FeedTurn } from './feed-relay.js';
import { aHappening } from './testing/data-fixtures.js';
import { memoryFeed, type MemoryFeed } from './testing/memory-feed.js';
import { memoryStream } from './testing/memory-stream.js';
import type { Happening } from './testing/memory-store.js';

const always: FeedTurn = { take: async () => true, isOurs: () => true, giveBack: async () => undefined };

describe('the relay of the feed', () => {
  let database: MemoryFeed;
  let stream: ReturnType<typeof memoryStream>;
  let said: unknown[];
  let pauses: number[];
  let relay: FeedRelay | undefined;
  beforeEach(() => {
    database = memoryFeed({ now: () => 0 });
    stream = memoryStream();
    [said, pauses] = [[], []];
  });
  afterEach(() => relay?.stop());

  /** Starts one over the database and the stream, over another turn or queue where they are given. */
  const start = (turn: Partial<FeedTurn> = {}, queue: Partial<FeedQueue> = {}): FeedRelay => {
    relay = startFeedRelay({
      queue: { ...database.queue, ...queue },
      lists: database.lists,
      stream: stream.stream,
      turn: { ...always, ...turn },
      async pause(ms, signal) {
        pauses.push(ms);
        if (!signal.aborted) await soon();
      },
      report: (failure) => said.push(failure),
    });
    return relay;
  };
  const happen = (times: number, overrides: Partial<Happening> = {}) => {
    for (let time = 0; time < times; time += 1) database.append(aHappening({ ownerId: 'p', ...overrides }));
  };
  const until = async (holds: () => boolean) => {
    for (let turns = 0; !holds(); turns += 1) {
      if (turns > 10_000) throw new Error(`did not come about; it was said: ${said.map(String).join('; ')}`);
      await soon();
    }
  };
  const settled = async () => {
    const before = pauses.length;
    await until(() => pauses.length > before + 3);
  };

  /** The stream has what another database published, and this one has what is appended then. */
  const afterAnother = async (times: number) => {
    happen(times);
    const another = start();
    await settled();
    await another.stop();
    database = memoryFeed({ now: () => 0 });
  };

  it.each<[string, Partial<Happening>]>([
    ['of another type', { type: 'affinity.canceled' }],
    ['about another affinity', { subject: 'another' }],
    ['of another moment', { occurredAt: instant('2026-01-02T12:00:01Z') }],
  ])('stops where the stream has an event %s in place of one of the database', async (_, other) => {
    await afterAnother(2);
    happen(1);
    happen(1, other);
    start();
    await until(() => said.length > 0);
    expect(said[0]).toBeInstanceOf(FeedConflict);
    expect(String(said[0])).toBe(
      'FeedConflict: the stream has event 2 of p, which this database has not: was it restored from a backup? ' +
        'Stop the engine and run: npm run cli -- restored',
    );
    await settled();
    expect([said.length, stream.messages.length]).toEqual([1, 2]);
  });

  it('stops where the stream has more than the database', async () => {
    await afterAnother(3);
    happen(2);
    start();
    await until(() => said.length > 0);
    expect(said[0]).toBeInstanceOf(FeedConflict);
  });

  it('goes on where the stream has what the database has', async () => {
    await afterAnother(2);
    happen(3);
    start();
    await until(() => stream.messages.length === 3);
    expect(said).toEqual([]);
  });

  it('goes on after a restore that was counted, whether or not something took the place of what was lost', async () => {
    await afterAnother(5);
    happen(2);
    database.countIncarnation();
    start();
    await settled();
    expect([said, stream.messages.length]).toEqual([[], 5]);
    happen(1);
    happen(3, { subject: 'another' });
    await until(() => stream.messages.length === 9);
    expect(stream.ids('p').slice(5)).toEqual(['p-2-3', 'p-2-4', 'p-2-5', 'p-2-6']);
    expect(said).toEqual([]);
  });

  it('waits half a second where nothing is to be done, and not while there is more', async () => {
    happen(1_200);
    start({}, { relayed: async (...args) => (expect(pauses).toEqual([]), database.queue.relayed(...args)) });
    await until(() => stream.messages.length === 1_200);
    await settled();
    expect(new Set(pauses)).toEqual(new Set([500]));
    expect(said).toEqual([]);
  });

  it('does nothing while it has not the turn, and gives it back at its end', async () => {
    let givenBack = 0;
    happen(2);
    const running = start({ take: async () => false, giveBack: async () => void (givenBack += 1) });
    await settled();
    expect([stream.messages.length, givenBack]).toEqual([0, 0]);
    await running.stop();
    expect(givenBack).toBe(1);
    const before = pauses.length;
    await soon();
    expect(pauses.length).toBe(before);
  });

  it('says where it could not give its turn back', async () => {
    const failure = new Error('the server is gone');
    await start({ giveBack: () => Promise.reject(failure) }).stop();
    expect(said).toEqual([failure]);
  });

  it('says each kind of failure once, and when it works again', async () => {
    let failure: Error | null = new Error('one');
    const take = async () => {
      if (failure !== null) throw failure;
      return true;
    };
    start({ take });
    await settled();
    failure = new Error('two');
    await settled();
    failure = null;
    await settled();
    failure = new Error('two');
    await settled();
    expect(said.map(String)).toEqual(['Error: one', 'Error: two', 'null', 'Error: two']);
  });

  it('says to the database once which stream there is, and again where that forgot it', async () => {
    const begun: string[] = [];
    const beginStream = async (mark: string) => {
      begun.push(mark);
      return database.queue.beginStream(mark);
    };
    happen(1);
    start({}, { beginStream });
    await settled();
    happen(1);
    await settled();
    expect(begun).toEqual(['one']);
    await database.queue.endStream();
    happen(1);
    await until(() => stream.messages.length === 3);
    await settled();
    expect(begun).toEqual(['one', 'one']);
  });

  it('asks for the events of all owners in turn', async () => {
    const asked: string[] = [];
    const pending = async (limit: number, after = ''): Promise<readonly FeedEvent[]> => {
      const found = await database.queue.pending(limit, after);
      if (found.length > 0) asked.push(after);
      return found;
    };
    for (const ownerId of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) happen(200, { ownerId });
    start({}, { pending });
    await until(() => stream.messages.length === 1_400);
    expect(asked.slice(0, 2)).toEqual(['', 'e']); // a thousand at a time, those of a to e
  });
});
