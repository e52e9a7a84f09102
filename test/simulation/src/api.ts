import {
  answerAffinity,
  answerByCallback,
  cancelAffinity,
  contractAffinity,
  renewAffinity,
  requestAffinity,
  type InsurerAnswer,
} from '@affinity-engine/affinity';
import { findingProblems } from '@affinity-engine/affinity/testing';
import { epochMilliseconds, instantAt, type Clock, type Ids, type Instant } from '@affinity-engine/kernel';
import { typefaceWithout } from '@affinity-engine/kernel/testing';
import { callOffReplays, changeEndpoint, replayEvents, skipHead, type MonotonicClock } from '@affinity-engine/webhook';
import { overlapMs, type Surroundings } from './surroundings.js';
import type { Life } from './life.js';
import type { SimulatedStore } from './store.js';

/** The use cases of one process. */
export type Api = ReturnType<typeof apiOf>;

/** The use cases, as a dialect calls them. */
export function apiOf(
  { products, insurer, world }: Surroundings,
  { affinityWork, webhookWork }: SimulatedStore,
  clock: Clock,
  ids: Ids,
  machine: MonotonicClock,
  life: Life,
) {
  const contracting = {
    products,
    clock,
    ids,
    checkParticulars: findingProblems(),
    insurers: {
      ask: (_: unknown, { asynchronous }: { readonly asynchronous: boolean }, now: Instant) =>
        life.ask<InsurerAnswer>(
          (reply) => {
            const inMs = insurer.answerInMs();
            const answerDueAt = inMs === null ? null : instantAt(epochMilliseconds(now) + inMs);
            reply({ value: asynchronous ? { outcome: 'pending', answerDueAt } : { outcome: 'issued' } });
          },
          (random) => 1 + 10 * random.next(),
        ),
    },
  };
  const keys = () => `whsec_${Buffer.from(`${ids.next()} at ${world.now()}`).toString('base64')}`;
  const rotation = { now: () => instantAt(machine.now()), overlapMs };
  return {
    request: requestAffinity(affinityWork, products, clock, ids),
    contract: contractAffinity(affinityWork, contracting),
    renew: renewAffinity(affinityWork, contracting),
    cancel: cancelAffinity(affinityWork, products, clock, typefaceWithout('山')),
    answer: answerAffinity(affinityWork, products, clock),
    callback: answerByCallback(affinityWork, products, clock),
    change: changeEndpoint(webhookWork, keys, () => null, rotation),
    skip: skipHead(webhookWork),
    replay: replayEvents(webhookWork),
    callOff: callOffReplays(webhookWork),
  };
}
