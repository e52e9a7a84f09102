import { suiteNotices } from '@affinity-engine/kernel/testing';
import { eventFeedContract, type EventFeedContractFixtures } from './event-feed.contract.js';
import { memoryFeed, type MemoryFeed } from './memory-feed.js';
import { virtualTime } from './virtual-time.js';

type Change = (feed: MemoryFeed) => Partial<MemoryFeed>;

/** A feed in memory, some of it replaced. */
const opened =
  (change: Change = () => ({})) =>
  async (): Promise<EventFeedContractFixtures> => {
    const { clock, pass } = virtualTime();
    const sound = memoryFeed(clock);
    const feed = { ...sound, ...change(sound) };
    return {
      lists: feed.lists,
      queue: feed.queue,
      append: async (...happenings) => happenings.forEach(feed.append),
      pass,
      forget: async (keptMs) => feed.forget(keptMs),
      countIncarnation: async () => feed.countIncarnation(),
      close: async () => undefined,
    };
  };

const inQueue = (change: (queue: MemoryFeed['queue']) => Partial<MemoryFeed['queue']>) =>
  opened(({ queue }) => ({ queue: { ...queue, ...change(queue) } }));
const inLists = (change: (lists: MemoryFeed['lists']) => Partial<MemoryFeed['lists']>) =>
  opened(({ lists }) => ({ lists: { ...lists, ...change(lists) } }));

eventFeedContract('in memory', opened());

suiteNotices('the event feed', eventFeedContract, opened(), {
  'appends nothing': opened(() => ({ append: () => undefined })),
  'appends each event twice': opened(({ append }) => ({ append: (event) => (append(event), append(event)) })),
  'gives all events to one owner': opened(({ append }) => ({ append: (event) => append({ ...event, ownerId: 'p' }) })),
  'deletes nothing': opened(() => ({ forget: () => undefined })),
  'deletes what was not relayed': opened(({ forget, queue }) => ({
    forget: (keptMs) => (void queue.endStream(), forget(keptMs)),
  })),
  'counts no incarnation': opened(() => ({ countIncarnation: () => undefined })),
  'reads from the first event on always': inLists(({ events }) => ({
    events: (ownerId, query) => events(ownerId, { ...query, after: 0 }),
  })),
  'reads without a limit': inLists(({ events }) => ({
    events: (ownerId, query) => events(ownerId, { ...query, limit: 1e9 }),
  })),
  'knows no later incarnation': inLists(() => ({ firstOfLater: async () => 1e9 })),
  'takes a later incarnation to begin with what is kept of it': inLists(({ events }) => ({
    firstOfLater: async (ownerId, known) =>
      (await events(ownerId, { after: 0, limit: 1e9 })).find(({ incarnation }) => incarnation > known)?.sequence ?? 1e9,
  })),
  'begins with the same owners always': inQueue(({ pending }) => ({ pending: (limit) => pending(limit) })),
  'never ends a stream': inQueue(() => ({ endStream: async () => undefined })),
  'knows nothing that was relayed': inQueue(() => ({ lastRelayed: async () => [] })),
  'begins with the first owner that was relayed always': inQueue(({ lastRelayed }) => ({
    lastRelayed: (_, limit) => lastRelayed('', limit),
  })),
  'refills nothing': inQueue(() => ({ refill: async () => undefined })),
  'refills a stream that was replaced': inQueue(({ refill }) => ({ refill: (_, owners) => refill('one', owners) })),
  'gives out everything at once': inQueue(({ pending }) => ({ pending: () => pending(1e9) })),
  'gives out the owner with many events alone': inQueue(({ pending }) => ({
    pending: async (limit) => (await pending(limit)).filter(({ ownerId }, _, [first]) => ownerId === first?.ownerId),
  })),
  'does not remember what was relayed': inQueue(() => ({ relayed: async () => true })),
  'goes back where an older position comes later': opened((sound) => {
    let stepsBack = 0;
    return {
      queue: {
        ...sound.queue,
        relayed: async (stream, last) => {
          if (last[0]?.sequence === 1 && stepsBack++ > 0) await sound.queue.beginStream('other');
          return sound.queue.relayed(stream, last);
        },
      },
    };
  }),
  'takes every stream for new': inQueue(() => ({ beginStream: async () => true })),
  'takes no stream for new': inQueue(({ beginStream }) => ({
    beginStream: async () => beginStream('one'),
  })),
  'remembers what a replaced stream had': opened(({ queue }) => {
    let current = '';
    return {
      queue: {
        ...queue,
        beginStream: async (stream) => queue.beginStream((current = stream)),
        relayed: (_, last) => queue.relayed(current, last),
      },
    };
  }),
});
