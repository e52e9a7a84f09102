import { insurerOf } from '@affinity-engine/catalogue';
import type { Products, Insurers } from '@affinity-engine/affinity';

/**
 * Each product's insurer: one that answers by callback is asked over HTTP, through the events of the unit of work,
 * and takes its time; for any other the embedded insurer speaks.
 */
export const insurersOf = (products: Products, embedded: Insurers): Insurers => ({
  ask: (affinity, product, now) =>
    insurerOf(products.current(), product.insurer.id).answers === 'callback'
      ? Promise.resolve({ outcome: 'pending', answerDueAt: null })
      : embedded.ask(affinity, product, now),
});
