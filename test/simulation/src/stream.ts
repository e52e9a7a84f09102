import { feedEventId, type FeedEvent, type FeedStream } from '@affinity-engine/webhook';
import type { Life, Outcome } from './life.js';
import type { Random } from './random.js';
import type { Sometimes } from './sometimes.js';
import type { World } from './world.js';

/** What ails the server of the stream. */
export type StreamAilments = { isDown: boolean; losesRequests: number; losesAcks: number };

type Message = { readonly number: number; readonly event: FeedEvent };

export type StreamServer = {
  readonly ailments: StreamAilments;
  messages(): readonly FeedEvent[];
  /** The stream is gone. */
  wipe(): void;
  /** The stream lost its last messages, as after a restore. */
  loseEnd(count: number): void;
  portOf(life: Life): FeedStream;
};

/** How long a message is known by its identifier, how long an acknowledgement may take, how often it is looked. */
export const [duplicatesKnownMs, ackMs, lookMs] = [20_000, 5_000, 5_000];

const latency = (random: Random): number => 0.5 + 4 * random.next();

/** A log that keeps order, as JetStream's, with the refusals of the adapter for it. */
export function newStreamServer(world: World, random: Random, sometimes: Sometimes): StreamServer {
  const ailments: StreamAilments = { isDown: false, losesRequests: 0, losesAcks: 0 };
  const ports = new Map<Life, () => void>();
  let made = 0;
  let mark: string | null = null;
  let messages: Message[] = [];
  let last = 0;
  let known = new Map<string, { readonly at: number; readonly number: number }>();
  /** Grows when connections are lost. */
  let epoch = 0;

  /** All processes lose their connections, and notice it soon. */
  function interrupt(): void {
    epoch += 1;
    for (const [life, interrupted] of ports) if (!life.isOver()) life.after(5 * random.next(), interrupted);
  }

  function publish(event: FeedEvent): Outcome<null> {
    if (mark === null) return { failure: new Error('no stream') };
    const id = feedEventId(event);
    const before = known.get(id);
    if (before !== undefined && world.now() - before.at < duplicatesKnownMs) {
      const isThere = messages.some(({ number }) => number === before.number);
      return isThere ? { value: null } : { failure: new Error('the stream lost this message') };
    }
    last += 1;
    messages.push({ number: last, event });
    known.set(id, { at: world.now(), number: last });
    return { value: null };
  }

  return {
    ailments,
    messages: () => messages.map(({ event }) => event),
    wipe() {
      world.note('stream', 'is wiped');
      sometimes.reached('a wiped bus');
      mark = null;
      messages = [];
      known = new Map();
      last = 0;
      interrupt();
    },
    loseEnd(count) {
      world.note('stream', `loses its last ${count} messages`);
      if (messages.length > 0) sometimes.reached('a bus that lost its end');
      messages = messages.slice(0, Math.max(0, messages.length - count));
      last = messages.at(-1)?.number ?? 0;
      // A server that starts knows the messages that it has.
      known = new Map([...known].filter(([, { number }]) => number <= last));
      interrupt();
    },
    portOf(life) {
      let interruptions = 0;
      let session: { readonly mark: string; readonly epoch: number; lookedAt: number; readonly number: number } | null =
        null;
      ports.set(life, () => void (interruptions += 1));
      life.atEnd(() => ports.delete(life));
      const ask = <Of>(what: string, serve: () => Outcome<Of>): Promise<Of> => {
        const from = session?.epoch;
        return life.ask<Of>((reply) => {
          const isLost = life.random.happens(ailments.losesRequests);
          if (ailments.isDown || isLost || (what !== 'open' && from !== epoch)) {
            return reply({ failure: new Error(`the stream is out of reach: ${what}`) });
          }
          reply(serve());
        }, latency);
      };
      return {
        async open() {
          const isFresh = session !== null && world.now() - session.lookedAt < lookMs;
          if (session !== null && isFresh && session.number === interruptions) {
            return { mark: session.mark, session: session.number };
          }
          const found = await ask('open', () => {
            mark ??= `made ${(made += 1)} at ${world.now()}`;
            return { value: { mark, epoch } };
          });
          session = { ...found, lookedAt: world.now(), number: interruptions };
          return { mark: found.mark, session: interruptions };
        },
        lastOf: (ownerId) =>
          ask('last message', () => ({
            value: messages.findLast(({ event }) => event.ownerId === ownerId)?.event ?? null,
          })),
        async publish(event) {
          if (session === null || session.number !== interruptions) throw new Error('the stream was interrupted');
          try {
            await new Promise<void>((resolve, reject) => {
              life.after(ackMs, () => reject(new Error('no acknowledgement')));
              ask('publish', () => publish(event)).then(() => {
                if (!life.random.happens(ailments.losesAcks)) return resolve();
                sometimes.reached('a publication stored, and its acknowledgement lost');
              }, reject);
            });
          } catch (failure) {
            if (session !== null) session.lookedAt = -Infinity;
            throw failure;
          }
        },
      };
    },
  };
}
