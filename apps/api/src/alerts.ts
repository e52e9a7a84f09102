import { httpCourier } from '@affinity-engine/adapter-delivery';
import { alertBody } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { alertsByMail } from '@affinity-engine/adapter-mail';
import { alertSettings, machineClock, type Settings } from '@affinity-engine/platform';
import { alertDams, alertsByWebhook, type AlertChannel } from '@affinity-engine/webhook';
import type { Platform } from './container.js';

/** The ways to alert operators, as the settings have them. */
export type Alerts = {
  readonly channels: readonly AlertChannel[];
  /** Gives up what is under way: it is sent again later. */
  close(): Promise<void>;
};

export function openAlerts(settings: Settings, publicUrl: () => string): Alerts {
  const { mail, webhook } = alertSettings(settings);
  const byMail = mail === null ? null : alertsByMail(mail, () => `${publicUrl()}/console`);
  const courier = webhook === null ? null : httpCourier(({ body }) => body, machineClock, settings);
  const byWebhook = webhook === null || courier === null ? null : alertsByWebhook(courier, webhook, alertBody);
  return {
    channels: [byMail, byWebhook].filter((channel) => channel !== null),
    async close() {
      byMail?.close();
      courier?.cut();
      await courier?.close();
    },
  };
}

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
