import { defaultBackOff } from '@affinity-engine/webhook';
import { allowPrivate, decimal, one, whole, type Environment } from './setting-values.js';

/** The settings of webhooks, a part of the table of settings. */
export const webhookTable = {
  backOffSeconds: {
    name: 'WEBHOOK_BACKOFF_SECONDS',
    fallback: defaultBackOff.join(','),
    meaning: 'seconds between attempts of a webhook, decimals allowed; the last repeats',
    read: (text?: string) =>
      text === undefined ? defaultBackOff : text.split(',').map((each) => decimal(each, 0.01, 86_400)),
  },
  timeoutMs: {
    name: 'WEBHOOK_TIMEOUT_SECONDS',
    fallback: '15',
    meaning: 'total deadline of one attempt',
    read: (text = '15') => Math.round(decimal(text, 0.05, 120) * 1000),
  },
  allowPrivate: {
    name: 'WEBHOOK_ALLOW_PRIVATE',
    fallback: 'true in sandbox on loopback, else false',
    meaning: 'whether private addresses, and http, may be webhook endpoints',
    read: (text: string | undefined, environment: Environment) => allowPrivate(text, environment),
  },
  attemptDays: {
    name: 'WEBHOOK_ATTEMPT_DAYS',
    fallback: '30',
    meaning: 'how long the log of attempts is kept',
    read: (text = '30') => whole(text, 1, 3650),
  },
  signingKeyHours: {
    name: 'WEBHOOK_KEY_OVERLAP_HOURS',
    fallback: '24',
    meaning: 'how long a rotated signing key of an endpoint signs beside its successor',
    read: (text = '24') => whole(text, 0, 8760),
  },
  excerpts: {
    name: 'WEBHOOK_EXCERPTS',
    fallback: 'off',
    meaning: 'on: the log of attempts keeps the beginning of what a receiver answered, which may name persons',
    read: (text = 'off') => one(text, ['on', 'off']) === 'on',
  },
} as const;
