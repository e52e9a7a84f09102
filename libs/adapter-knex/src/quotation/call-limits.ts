import type { CallLimits, CallLimitSettings } from '@affinity-engine/quotation';
import { windowCounter } from '../counted-windows.js';
import type { Committer } from '../engine/committer.js';

/** The calls of subscriptions, counted by all processes together. */
export function knexCallLimits(
  committer: Committer,
  { perMinute, perDay }: CallLimitSettings,
  monotonicMs?: () => number,
): CallLimits {
  const count = windowCounter(committer, monotonicMs);
  return {
    async take(subscriptionId) {
      const day = { key: `day ${subscriptionId}`, ms: 86_400_000, most: perDay };
      const minute = { key: `minute ${subscriptionId}`, ms: 60_000, most: perMinute };
      const full = await count([day, minute]);
      return full === null ? null : { exceeded: full.key === day.key ? 'quota' : 'rate', seconds: full.seconds };
    },
  };
}
