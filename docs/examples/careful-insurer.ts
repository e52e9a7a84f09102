import type { Insurers } from '@affinity-engine/affinity';
import { planOf } from '@affinity-engine/catalogue';

/** An insurer that takes small risks at once and looks at the others itself: it answers those when it has. */
export const carefulInsurer = (mostAtOnce: number): Insurers => ({
  async ask(affinity, product) {
    const { coverages } = planOf(product, affinity.planId);
    const highest = Math.max(...coverages.map(({ limit }) => limit));
    return highest <= mostAtOnce ? { outcome: 'issued' } : { outcome: 'pending', answerDueAt: null };
  },
});
