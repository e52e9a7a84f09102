import { cpSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startNats, type NatsServer } from '@affinity-engine/test-servers';
import { startFeedRelay, type FeedEvent, type FeedRelay } from '@affinity-engine/webhook';
import { aHappening, memoryFeed, type MemoryFeed } from '@affinity-engine/webhook/testing';
import { connect, type NatsConnection } from 'nats';
import { feedStreamName, feedSubject, natsFeed, type FeedSettings, type NatsFeed } from './index.js';

let server: NatsServer;
let observer: NatsConnection;
beforeAll(async () => {
  server = await startNats();
  observer = await connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
}, 30_000);
afterAll(async () => {
  await observer.close();
  await server.remove();
});

let database: MemoryFeed;
let said: string[];
const ending: (() => Promise<void>)[] = [];
beforeEach(() => {
  database = memoryFeed({ now: () => Date.now() });
  said = [];
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  const manager = await observer.jetstreamManager();
  await manager.streams.delete(feedStreamName).catch(() => undefined);
});

const settings = (): FeedSettings => ({
  servers: [`127.0.0.1:${server.port}`],
  login: null,
  tls: null,
  engine: 'one',
  replicas: 1,
  keptDays: 90,
  compose: (event) => ({ id: `${event.ownerId}-${event.incarnation}-${event.sequence}`, ...event }),
  read: (published) => {
    const { id: _id, ...event } = published as FeedEvent & { readonly id: string };
    return event;
  },
});

function feed(overrides: Partial<FeedSettings> = {}): NatsFeed {
  const opened = natsFeed({ ...settings(), ...overrides }, () => undefined);
  ending.push(() => opened.close());
  return opened;
}

function relay(stream: NatsFeed = feed(), queue: MemoryFeed['queue'] = database.queue): FeedRelay {
  const started = startFeedRelay({
    queue,
    lists: database.lists,
    stream,
    turn: { take: async () => true, isOurs: () => true, giveBack: async () => undefined },
    pause: (_, signal) => wait(20, undefined, { signal }).catch(() => undefined),
    report: (failure) => void said.push(failure === null ? 'works again' : String(failure)),
  });
  ending.push(() => started.stop());
  return started;
}

const happen = (ownerId: string, ...subjects: readonly string[]) =>
  subjects.forEach((subject) => database.append(aHappening({ ownerId, subject })));
const many = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `a${from + at}`);

/** Everything in the stream, as `id subject-of-event`. */
async function published(): Promise<readonly string[]> {
  const manager = await observer.jetstreamManager();
  const { state } = await manager.streams.info(feedStreamName);
  const found: string[] = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq += 1) {
    const message = await manager.streams.getMessage(feedStreamName, { seq });
    const { id, subject, ownerId, type } = message.json<FeedEvent & { readonly id: string }>();
    expect(message.header.get('Nats-Msg-Id')).toBe(id);
    expect(message.subject).toBe(`affinity.events.${ownerId}.${type}`);
    found.push(`${id} ${subject}`);
  }
  return found;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new Error(`not within 20 s; it was said: ${said.join('; ')}`);
    await wait(20);
  }
}

const holds = async (count: number) => until(async () => (await published()).length >= count);
const everyOne = (ownerId: string, from: number, to: number) =>
  many(from, to).map((subject, at) => `${ownerId}-1-${from + at} ${subject}`);

describe('the feed on JetStream', () => {
  it('has every event once, in the sequence of its owner, under its subject', async () => {
    happen('p', ...many(1, 300));
    happen('q', 'b');
    relay();
    await holds(301);
    happen('p', ...many(301, 310));
    await holds(311);
    const found = await published();
    expect(found.filter((each) => each.startsWith('p'))).toEqual(everyOne('p', 1, 310));
    expect(found.filter((each) => each.startsWith('q'))).toEqual(['q-1-1 b']);
    expect(said.filter((each) => !each.includes('cannot be reached') && each !== 'works again')).toEqual([]);
  });

  it('is filled again after the server lost everything', async () => {
    happen('p', ...many(1, 20));
    relay();
    await holds(20);
    await server.wipe();
    happen('p', ...many(21, 25));
    await holds(25);
    expect(await published()).toEqual(everyOne('p', 1, 25));
  }, 40_000);

  it('is filled again from what is kept if nothing happens, too', async () => {
    happen('p', ...many(1, 3));
    relay();
    await holds(3);
    await (await observer.jetstreamManager()).streams.delete(feedStreamName);
    await holds(3);
    expect(await published()).toEqual(everyOne('p', 1, 3));
  }, 40_000);

  it('is filled again where it was emptied, while the connection holds', async () => {
    happen('p', ...many(1, 3));
    relay(feed({ duplicatesKnownMs: 7_000 }));
    await holds(3);
    const manager = await observer.jetstreamManager();
    await manager.streams.purge(feedStreamName);
    await until(async () => said.some((each) => each.includes('lost message')));
    happen('q', 'b');
    await until(async () => (await published()).length === 4);
    expect((await published()).filter((each) => each.startsWith('p'))).toEqual(everyOne('p', 1, 3));
  }, 40_000);

  it('is filled again where the server came back without its last messages', async () => {
    happen('p', ...many(1, 3));
    happen('q', 'b');
    relay();
    await holds(4);
    const copy = `${server.storeDir}-copy`;
    await server.stop();
    cpSync(server.storeDir, copy, { recursive: true });
    await server.restart();
    happen('p', ...many(4, 6));
    happen('q', 'c');
    await holds(8);
    await until(async () => (await database.queue.pending(9)).length === 0);
    await server.stop();
    rmSync(server.storeDir, { recursive: true });
    renameSync(copy, server.storeDir);
    await server.restart();
    happen('q', 'd');
    await holds(9);
    const found = await published();
    expect(found.filter((each) => each.startsWith('p'))).toEqual(everyOne('p', 1, 6));
    expect(found.filter((each) => each.startsWith('q'))).toEqual(['q-1-1 b', 'q-1-2 c', 'q-1-3 d']);
  }, 40_000);

  it('has no event twice where a process published and died before it kept that', async () => {
    happen('p', ...many(1, 5));
    const relayed = () => Promise.reject(new Error('killed'));
    const killed = relay(feed(), { ...database.queue, relayed });
    await holds(5);
    await killed.stop();
    happen('p', ...many(6, 8));
    relay();
    await holds(8);
    expect(await published()).toEqual(everyOne('p', 1, 8));
  });

  it('keeps its order where two processes both take the turn for theirs', async () => {
    relay();
    relay();
    for (let from = 1; from <= 400; from += 10) {
      happen('p', ...many(from, from + 9));
      happen('q', ...many(from, from + 9));
      await wait(2);
    }
    await holds(800);
    const found = await published();
    for (const owner of ['p', 'q']) {
      expect(found.filter((each) => each.startsWith(owner))).toEqual(everyOne(owner, 1, 400));
    }
  }, 40_000);

  it('stops, and says so, where the stream has what the database never had', async () => {
    happen('p', ...many(1, 5));
    const first = relay();
    await holds(5);
    await first.stop();
    // A backup from before event 4.
    database = memoryFeed({ now: () => Date.now() });
    happen('p', ...many(1, 3), 'other');
    relay();
    await until(async () => said.some((each) => each.includes('npm run cli -- restored')));
    expect(await published()).toEqual(everyOne('p', 1, 5));
  }, 40_000);

  it('goes on after a restore that was counted, and gives lost sequences out again', async () => {
    happen('p', ...many(1, 5));
    const first = relay();
    await holds(5);
    await first.stop();
    database = memoryFeed({ now: () => Date.now() });
    happen('p', ...many(1, 3));
    database.countIncarnation();
    happen('p', 'x', 'y', 'z');
    relay();
    await holds(8);
    expect(await published()).toEqual([...everyOne('p', 1, 5), 'p-2-4 x', 'p-2-5 y', 'p-2-6 z']);
  }, 40_000);

  it('is not taken from another engine', async () => {
    relay();
    await until(async () => (await published()).length === 0);
    await expect(opened(feed({ engine: 'other' }))).rejects.toThrow('belongs to another');
  });

  it('gets new settings, and refuses a server that does not keep them', async () => {
    await expect(opened(feed({ replicas: 3 }))).rejects.toThrow(/replicas|cluster/i);
    await opened(feed());
    await opened(feed({ keptDays: 3 }));
    const manager = await observer.jetstreamManager();
    expect((await manager.streams.info(feedStreamName)).config.max_age).toBe(4 * 86_400 * 1e9);
  });
});

/** Opens once it is connected. */
async function opened(stream: NatsFeed): Promise<void> {
  const end = performance.now() + 10_000;
  for (;;) {
    try {
      return void (await stream.open());
    } catch (failure) {
      if (!String(failure).includes('cannot be reached') || performance.now() > end) throw failure;
      await wait(20);
    }
  }
}

it.each([
  ['p', 'affinity.events.p.t'],
  ['insurer:1', 'affinity.events.insurer:1.t'],
  ['a.b > *c', 'affinity.events.a=2Eb=20=3E=20=2Ac.t'],
  ['ação=2', 'affinity.events.a=C3=A7=C3=A3o=3D2.t'],
])('the subject of an event of %j is one part for its owner', (ownerId, subject) => {
  expect(feedSubject({ ownerId, type: 't' })).toBe(subject);
});
