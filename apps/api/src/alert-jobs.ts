import type { Store } from '@affinity-engine/adapter-knex';
import { alertSettings, machineClock } from '@affinity-engine/platform';
import { alertDams } from '@affinity-engine/webhook';
import type { Platform } from './container.js';

/** How often it is looked for endpoints that are dammed. */
const everyMs = 2_000;

/** A job for each channel: one that is slow or away holds up no other. */
export function alertJobs({ lists, values, works }: Store, platform: Platform) {
  const { settings, ids, logger, products, alerts } = platform;
  const { afterMs, remindMs } = alertSettings(settings);
  return alerts.channels.map((channel) => ({
    name: `alerts by ${channel.name}`,
    everyMs,
    run: alertDams(
      {
        lists: lists.deliveries,
        ...{ values, channel, nameOf, ids, clock: machineClock },
        report: (failure) =>
          logger.warn(
            { channel: channel.name, reason: reasonOf(failure) },
            'an alert did not arrive and is sent again',
          ),
      },
      { afterMs, remindMs },
    ),
  }));

  /** What people call a partner, or an insurer, whose owner is `insurer:ID`. */
  async function nameOf(ownerId: string): Promise<string> {
    const insurer = products.current().insurers.find(({ id }) => ownerId === `insurer:${id}`);
    if (insurer !== undefined) return insurer.name;
    const partner = await works.affinity.run(({ partners }) => partners.find(ownerId));
    return partner?.name ?? ownerId;
  }
}

/** Errors of a mail server may quote what it was sent: the first line is its answer. */
const reasonOf = (failure: unknown): string =>
  (failure instanceof Error ? failure.message : String(failure)).split('\n')[0]?.slice(0, 200) ?? '';
