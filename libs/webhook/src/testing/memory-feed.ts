import type { FeedEvent, FeedLists } from '../feed.js';
import type { FeedQueue } from '../feed-relay.js';
import type { Happening } from './memory-store.js';

type Kept = FeedEvent & { readonly appendedAt: number };

/** The feed of one owner, and how far it was relayed. */
export type FeedOwnerRow = {
  lastSequence: number;
  firstKeptSequence: number;
  relayed: number;
  readonly events: Kept[];
  /** The first sequence of each incarnation. */
  readonly starts: Map<number, number>;
};

const newOwner = (): FeedOwnerRow => ({
  lastSequence: 0,
  firstKeptSequence: 1,
  relayed: 0,
  events: [],
  starts: new Map(),
});

export type MemoryFeed = {
  readonly lists: FeedLists;
  readonly queue: FeedQueue;
  append(happening: Happening): void;
  /** Deletes events that are older, and, where the feed is published, were relayed. */
  forget(keptMs: number): void;
  /** Says that the store was restored from a backup. */
  countIncarnation(): void;
};

/** What the feed is kept in. */
export type FeedStore = {
  readonly owners: Map<string, FeedOwnerRow>;
  incarnation: number;
  /** The stream that it goes to. */
  current: string | null;
};

/** The event feed in memory. */
export function memoryFeed(
  clock: { now(): number },
  store: FeedStore = { owners: new Map(), incarnation: 1, current: null },
): MemoryFeed {
  const { owners } = store;
  const inOrder = () => [...owners.keys()].sort();
  const eventOf = ({ appendedAt: _appendedAt, ...event }: Kept): FeedEvent => event;
  const after = (ownerId: string, sequence: number, limit: number) =>
    (owners.get(ownerId)?.events ?? [])
      .filter((event) => event.sequence > sequence)
      .slice(0, limit)
      .map(eventOf);
  return {
    append({ ownerId, type, subject, occurredAt }) {
      const row = owners.get(ownerId) ?? newOwner();
      owners.set(ownerId, row);
      row.lastSequence += 1;
      const event = { ownerId, incarnation: store.incarnation, sequence: row.lastSequence, type, subject, occurredAt };
      row.events.push({ ...event, appendedAt: clock.now() });
    },
    forget(keptMs) {
      for (const row of owners.values()) {
        const isOver = (event: Kept) =>
          event.appendedAt < clock.now() - keptMs && (store.current === null || event.sequence <= row.relayed);
        while (row.events[0] !== undefined && isOver(row.events[0])) row.events.shift();
        row.firstKeptSequence = row.events[0]?.sequence ?? row.lastSequence + 1;
      }
    },
    countIncarnation() {
      store.incarnation += 1;
      for (const row of owners.values()) row.starts.set(store.incarnation, row.lastSequence + 1);
    },
    lists: {
      async state(ownerId) {
        const { firstKeptSequence, lastSequence } = owners.get(ownerId) ?? { firstKeptSequence: 1, lastSequence: 0 };
        return { incarnation: store.incarnation, firstKeptSequence, lastSequence };
      },
      events: async (ownerId, query) => after(ownerId, query.after, query.limit),
      async firstOfLater(ownerId, known) {
        const later = [...(owners.get(ownerId)?.starts ?? [])].filter(([started]) => started > known);
        return later.length === 0 ? 1 : Math.min(...later.map(([, first]) => first));
      },
    },
    queue: {
      async pending(limit, behind = '') {
        const ids = inOrder();
        const inTurn = [...ids.filter((id) => id > behind), ...ids.filter((id) => id <= behind)];
        return inTurn.flatMap((id) => after(id, owners.get(id)?.relayed ?? 0, 200)).slice(0, limit);
      },
      async relayed(stream, last) {
        if (stream !== store.current) return false;
        for (const { ownerId, sequence } of last) {
          const row = owners.get(ownerId);
          if (row !== undefined) row.relayed = Math.max(row.relayed, sequence);
        }
        return true;
      },
      async beginStream(stream) {
        if (stream === store.current) return false;
        store.current = stream;
        for (const row of owners.values()) row.relayed = row.firstKeptSequence - 1;
        return true;
      },
      endStream: async () => void (store.current = null),
      lastRelayed: async (behind, limit) =>
        inOrder()
          .filter((id) => id > behind)
          .flatMap((id) => owners.get(id)?.events.filter(({ sequence }) => sequence === owners.get(id)?.relayed) ?? [])
          .slice(0, limit)
          .map(eventOf),
      async refill(stream, ownerIds) {
        if (stream !== store.current) return;
        for (const row of ownerIds.flatMap((id) => owners.get(id) ?? [])) row.relayed = row.firstKeptSequence - 1;
      },
    },
  };
}
