import { insurerOf } from '@affinity-engine/catalogue';
import type { Products, Insurers } from '@affinity-engine/affinity';

/**
 * Chooses the insurer of a product: one that answers by callback is asked over HTTP, through an event of the unit of
 * work; for all others the embedded insurer answers.
 */
export const insurersOf = (products: Products, embedded: Insurers): Insurers => ({
  ask: (affinity, product, now) =>
    insurerOf(products.current(), product.insurer.id).answers === 'callback'
      ? Promise.resolve({ outcome: 'pending', answerDueAt: null })
      : embedded.ask(affinity, product, now),
});
