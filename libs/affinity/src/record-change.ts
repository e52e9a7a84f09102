import type { Actor, Instant } from '@affinity-engine/kernel';
import type { Affinity } from './affinity.js';
import type { AffinityEventType, AffinityPorts, Products } from './ports.js';

/** A change of an affinity: before, after, by whom and when. */
export type Change = {
  readonly type: AffinityEventType;
  readonly from: Affinity;
  readonly to: Affinity;
  readonly by: Actor;
  readonly at: Instant;
};

/**
 * Saves a changed affinity with its event and audit entry. An insurer that was asked and has not answered is informed
 * where the risk ends: its cancellation or expiry, not an issue in its place.
 */
export async function recordChange(
  unit: AffinityPorts,
  products: Products,
  { type, from, to, by, at }: Change,
): Promise<Affinity> {
  const product = await products.at(to.productId, to.productVersion);
  unit.affinities.save(to);
  unit.events.append(type, to, product, at);
  if (awaitsCallback(from) && to.status !== 'issued' && !byInsurer(by)) {
    unit.events.tellInsurer('insurer.risk-withdrawn', to, product, at);
  }
  unit.audit.append({ actor: by, action: type, subject: to.id });
  return { ...to, version: to.version + 1 };
}

const awaitsCallback = ({ status, answerDueAt }: Affinity): boolean => status === 'pending' && answerDueAt === null;

const byInsurer = (actor: Actor): boolean => actor.startsWith('insurer:');
