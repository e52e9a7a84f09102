import { httpCourier, type HttpCourier } from '@affinity-engine/adapter-delivery';
import { composeBody, type Links } from '@affinity-engine/adapter-http';
import {
  defaultDispatcherSettings,
  startDispatcher,
  type Courier,
  type DeliveryQueue,
  type Dispatcher,
  type WakeUps,
} from '@affinity-engine/webhook';
import type { Logger } from 'pino';
import { chance, machineClock } from './clocks.js';
import type { Metrics } from './metrics.js';
import type { Settings } from './settings.js';

/** How long webhooks under way may take when the process ends. */
const cutAfterMs = 6_000;

/** A courier with the engine's settings. */
export const engineCourier = (settings: Settings, links: Links): HttpCourier =>
  httpCourier(composeBody(links), machineClock, settings);

export type DeliveryParts = {
  readonly settings: Settings;
  readonly courier: HttpCourier;
  readonly wakeUps: WakeUps;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'attempted'>;
};

/** Starts delivering the events of the queue. */
export const startDelivery = (queue: DeliveryQueue, parts: DeliveryParts): Dispatcher => {
  const { wakeUps, logger, metrics } = parts;
  const { backOffSeconds, timeoutMs, excerpts } = parts.settings;
  const report = (failure: unknown): void => logger.error({ err: failure }, 'the dispatcher met a failure and goes on');
  const courier: Courier = {
    async send(endpoint, event, options) {
      const sent = await parts.courier.send(endpoint, event, options);
      metrics.attempted(sent);
      return excerpts || sent.responseExcerpt === null ? sent : { ...sent, responseExcerpt: null };
    },
  };
  return startDispatcher(
    { queue, courier, wakeUps, clock: machineClock, chance, report },
    { ...defaultDispatcherSettings, backOffSeconds, timeoutMs },
  );
};

/** Waits for everything that is ending, aborts webhooks that take too long, and closes the courier. */
export async function drain(courier: HttpCourier, ending: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  const cut = setTimeout(() => courier.cut(), cutAfterMs);
  await Promise.all(ending);
  clearTimeout(cut);
  await courier.close();
}
