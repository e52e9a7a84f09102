import { isDomainError, type Clock } from '@affinity-engine/kernel';
import type { AffinityId } from './affinity.js';
import type { answerAffinity } from './answer-affinity.js';
import type { AffinityLists, AffinityWork, Products } from './ports.js';
import { recordChange } from './record-change.js';
import { expire, hasEnded } from './transitions.js';

/** The most affinities of one round; after a full round the next follows at once. */
const roundSize = 200;

/**
 * Expires affinities after their last day, each once, also with several processes and after downtime.
 * @returns how many expired in this round; call again while it is not 0
 */
export const expireAffinities =
  (work: AffinityWork, lists: AffinityLists, products: Products, clock: Clock) => async (): Promise<number> => {
    const today = clock.today();
    const due = await lists.ended(today, roundSize);
    const expired = await eachOf(due, expireOne);
    return expired.filter(Boolean).length;

    function expireOne(id: AffinityId): Promise<boolean> {
      return work.run(async (unit) => {
        const affinity = await unit.affinities.findAny(id);
        if (affinity === null || !hasEnded(affinity, today)) return false;
        if (affinity.status !== 'issued' && affinity.status !== 'pending') return false;
        const change = { type: 'affinity.expired', by: 'engine', at: clock.now() } as const;
        await recordChange(unit, products, { ...change, from: affinity, to: expire(affinity) });
        return true;
      });
    }
  };

/**
 * Gives the embedded insurer's answers that are due. An earlier answer, for example of an operator, stands.
 * @returns how many were answered in this round
 */
export const answerDueAffinities =
  (lists: AffinityLists, answer: ReturnType<typeof answerAffinity>, clock: Clock) => async (): Promise<number> => {
    const due = await lists.answerDue(clock.now(), roundSize);
    const answered = await eachOf(due, answerOne);
    return answered.filter(Boolean).length;

    async function answerOne(id: AffinityId): Promise<boolean> {
      try {
        await answer(id, 'issued', 'insurer:embedded');
        return true;
      } catch (thrown) {
        if (isDomainError(thrown) && thrown.code === 'TRANSITION-REFUSED') return false;
        throw thrown;
      }
    }
  };

/** Processes each item; failures do not stop the others and are thrown at the end. */
async function eachOf<Result>(
  ids: readonly AffinityId[],
  act: (id: AffinityId) => Promise<Result>,
): Promise<readonly Result[]> {
  const outcomes = await Promise.allSettled(ids.map((id) => act(id)));
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
