import { dueRounds, isDomainError, type Clock } from '@affinity-engine/kernel';
import type { answerAffinity } from './answer-affinity.js';
import type { AffinityLists, AffinityWork, Products } from './ports.js';
import { recordChange } from './record-change.js';
import { expire, hasEnded } from './transitions.js';

/**
 * Expires affinities after their last day, each once, also with several processes and after downtime.
 * @returns how many expired in this round; call again while it is not 0
 */
export const expireAffinities = (work: AffinityWork, lists: AffinityLists, products: Products, clock: Clock) =>
  dueRounds({
    clock,
    due: (limit) => lists.ended(clock.today(), limit),
    idOf: (id) => id,
    act: (id) =>
      work.run(async (unit) => {
        const affinity = await unit.affinities.findAny(id);
        if (affinity === null || !hasEnded(affinity, clock.today())) return false;
        if (affinity.status !== 'issued' && affinity.status !== 'pending') return false;
        const change = { type: 'affinity.expired', by: 'engine', at: clock.now() } as const;
        await recordChange(unit, products, { ...change, from: affinity, to: expire(affinity) });
        return true;
      }),
  });

/**
 * Gives the embedded insurer's answers that are due. An earlier answer, for example of an operator, stands.
 * @returns how many were answered in this round
 */
export const answerDueAffinities = (lists: AffinityLists, answer: ReturnType<typeof answerAffinity>, clock: Clock) =>
  dueRounds({
    clock,
    due: (limit) => lists.answerDue(clock.now(), limit),
    idOf: (id) => id,
    async act(id) {
      try {
        await answer(id, 'issued', 'insurer:embedded');
        return true;
      } catch (thrown) {
        if (isDomainError(thrown) && thrown.code === 'TRANSITION-REFUSED') return false;
        throw thrown;
      }
    },
  });
