import type { FeedEvent, FeedStream, OpenedStream } from '@affinity-engine/webhook';
import {
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
  type JetStreamManager,
  type NatsConnection,
  type StreamConfig,
} from 'nats';
import { natsLink, type NatsReport } from './connection.js';
import type { NatsSettings } from './credentials.js';

export type FeedSettings = NatsSettings & {
  /** Another for each engine: the stream of one must not be taken for that of another. */
  readonly engine: string;
  readonly replicas: number;
  readonly keptDays: number;
  /** How long what is published twice is known. By default ten minutes: longer than a lease and an acknowledgement. */
  readonly duplicatesKnownMs?: number;
  /** An event as it is published. */
  readonly compose: (event: FeedEvent) => object;
  /** An event from what was published, with `compose` the other way round. */
  readonly read: (published: unknown) => FeedEvent;
};

/** A {@link FeedStream} that holds a connection. */
export type NatsFeed = FeedStream & { close(): Promise<void> };

/** The stream of the feed, and what it carries. */
export const feedStreamName = 'affinity-events';
const subjects = 'affinity.events';

/** How long the acknowledgement of a message may take, and how often the stream is looked at while nothing happens. */
const [ackMs, lookMs] = [5_000, 5_000];

/** How long a connection is waited for. */
const connectMs = 2_000;

const tenMinutes = 10 * 60_000;

const dayMs = 86_400_000;

/** A part of a subject: other characters than these would end it or match others. */
const token = (text: string): string =>
  text.replaceAll(/[^\w:-]/gu, (sign) => Buffer.from(sign).toString('hex').toUpperCase().replaceAll(/../g, '=$&'));

/** Where an event is published. The type, which has points, may be several parts: `affinity.events.*.affinity.>`. */
export const feedSubject = ({ ownerId, type }: Pick<FeedEvent, 'ownerId' | 'type'>): string =>
  `${subjects}.${token(ownerId)}.${type}`;

/** What is known of the stream while one connection holds and nothing failed. */
type Session = {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly client: JetStreamClient;
  readonly stream: OpenedStream;
  readonly lookedAt: number;
};

/** What is known of a stream: when it was made, and its messages; `last` is the number of the last one. */
type Look = { readonly mark: string; readonly messages: number; readonly last: number; readonly oldestAt: number };

/** The feed on JetStream: a message is known by the event's identifier for ten minutes. */
export function natsFeed(settings: FeedSettings, report: NatsReport): NatsFeed {
  let connected: () => void = () => undefined;
  const link = natsLink(settings, report, () => {
    interruptions += 1;
    connected();
  });
  let session: Session | null = null;
  /** Grows with each connection and each loss that shows. */
  let interruptions = 0;
  let looked: Look | null = null;
  return {
    async open() {
      const connection = link.current() ?? (await soon());
      if (connection === null) throw new Error('NATS cannot be reached');
      const isFresh = session !== null && performance.now() - session.lookedAt < lookMs;
      const isSame = session?.connection === connection;
      if (session !== null && isSame && isFresh && session.stream.session === interruptions) return session.stream;
      const manager = session !== null && isSame ? session.manager : await connection.jetstreamManager();
      const lookedAt = performance.now();
      const look = await provide(manager, settings);
      if (looked !== null && hasLost(looked, look, settings)) interruptions += 1;
      looked = look;
      const stream = { mark: look.mark, session: interruptions };
      session = { connection, manager, client: connection.jetstream(), stream, lookedAt };
      return stream;
    },
    lastOf: (ownerId) => lastMessage(opened().manager, ownerId),
    async publish(event) {
      assertUninterrupted();
      const message = settings.compose(event) as { readonly id: string };
      const options = { msgID: message.id, expect: { streamName: feedStreamName }, timeout: ackMs };
      try {
        const { seq, duplicate } = await opened().client.publish(feedSubject(event), JSON.stringify(message), options);
        if (duplicate) await assertThere(opened().manager, seq);
        else if (looked !== null) looked = withMessage(looked, seq);
      } catch (failure) {
        // The stream may be gone: it is looked at again.
        if (session !== null) session = { ...session, lookedAt: -Infinity };
        throw failure;
      }
    },
    close: () => link.close(),
  };

  /** The connection, if it is made within two seconds. */
  async function soon(): Promise<NatsConnection | null> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, connectMs);
      connected = () => (clearTimeout(late), resolve());
    });
    return link.current();
  }

  /** After an interruption the stream is compared before anything is published. */
  function assertUninterrupted(): void {
    const { connection, stream } = opened();
    if (link.current() !== connection || stream.session !== interruptions) throw new Error('NATS was interrupted');
  }

  function opened(): Session {
    if (session === null) throw new Error('the stream is not open');
    return session;
  }

  /** A stream that was emptied knows its old messages for a while, and takes them for duplicates. */
  async function assertThere(manager: JetStreamManager, seq: number): Promise<void> {
    await manager.streams.getMessage(feedStreamName, { seq }).catch((failure: unknown) => {
      if (!isNotFound(failure)) throw failure;
      throw new Error(`stream ${feedStreamName} lost message ${seq}, and takes its event again in ten minutes`);
    });
  }

  async function lastMessage(manager: JetStreamManager, ownerId: string): Promise<FeedEvent | null> {
    try {
      const query = { last_by_subj: `${subjects}.${token(ownerId)}.>` };
      return settings.read((await manager.streams.getMessage(feedStreamName, query)).json());
    } catch (failure) {
      if (isNotFound(failure)) return null;
      throw failure;
    }
  }
}

const withMessage = ({ mark, messages, last, oldestAt }: Look, seq: number): Look => ({
  mark,
  messages: messages + 1,
  last: Math.max(last, seq),
  oldestAt: messages === 0 ? Date.now() : oldestAt,
});

/** Whether a stream has less than it acknowledged, and not since its messages have had their time. */
function hasLost(before: Look, after: Look, { keptDays }: FeedSettings): boolean {
  if (before.mark !== after.mark) return false;
  const isYoung = Date.now() - before.oldestAt < keptDays * dayMs;
  return after.last < before.last || (after.messages < before.messages && isYoung);
}

const isNotFound = (failure: unknown): boolean => (failure as { readonly code?: unknown }).code === '404';

const configOf = ({ engine, replicas, keptDays, duplicatesKnownMs = tenMinutes }: FeedSettings) =>
  ({
    description: `events of affinity-engine ${engine}`,
    subjects: [`${subjects}.>`],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    num_replicas: replicas,
    max_age: nanos((keptDays + 1) * dayMs), // longer than the database keeps them: what it has, the stream has
    max_msgs: -1,
    max_bytes: -1,
    duplicate_window: nanos(duplicatesKnownMs),
  }) as const satisfies Partial<StreamConfig>;

/**
 * Makes the stream, or brings its configuration up to date, and compares what the server says with what was asked: old
 * servers leave out what they do not know.
 */
async function provide(manager: JetStreamManager, settings: FeedSettings): Promise<Look> {
  const wanted = configOf(settings);
  const found = await manager.streams.info(feedStreamName).catch((failure: unknown) => {
    if (isNotFound(failure)) return null;
    throw failure;
  });
  if (found !== null && found.config.description !== wanted.description) {
    throw new Error(`stream ${feedStreamName} belongs to another: "${found.config.description ?? ''}"`);
  }
  const info =
    found === null
      ? await manager.streams.add({ name: feedStreamName, ...wanted })
      : differences(found.config, wanted).length === 0
        ? found
        : await manager.streams.update(feedStreamName, { ...found.config, ...wanted });
  const differing = differences(info.config, wanted);
  if (differing.length > 0)
    throw new Error(`stream ${feedStreamName}: the server does not keep ${differing.join(', ')}`);
  // Another stream was made at another time.
  const { messages, last_seq: last, first_ts: oldest } = info.state;
  return { mark: String(info.created), messages, last, oldestAt: Date.parse(oldest) };
}

const differences = (config: StreamConfig, wanted: Partial<StreamConfig>): readonly string[] =>
  Object.entries(wanted)
    .filter(([name, value]) => JSON.stringify(config[name as keyof StreamConfig]) !== JSON.stringify(value))
    .map(([name]) => name);
