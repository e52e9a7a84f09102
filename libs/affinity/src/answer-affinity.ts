import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import type { Affinity, AffinityId } from './affinity.js';
import { affinityError } from './errors.js';
import type { AffinityWork, Products } from './ports.js';
import { recordChange } from './record-change.js';
import { asOf, decline, issue } from './transitions.js';

export type InsurerOutcome = 'issued' | 'declined';

/**
 * Takes the insurer's answer to a pending affinity: from an operator, the insurer's own callback or the embedded
 * insurer. The first answer wins.
 * @throws AFFINITY-UNKNOWN, TRANSITION-REFUSED
 */
export const answerAffinity =
  (work: AffinityWork, products: Products, clock: Clock) =>
  (id: AffinityId, outcome: InsurerOutcome, by: Actor, once?: Once<Affinity>): Promise<Affinity> =>
    work.run(async (unit) => {
      const now = clock.now();
      const today = clock.today();
      const found = await unit.affinities.findAny(id);
      if (found === null) throw affinityError('AFFINITY-UNKNOWN', { id });
      const affinity = asOf(found, today);
      return outcome === 'issued'
        ? recordChange(unit, products, { type: 'affinity.issued', from: found, to: issue(affinity, now), by, at: now })
        : recordChange(unit, products, {
            type: 'affinity.canceled',
            from: found,
            to: decline(affinity, now, today),
            by,
            at: now,
          });
    }, once);
