import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import type { Affinity, AffinityId } from './affinity.js';
import { affinityError } from './errors.js';
import type { AffinityWork, Products } from './ports.js';
import { withProduct, type AffinityWithProduct } from './read-affinity.js';
import { recordChange } from './record-change.js';
import { asOf, decline, issue } from './transitions.js';

export type InsurerOutcome = 'issued' | 'declined';

/** What an insurer says beside its answer, for the audit trail: why, and its own name of the matter. */
export type InsurersNote = { readonly reason?: string | undefined; readonly reference?: string | undefined };

/**
 * Records the insurer's answer to a pending affinity: from an operator, the insurer's callback or the embedded
 * insurer. The first answer wins.
 * @throws AFFINITY-UNKNOWN, TRANSITION-REFUSED
 */
export const answerAffinity =
  (work: AffinityWork, products: Products, clock: Clock) =>
  (
    id: AffinityId,
    outcome: InsurerOutcome,
    by: Actor,
    once?: Once<AffinityWithProduct>,
    note: InsurersNote = {},
  ): Promise<AffinityWithProduct> =>
    work.run(async (unit) => {
      const now = clock.now();
      const today = clock.today();
      const found = await unit.affinities.findAny(id);
      if (found === null) throw affinityError('AFFINITY-UNKNOWN', { id });
      const affinity = asOf(found, today);
      const changed =
        outcome === 'issued'
          ? ({ type: 'affinity.issued', to: issue(affinity, now) } as const)
          : ({ type: 'affinity.canceled', to: decline(affinity, now, today) } as const);
      const details = outcome === 'declined' ? { outcome, ...note } : note;
      const change = { ...changed, from: found, by, at: now, details };
      return withProduct(await recordChange(unit, products, change), products);
    }, once);

/**
 * The same for a callback. An insurer repeats its call until it gets a reply, so the same answer again is accepted.
 * @throws AFFINITY-UNKNOWN; TRANSITION-REFUSED if another answer was recorded
 */
export const answerByCallback =
  (work: AffinityWork, products: Products, clock: Clock) =>
  async (id: AffinityId, outcome: InsurerOutcome, note: InsurersNote = {}): Promise<Affinity> => {
    try {
      return (await answerAffinity(work, products, clock)(id, outcome, 'insurer:callback', undefined, note)).affinity;
    } catch (thrown) {
      const affinity = await work.run(({ affinities }) => affinities.findAny(id));
      if (affinity === null || affinity.status === 'pending') throw thrown;
      if ((affinity.issuedAt !== null) !== (outcome === 'issued')) throw thrown;
      return affinity;
    }
  };
