import type { Advance, ClaimState, DeliveryQueue } from '@affinity-engine/webhook';
import { answerTo } from './statements/webhook.js';
import type { Surroundings } from './surroundings.js';

/** The queue of a dispatcher: each answer must be that to its own progress, and some things should happen now and then. */
export function watched(
  queue: DeliveryQueue,
  { sometimes, database, broken }: Pick<Surroundings, 'sometimes' | 'database' | 'broken'>,
): DeliveryQueue {
  const lastSeen = new Map<string, number>();
  const checked = (progress: Advance, state: ClaimState): ClaimState => {
    const own = answerTo(progress);
    if (state !== own) broken('I1', `progress was answered ${state}, and its own answer is ${String(own)}`);
    if (state === 'fenced') sometimes.reached('progress that was fenced off');
    return state;
  };
  return {
    ...queue,
    async claim(limit, leaseMs, failing) {
      const claims = await queue.claim(limit, leaseMs, failing);
      if (claims.some(({ takeover, maybeSentUpTo, cursor }) => takeover && maybeSentUpTo > cursor))
        sometimes.reached('a takeover with doubt');
      return claims;
    },
    async advance(claim, progress, leaseMs) {
      return checked(progress, await queue.advance(claim, progress, leaseMs));
    },
    waiting(id, query) {
      lastSeen.set(id, database.committed.endpoints.get(id)?.lastSequence ?? 0);
      return queue.waiting(id, query);
    },
    async release(claim, progress, retryInMs) {
      const { id } = claim.endpoint;
      const isNew = (database.committed.endpoints.get(id)?.lastSequence ?? 0) > (lastSeen.get(id) ?? Infinity);
      if (isNew) sometimes.reached('an event appended between the last read and the release');
      return checked(progress, await queue.release(claim, progress, retryInMs));
    },
  };
}
