import type { Actor, Instant } from '@affinity-engine/kernel';
import type { Affinity } from './affinity.js';
import type { AffinityEventType, AffinityPorts, Products } from './ports.js';

/** Keeps a changed affinity together with what every change leaves behind: an event and a line of the audit trail. */
export async function recordChange(
  unit: AffinityPorts,
  products: Products,
  actor: Actor,
  type: AffinityEventType,
  changed: Affinity,
  now: Instant,
): Promise<Affinity> {
  const product = await products.at(changed.productId, changed.productVersion);
  unit.affinities.save(changed);
  unit.events.append(type, changed, product, now);
  unit.audit.append({ actor, action: type, subject: changed.id });
  return { ...changed, version: changed.version + 1 };
}
