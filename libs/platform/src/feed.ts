import { setTimeout as wait } from 'node:timers/promises';
import { feedEventFrom, feedEventWire } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { natsFeed } from '@affinity-engine/adapter-nats';
import type { Ids } from '@affinity-engine/kernel';
import { leasedTurn, startFeedRelay, type FeedRelay } from '@affinity-engine/webhook';
import type { Logger } from 'pino';
import { machineClock } from './clocks.js';
import type { Keys } from './keys.js';
import { natsSettings } from './nats-settings.js';
import type { Settings } from './settings.js';

export type FeedParts = {
  readonly settings: Settings;
  readonly keys: Pick<Keys, 'installation'>;
  readonly ids: Ids;
  readonly logger: Logger;
};

/** Publishes the event feed, if it is switched on: one of all processes does. If it is off, its events need not wait. */
export async function startFeed({ feed: queue, lists, leases }: Store, parts: FeedParts): Promise<FeedRelay | null> {
  const { settings, keys, ids, logger } = parts;
  const nats = natsSettings(settings);
  if (nats === null || !settings.eventFeed) {
    await queue.endStream();
    return null;
  }
  const stream = natsFeed(
    {
      ...nats,
      engine: Buffer.from(keys.installation).toString('hex', 0, 8),
      replicas: settings.eventFeedReplicas,
      keptDays: settings.eventDays,
      compose: feedEventWire,
      read: feedEventFrom,
    },
    () => undefined, // The relay reports what it cannot do.
  );
  const holder = ids.next();
  const relay = startFeedRelay({
    queue,
    lists: lists.feed,
    stream,
    turn: leasedTurn(
      { take: (ms) => leases.take('event feed', holder, ms), giveBack: () => leases.giveBack('event feed', holder) },
      machineClock.elapsed,
    ),
    pause: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
    report: (failure) =>
      failure === null
        ? logger.warn('the event feed is published again')
        : logger.error({ err: failure }, 'the event feed is not published'),
  });
  return {
    async stop() {
      await relay.stop();
      await stream.close();
    },
  };
}
