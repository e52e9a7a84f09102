import { setTimeout as wait } from 'node:timers/promises';
import { AckPolicy, connect, nanos, type Consumer } from 'nats';

export type FeedEvent = {
  readonly id: string;
  readonly owner_id: string;
  readonly incarnation: number;
  readonly sequence: number;
  readonly type: string;
  readonly affinity_id: string;
  readonly occurred_at: string;
};

// [take]
/** Where your system keeps what it has read. `keep` stores the event and makes it the last one of its owner, at once. */
export type FeedStore = {
  last(ownerId: string): Promise<FeedEvent | null>;
  keep(event: FeedEvent): Promise<void>;
};

/** The next events after an id, null for the oldest, as `GET /ops/v1/events` or `GET /v1/events` answers them. */
export type ReadAfter = (ownerId: string, after: string | null) => Promise<readonly FeedEvent[]>;

/** Takes an event from the stream: what was missed before it is read over HTTP, what is known is passed over. */
export async function take(event: FeedEvent, store: FeedStore, readAfter: ReadAfter): Promise<void> {
  let last = await store.last(event.owner_id);
  while (last === null || isAfter(event, last)) {
    const follows = event.incarnation === (last?.incarnation ?? 1) && event.sequence === (last?.sequence ?? 0) + 1;
    const next = follows ? [event] : await readAfter(event.owner_id, last?.id ?? null);
    if (next.length === 0) throw new Error(`event ${event.id} cannot be read over HTTP yet`);
    for (const each of next) await store.keep(each);
    last = next.at(-1) ?? null;
  }
}

const isAfter = (one: FeedEvent, other: FeedEvent): boolean =>
  one.incarnation > other.incarnation || (one.incarnation === other.incarnation && one.sequence > other.sequence);

// [read]
/** Reads the stream for ever, one event after the other; begins anew where the server lost it. */
export async function readFeed(servers: string, name: string, store: FeedStore, readAfter: ReadAfter) {
  const connection = await connect({ servers, maxReconnectAttempts: -1 });
  const stopping = new AbortController();
  const reading = read();
  return {
    async stop() {
      stopping.abort();
      await reading;
      await connection.close();
    },
  };

  async function read(): Promise<void> {
    let consumer: Consumer | null = null;
    while (!stopping.signal.aborted) {
      try {
        consumer ??= await begin();
        const message = await consumer.next({ expires: 1_000 });
        if (message === null) continue;
        await take(message.json<FeedEvent>(), store, readAfter);
        message.ack();
      } catch {
        consumer = null; // what was not acknowledged comes again
        await wait(1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  async function begin(): Promise<Consumer> {
    const manager = await connection.jetstreamManager();
    await manager.consumers.add('affinity-events', {
      durable_name: name,
      filter_subject: 'affinity.events.>', // or affinity.events.PARTNER.> for one of them
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(5_000),
      max_ack_pending: 1, // keeps the order
    });
    return connection.jetstream().consumers.get('affinity-events', name);
  }
}
