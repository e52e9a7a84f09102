import { inProcessWakeUps } from '@affinity-engine/adapter-delivery';
import { postgresWakeUps } from '@affinity-engine/adapter-knex';
import { natsWakeUps } from '@affinity-engine/adapter-nats';
import type { WakeUps } from '@affinity-engine/webhook';
import type { Logger } from 'pino';
import type { Keys } from './keys.js';
import { natsSettings } from './nats-settings.js';
import type { Settings } from './settings.js';

/** Wake-ups with what they keep open. */
export type OpenWakeUps = WakeUps & {
  /** Closes connections, within two seconds. */
  close(): Promise<void>;
};

/** Wake-ups through NATS if there is a NATS_URL, else through the database if that is PostgreSQL, else in this process. */
export function engineWakeUps(
  settings: Settings,
  { installation }: Pick<Keys, 'installation'>,
  logger: Logger,
): OpenWakeUps {
  const nats = natsSettings(settings);
  if (nats !== null) return natsWakeUps({ ...nats, subject: subjectOf(installation) }, reportOf('NATS', logger));
  if ('url' in settings.database) return postgresWakeUps(settings.database.url, reportOf('PostgreSQL', logger));
  return { ...inProcessWakeUps(), close: async () => undefined };
}

/** Another for each engine: one must not take the wake-ups of another at the same server. */
const subjectOf = (installation: Uint8Array): string =>
  `affinity.wake-ups.${Buffer.from(installation).toString('hex', 0, 8)}`;

const sentences = {
  lost: 'cannot be reached for wake-ups: webhooks may be half a second later',
  refused: 'refuses wake-ups: webhooks may be half a second later',
  back: 'carries wake-ups again',
} as const;

const reportOf =
  (technology: string, logger: Logger) =>
  (state: keyof typeof sentences, cause?: unknown): void =>
    logger.warn(cause === undefined ? {} : { err: cause }, `${technology} ${sentences[state]}`);
