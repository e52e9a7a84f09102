import type { Instant } from '@affinity-engine/kernel';
import { webhookError } from './errors.js';

/** Where in the feed of an owner an event stands. */
export type FeedPosition = {
  /** The partner or insurer the event is for. */
  readonly ownerId: string;
  /**
   * Counts the restores of the database from a backup. Sequences that were lost in a restore are given out again, under
   * the next incarnation.
   */
  readonly incarnation: number;
  /** 1, 2, 3, … for each owner, without gaps, in the order the changes were committed. */
  readonly sequence: number;
};

/** An event in the feed: identifiers, no personal data. */
export type FeedEvent = FeedPosition & {
  readonly type: string;
  /** The id of the affinity the event is about. */
  readonly subject: string;
  readonly occurredAt: Instant;
};

/** How far the feed of an owner reaches. */
export type FeedState = {
  /** Of new events. */
  readonly incarnation: number;
  /** Of the oldest event that is kept; one more than the newest if none is. */
  readonly firstKeptSequence: number;
  /** Of the newest event, 0 before the first. */
  readonly lastSequence: number;
};

/** Reads of the feed. */
export interface FeedLists {
  state(ownerId: string): Promise<FeedState>;
  /** Events after a sequence, in order. */
  events(ownerId: string, query: { readonly after: number; readonly limit: number }): Promise<readonly FeedEvent[]>;
  /** The first sequence that was given out, or will be, in any later incarnation. */
  firstOfLater(ownerId: string, incarnation: number): Promise<number>;
}

/** The identifier of an event in the feed. */
export const feedEventId = ({ ownerId, incarnation, sequence }: FeedPosition): string =>
  `${ownerId}-${incarnation}-${sequence}`;

/** The position that an identifier names, null for an invalid one. */
export function feedPositionOf(id: string): FeedPosition | null {
  const [, ownerId, incarnation, sequence] = /^(.+)-([1-9]\d{0,8})-([1-9]\d{0,14})$/.exec(id) ?? [];
  if (ownerId === undefined) return null;
  return { ownerId, incarnation: Number(incarnation), sequence: Number(sequence) };
}

export type FeedPage = FeedState & { readonly events: readonly FeedEvent[] };

/**
 * The events of an owner after one that the reader knows, or all that are kept. After a restore they are those that
 * took the place of what was lost.
 * @param after the identifier of the last event the reader has; null for none
 * @throws FEED-POSITION-INVALID, EVENTS-NOT-KEPT
 */
export const readFeed =
  (lists: FeedLists) =>
  async (ownerId: string, after: string | null, limit: number): Promise<FeedPage> => {
    const state = await lists.state(ownerId);
    const from = after === null ? state.firstKeptSequence - 1 : await startAfter(lists, ownerId, after, state);
    if (from < state.firstKeptSequence - 1) {
      throw webhookError('EVENTS-NOT-KEPT', { after, firstKept: state.firstKeptSequence });
    }
    return { ...state, events: await lists.events(ownerId, { after: from, limit }) };
  };

async function startAfter(lists: FeedLists, ownerId: string, after: string, state: FeedState): Promise<number> {
  const known = feedPositionOf(after);
  if (known === null || known.ownerId !== ownerId || known.incarnation > state.incarnation) {
    throw webhookError('FEED-POSITION-INVALID', { after });
  }
  if (known.incarnation === state.incarnation) {
    if (known.sequence > state.lastSequence) throw webhookError('FEED-POSITION-INVALID', { after });
    return known.sequence;
  }
  return Math.min(known.sequence, (await lists.firstOfLater(ownerId, known.incarnation)) - 1);
}
