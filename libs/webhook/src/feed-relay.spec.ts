import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { feedEventId } from './feed.js';
import { startFeedRelay, type FeedRelay, type FeedStream, type FeedTurn } from './feed-relay.js';
import { aHappening } from './testing/data-fixtures.js';
import { memoryFeed, type MemoryFeed } from './testing/memory-feed.js';
import { memoryStream } from './testing/memory-stream.js';

const seeded = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

const always: FeedTurn = { take: async () => true, isOurs: () => true, giveBack: async () => undefined };
const idsUpTo = (owner: string, count: number) => Array.from({ length: count }, (_, at) => `${owner}-1-${at + 1}`);

describe('the relay of the feed', () => {
  let database: MemoryFeed;
  let said: unknown[];
  const running: FeedRelay[] = [];
  beforeEach(() => {
    database = memoryFeed({ now: () => 0 });
    said = [];
  });
  afterEach(async () => {
    for (const relay of running.splice(0)) await relay.stop();
  });

  const start = (
    stream: FeedStream,
    turn: FeedTurn = always,
    queue: MemoryFeed['queue'] = database.queue,
  ): FeedRelay => {
    const pause = async (_ms: number, signal: AbortSignal) => void (signal.aborted || (await soon()));
    const relay = startFeedRelay({
      queue,
      lists: database.lists,
      stream,
      turn,
      pause,
      report: (failure) => said.push(failure),
    });
    running.push(relay);
    return relay;
  };
  const happen = (owner: string, times: number) => {
    for (let time = 0; time < times; time += 1) database.append(aHappening({ ownerId: owner }));
  };
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let turns = 0; !(await holds()); turns += 1) {
      if (turns > 10_000) throw new Error(`did not come about; it was said: ${said.map(String).join('; ')}`);
      await soon();
    }
  };

  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'keeps the order where two of them believe to have the turn (course %i)',
    async (seed) => {
      const random = seeded(seed);
      const { stream, messages, ids } = memoryStream(random);
      for (let relays = 0; relays < 2; relays += 1) start(stream);
      for (let step = 0; step < 30; step += 1) {
        happen(random() < 0.5 ? 'p' : 'q', 1 + Math.floor(random() * 4));
        await soon();
      }
      const [p, q] = await Promise.all(
        ['p', 'q'].map(async (owner) => (await database.lists.state(owner)).lastSequence),
      );
      await until(() => messages.length >= (p ?? 0) + (q ?? 0));
      expect(ids('p')).toEqual(idsUpTo('p', p ?? 0));
      expect(ids('q')).toEqual(idsUpTo('q', q ?? 0));
    },
  );

  it('sends nothing after its turn, also of what it has begun', async () => {
    const { stream, messages } = memoryStream();
    let isOurs = true;
    const ending: FeedStream = {
      ...stream,
      async publish(event) {
        await stream.publish(event);
        isOurs = event.sequence < 3;
      },
    };
    happen('p', 10);
    start(ending, { ...always, take: async () => isOurs, isOurs: () => isOurs });
    await until(() => !isOurs);
    for (let turns = 0; turns < 100; turns += 1) await soon();
    expect(messages).toHaveLength(3);
  });

  it('goes on with what failed, and says a failure once', async () => {
    const { stream, ids } = memoryStream();
    let failures = 5;
    const failing: FeedStream = {
      ...stream,
      async publish(event) {
        if (event.ownerId === 'p' && event.sequence === 2 && failures-- > 0) throw new Error('refused');
        await stream.publish(event);
      },
    };
    happen('p', 3);
    happen('q', 3);
    start(failing);
    await until(() => ids('p').length === 3 && ids('q').length === 3 && said.length === 2);
    expect(ids('p')).toEqual(idsUpTo('p', 3));
    expect(said).toEqual([new Error('refused'), null]);
  });

  it('publishes nothing again that it published and did not note', async () => {
    const { stream, messages, ids } = memoryStream();
    const forgetful = { ...database.queue, relayed: async () => true };
    happen('p', 3);
    const first = start(stream, always, forgetful);
    await until(() => messages.length === 3);
    await first.stop();
    const seen: string[] = [];
    happen('p', 1);
    start({
      ...stream,
      async publish(event) {
        seen.push(feedEventId(event));
        await stream.publish(event);
      },
    });
    await until(() => messages.length === 4);
    expect([ids('p'), seen]).toEqual([idsUpTo('p', 4), ['p-1-4']]);
  });

  it('fills a stream that was replaced', async () => {
    const { stream, ids, replace } = memoryStream();
    happen('p', 3);
    start(stream);
    await until(() => ids('p').length === 3);
    replace();
    await until(() => ids('p').length === 3);
    expect(ids('p')).toEqual(idsUpTo('p', 3));
  });

  it('fills a stream that lost its end, or everything of an owner', async () => {
    const { stream, ids, lose } = memoryStream();
    const owners = Array.from({ length: 600 }, (_, at) => `o${1_000 + at}`);
    for (const owner of owners) happen(owner, 1);
    happen('p', 5);
    happen('q', 2);
    start(stream);
    await until(() => ids('p').length === 5 && ids('q').length === 2 && ids('o1599').length === 1);
    await until(async () => (await database.queue.pending(9)).length === 0);
    lose(({ ownerId, sequence }) => ownerId === 'q' || ownerId === 'o1599' || sequence > 2);
    happen('p', 1);
    await until(() => ids('p').length === 6 && ids('q').length === 2 && ids('o1599').length === 1);
    expect([ids('p'), ids('q')]).toEqual([idsUpTo('p', 6), idsUpTo('q', 2)]);
  });

  it('publishes nothing behind a loss that has not shown yet', async () => {
    const { stream, messages, ids } = memoryStream();
    happen('p', 10);
    start(stream);
    await until(() => ids('p').length === 10);
    await until(async () => (await database.queue.pending(9)).length === 0);
    messages.splice(7);
    happen('p', 1);
    await until(() => ids('p').length === 11);
    expect(ids('p')).toEqual(idsUpTo('p', 11));
  });

  it('gives all owners their turn, however many events some have', async () => {
    const { stream, ids } = memoryStream();
    for (const owner of ['a', 'b', 'c', 'd', 'e']) happen(owner, 2_000);
    happen('z', 1);
    start(stream);
    await until(() => ids('z').length === 1);
    expect(ids('a').length).toBeLessThan(1_000);
  });

  it('goes on where another process said meanwhile that the feed is published no more', async () => {
    const { stream, ids } = memoryStream();
    happen('p', 2);
    start(stream);
    await until(() => ids('p').length === 2);
    await database.queue.endStream();
    happen('p', 2);
    await until(async () => (await database.queue.pending(9)).length === 0);
    expect(ids('p')).toEqual(idsUpTo('p', 4));
  });

  it('stops where the stream has what the database never had, and says what to do', async () => {
    const { stream, messages } = memoryStream();
    happen('p', 5);
    const first = start(stream);
    await until(() => messages.length === 5);
    await first.stop();
    database = memoryFeed({ now: () => 0 });
    happen('p', 3);
    database.append(aHappening({ ownerId: 'p', subject: 'another' }));
    start(stream);
    await until(() => said.length > 0);
    expect(String(said[0])).toContain('npm run cli -- restored');
    expect(messages).toHaveLength(5);
  });
});
