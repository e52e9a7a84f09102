import type { Insurers } from '@affinity-engine/affinity';
import { plus } from '@affinity-engine/kernel';

/**
 * An insurer that accepts every risk: at once, or, for an asynchronous product, after a delay. An operator's earlier
 * answer wins.
 */
export const embeddedInsurer = (delaySeconds: number): Insurers => ({
  ask: (_affinity, product, now) =>
    Promise.resolve(
      product.asynchronous
        ? { outcome: 'pending', answerDueAt: plus(now, { milliseconds: Math.round(delaySeconds * 1000) }) }
        : { outcome: 'issued' },
    ),
});
