import type { FeedEvent, FeedLists } from '../feed.js';
import type { FeedQueue } from '../feed-relay.js';
import type { Happening } from './memory-store.js';

type Kept = FeedEvent & { readonly appendedAt: number };
type OwnerRow = { lastSequence: number; firstKeptSequence: number; relayed: number; readonly events: Kept[] };

export type MemoryFeed = {
  readonly lists: FeedLists;
  readonly queue: FeedQueue;
  append(happening: Happening): void;
  /** Deletes events that are older, and, where the feed is published, were relayed. */
  forget(keptMs: number, isPublished: boolean): void;
  /** Says that the store was restored from a backup. */
  countIncarnation(): void;
};

/** The event feed in memory. */
export function memoryFeed(clock: { now(): number }): MemoryFeed {
  const owners = new Map<string, OwnerRow>();
  let incarnation = 1;
  let current: string | null = null;
  const eventOf = ({ appendedAt: _appendedAt, ...event }: Kept): FeedEvent => event;
  const after = (ownerId: string, sequence: number, limit: number) =>
    (owners.get(ownerId)?.events ?? [])
      .filter((event) => event.sequence > sequence)
      .slice(0, limit)
      .map(eventOf);
  return {
    append({ ownerId, type, subject, occurredAt }) {
      const row = owners.get(ownerId) ?? { lastSequence: 0, firstKeptSequence: 1, relayed: 0, events: [] };
      owners.set(ownerId, row);
      row.lastSequence += 1;
      const event = { ownerId, incarnation, sequence: row.lastSequence, type, subject, occurredAt };
      row.events.push({ ...event, appendedAt: clock.now() });
    },
    forget(keptMs, isPublished) {
      for (const row of owners.values()) {
        const isOver = (event: Kept) =>
          event.appendedAt < clock.now() - keptMs && (!isPublished || event.sequence <= row.relayed);
        while (row.events[0] !== undefined && isOver(row.events[0])) row.events.shift();
        row.firstKeptSequence = row.events[0]?.sequence ?? row.lastSequence + 1;
      }
    },
    countIncarnation: () => void (incarnation += 1),
    lists: {
      async state(ownerId) {
        const { firstKeptSequence, lastSequence } = owners.get(ownerId) ?? { firstKeptSequence: 1, lastSequence: 0 };
        return { incarnation, firstKeptSequence, lastSequence };
      },
      events: async (ownerId, query) => after(ownerId, query.after, query.limit),
      firstOfLater: async (ownerId, known) =>
        owners.get(ownerId)?.events.find((event) => event.incarnation > known)?.sequence ?? null,
    },
    queue: {
      pending: async (limit) =>
        [...owners].flatMap(([ownerId, { relayed }]) => after(ownerId, relayed, 200)).slice(0, limit),
      async relayed(stream, last) {
        if (stream !== current) return;
        for (const { ownerId, sequence } of last) {
          const row = owners.get(ownerId);
          if (row !== undefined) row.relayed = Math.max(row.relayed, sequence);
        }
      },
      async beginStream(stream) {
        if (stream === current) return false;
        current = stream;
        for (const row of owners.values()) row.relayed = row.firstKeptSequence - 1;
        return true;
      },
    },
  };
}
