import type { CallLimits, Subscription } from '@affinity-engine/quotation';
import type { Caller } from '../edge/caller.js';
import { edgeError } from '../edge/errors.js';
import type { Authentication } from '../edge/route.js';

const keyHeader = 'ocp-apim-subscription-key';

/** The most keys that are remembered. */
const mostKnown = 10_000;

/**
 * The caller, by its subscription key. Every call of a known key counts towards its limits. Rejects with
 * SUBSCRIPTION-KEY-MISSING, SUBSCRIPTION-KEY-INVALID, RATE-EXCEEDED, QUOTA-EXCEEDED.
 */
export const subscriptionGate = (
  subscriptionOf: (key: string) => Promise<Subscription | null>,
  limits: CallLimits,
): Authentication => {
  const known = new Set<string>();
  return {
    nameOf: ({ [keyHeader]: key }) => (typeof key === 'string' && known.has(key) ? key : undefined),
    async callerOf(headers): Promise<Caller> {
      const key = headers[keyHeader];
      if (key === undefined || key === '') throw edgeError('SUBSCRIPTION-KEY-MISSING');
      const subscription = typeof key === 'string' && key.length <= 200 ? await subscriptionOf(key) : null;
      if (subscription === null) throw edgeError('SUBSCRIPTION-KEY-INVALID');
      if (known.size >= mostKnown) known.clear();
      known.add(String(key));
      const over = await limits.take(subscription.id);
      if (over !== null) {
        throw edgeError(over.exceeded === 'rate' ? 'RATE-EXCEEDED' : 'QUOTA-EXCEEDED', { seconds: over.seconds });
      }
      return { kind: 'subscription', subscription };
    },
    challenge: {
      scheme: 'SubscriptionKey realm="affinity-engine", name="Ocp-Apim-Subscription-Key"',
      isGiven: ({ [keyHeader]: key = '' }) => key !== '',
    },
    schemes: {
      subscriptionKey: {
        type: 'apiKey',
        in: 'header',
        name: 'Ocp-Apim-Subscription-Key',
        description: 'The key of a subscription, which operators make',
      },
    },
  };
};
