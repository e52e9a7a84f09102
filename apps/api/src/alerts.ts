import { httpCourier } from '@affinity-engine/adapter-delivery';
import { alertBody } from '@affinity-engine/adapter-http';
import { alertsByMail } from '@affinity-engine/adapter-mail';
import { alertSettings, machineClock, type Settings } from '@affinity-engine/platform';
import { alertsByWebhook, type AlertChannel } from '@affinity-engine/webhook';

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
