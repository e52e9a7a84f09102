import type { FeedEvent, FeedLists, FeedPosition } from './feed.js';
import { isThere, ownersLacking } from './feed-gaps.js';

/** What the relay works on, in the database. */
export interface FeedQueue {
  /**
   * Events that were not relayed yet: in order for each owner, of many owners in turn.
   * @param after owners behind this one come first
   */
  pending(limit: number, after?: string): Promise<readonly FeedEvent[]>;
  /**
   * Remembers the last events that a stream has of these owners.
   * @returns false, and remembers nothing, if the feed goes to another stream
   */
  relayed(stream: string, last: readonly FeedPosition[]): Promise<boolean>;
  /** Says which stream the feed goes to. A new one gets it from the oldest event on. @returns whether it is new */
  beginStream(stream: string): Promise<boolean>;
  /** Says that the feed is published no more: events need not be kept for it. */
  endStream(): Promise<void>;
  /** The last relayed event of each owner, of owners behind one in their order; without those that are not kept. */
  lastRelayed(after: string, limit: number): Promise<readonly FeedEvent[]>;
  /** The stream lost events of these owners: it gets them from the oldest event on. */
  refill(stream: string, ownerIds: readonly string[]): Promise<void>;
}

/** A stream that is ready. */
export type OpenedStream = {
  /** One that was made anew has another. */
  readonly mark: string;
  /** Another one after each interruption: the stream may have lost events since. */
  readonly session: number;
};

/** Where the feed is published: a log that keeps order. */
export interface FeedStream {
  /** Makes the stream ready, if it is not. */
  open(): Promise<OpenedStream>;
  /** The last event of an owner that the stream has, null for none. */
  lastOf(ownerId: string): Promise<FeedEvent | null>;
  /** Resolves when the stream surely has the event, once: it is known by its identifier. */
  publish(event: FeedEvent): Promise<void>;
}

/** The stream knows an event that the database never had: it was restored from a backup, and nobody said so. */
export class FeedConflict extends Error {
  constructor({ ownerId, sequence }: FeedPosition) {
    super(
      `the stream has event ${sequence} of ${ownerId}, which this database has not: was it restored from a backup? ` +
        'Stop the engine and run: npm run cli -- restored',
    );
    this.name = 'FeedConflict';
  }
}

/** The right to relay, which one process has at a time. */
export type FeedTurn = {
  /** Takes or prolongs it. */
  take(): Promise<boolean>;
  /** Whether it is still this process's, by a clock that goes on while the process is suspended. */
  isOurs(): boolean;
  giveBack(): Promise<void>;
};

export type FeedRelayPorts = {
  readonly queue: FeedQueue;
  readonly lists: FeedLists;
  readonly stream: FeedStream;
  readonly turn: FeedTurn;
  /** Waits, at most until the end is asked for. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Called when relaying fails, and with null when it works again; once for a kind of failure, not for each try. */
  readonly report: (failure: unknown) => void;
};

export type FeedRelay = { stop(): Promise<void> };

/** How many events are published before their position is stored. */
const atATime = 1_000;

/** How many owners are compared with the stream at a time. */
const ownersAtATime = 500;

/** Between looks at the database while nothing is to be done, and after a failure. */
const idleMs = 500;

/**
 * Publishes the feed from the database while this process has the turn. An event is sent when the stream has the one
 * before it of the same owner, so that two processes which both believe to have the turn keep the order, too.
 */
export function startFeedRelay({ queue, lists, stream, turn, pause, report }: FeedRelayPorts): FeedRelay {
  const stopping = new AbortController();
  const { signal } = stopping;
  let failing: string | null = null;
  /** The stream that the database knows of. */
  let begun: string | null = null;
  /** Of the session with the stream, the owners that were compared. */
  let compared: { readonly session: number; readonly upTo: string | null } | null = null;
  /** Owners behind this one come first. */
  let after = '';
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      await turn.giveBack().catch(report);
    },
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let more = false;
      try {
        more = (await turn.take()) && (await relay());
        if (failing !== null) report(null);
        failing = null;
      } catch (failure) {
        if (failing !== String(failure)) report(failure);
        failing = String(failure);
      }
      if (!more) await pause(idleMs, signal);
    }
  }

  /** @returns whether there may be more */
  async function relay(): Promise<boolean> {
    const { mark, session } = await stream.open();
    if (mark !== begun) await queue.beginStream(mark);
    begun = mark;
    // A comparison under way is finished first, then made again for the new session.
    if (compared === null || (compared.upTo === null && compared.session !== session)) compared = { session, upTo: '' };
    if (compared.upTo !== null) {
      compared = { ...compared, upTo: await refillBehind(compared.upTo, mark) };
      return true;
    }
    const pending = await queue.pending(atATime, after);
    after = pending.length < atATime ? '' : (pending.at(-1)?.ownerId ?? '');
    if (pending.length === 0) return false;
    const there = await lastOfOwners(pending);
    const owners = byOwner(pending);
    const short = await ownersLacking(lists, owners, there);
    if (short.length > 0) await queue.refill(mark, short);
    for (const owner of short) owners.delete(owner);
    const outcomes = await Promise.all(
      [...owners.values()].map((events) => publishInOrder(events, there.get(events[0]?.ownerId ?? '') ?? null)),
    );
    const last = outcomes.flatMap(({ kept }) => (kept === null ? [] : [kept]));
    if (!(await queue.relayed(mark, last))) begun = null;
    const failed = outcomes.find(({ failure }) => failure !== null);
    if (failed !== undefined) throw failed.failure;
    return last.length > 0 || short.length > 0;
  }

  /**
   * Compares the last events of some owners with the stream, which loses its end where a server is restored or loses its
   * disk's last writes.
   * @returns the last owner compared, null after all
   */
  async function refillBehind(owner: string, mark: string): Promise<string | null> {
    const relayed = await queue.lastRelayed(owner, ownersAtATime);
    const there = await Promise.all(relayed.map(({ ownerId }) => stream.lastOf(ownerId)));
    const short = relayed.filter((event, at) => !isThere(event, there[at] ?? null));
    if (short.length > 0) {
      await queue.refill(
        mark,
        short.map(({ ownerId }) => ownerId),
      );
    }
    return relayed.length < ownersAtATime ? null : (relayed.at(-1)?.ownerId ?? null);
  }

  /** @returns the last event that the stream surely has, and what kept it from having the rest */
  async function publishInOrder(events: readonly FeedEvent[], there: FeedEvent | null) {
    let kept: FeedEvent | null = null;
    try {
      for (const event of events) {
        if (!isThere(event, there)) {
          if (!turn.isOurs()) break;
          await stream.publish(event);
        }
        kept = event;
      }
      return { kept, failure: null };
    } catch (failure) {
      return { kept, failure: failure as unknown };
    }
  }

  /** @throws FeedConflict */
  async function lastOfOwners(pending: readonly FeedEvent[]): Promise<ReadonlyMap<string, FeedEvent | null>> {
    const first = new Map(pending.toReversed().map((event) => [event.ownerId, event]));
    const found = await Promise.all(
      [...first.values()].map(async (event) => {
        const last = await stream.lastOf(event.ownerId);
        if (last !== null && last.sequence >= event.sequence) await assertOurs(last);
        return [event.ownerId, last] as const;
      }),
    );
    return new Map(found);
  }

  /** What the stream has is what the database has, unless a restore was counted since. */
  async function assertOurs(last: FeedEvent): Promise<void> {
    const { incarnation } = await lists.state(last.ownerId);
    const [ours] = await lists.events(last.ownerId, { after: last.sequence - 1, limit: 1 });
    if (ours === undefined ? incarnation > last.incarnation : ours.incarnation > last.incarnation) return;
    const isSame = ours?.type === last.type && ours.subject === last.subject && ours.occurredAt === last.occurredAt;
    if (!isSame) throw new FeedConflict(last);
  }
}

function byOwner(events: readonly FeedEvent[]): Map<string, readonly FeedEvent[]> {
  const owners = new Map<string, FeedEvent[]>();
  for (const event of events) {
    const known = owners.get(event.ownerId);
    if (known === undefined) owners.set(event.ownerId, [event]);
    else known.push(event);
  }
  return owners;
}
