import { businessDay, type Actor, type AuditEntry, type Instant } from '@affinity-engine/kernel';
import type { Affinity } from './affinity.js';
import type { AffinityEventType, AffinityPorts, Products } from './ports.js';
import { changeOfOriginal, type OriginalChange } from './successors.js';

/** A change of an affinity: before, after, by whom and when. */
export type Change = {
  readonly type: AffinityEventType;
  readonly from: Affinity;
  readonly to: Affinity;
  readonly by: Actor;
  readonly at: Instant;
  /** What else the audit trail notes. */
  readonly details?: AuditEntry['details'];
};

/**
 * Saves a changed affinity with its event and audit entry. An insurer that was asked and has not answered is informed
 * where the risk ends: its cancellation or expiry, not an issue in its place. What this means for the affinity that it
 * renews is saved with it: that one is renewed before its successor is issued, and reinstated after its successor was
 * undone.
 */
export async function recordChange(unit: AffinityPorts, products: Products, change: Change): Promise<Affinity> {
  const { type, from, to, by, at, details = {} } = change;
  const product = await products.at(to.productId, to.productVersion);
  const original = await originalChanged(unit, change);
  if (original?.after === 'issued') await recordOriginal(unit, products, original, change);
  unit.affinities.save(to);
  unit.events.append(type, to, product, at);
  if (awaitsCallback(from) && to.status !== 'issued' && !byInsurer(by)) {
    unit.events.tellInsurer('insurer.risk-withdrawn', to, product, at);
  }
  unit.audit.append({ actor: by, action: type, subject: to.id, ...noted(details) });
  if (original?.after === 'undone') await recordOriginal(unit, products, original, change);
  return { ...to, version: to.version + 1 };
}

const noted = (details: NonNullable<AuditEntry['details']>) => (Object.keys(details).length === 0 ? {} : { details });

async function originalChanged(
  { affinities }: AffinityPorts,
  { from, to, at }: Change,
): Promise<OriginalChange | null> {
  const original = to.renewedFrom === null ? null : await affinities.findAny(to.renewedFrom);
  return original && changeOfOriginal(original, [from, to], businessDay(at));
}

/** While a successor is pending it has no event, so its end has none either. */
async function recordOriginal(
  unit: AffinityPorts,
  products: Products,
  { type, from, to }: OriginalChange,
  { by, at, to: successor }: Change,
): Promise<void> {
  if (type !== null) {
    await recordChange(unit, products, { type, from, to, by, at });
    return;
  }
  unit.affinities.save(to);
  recordRenewal(unit, 'affinity.renewal-undone', to, successor, by);
}

/** The line of the trail when a pending successor is made, and when it comes to nothing. */
export const recordRenewal = (
  { audit }: AffinityPorts,
  action: 'affinity.renewal-pending' | 'affinity.renewal-undone',
  original: Affinity,
  successor: Affinity,
  by: Actor,
): void => audit.append({ actor: by, action, subject: original.id, details: { successor: successor.id } });

const awaitsCallback = ({ status, answerDueAt }: Affinity): boolean => status === 'pending' && answerDueAt === null;

const byInsurer = (actor: Actor): boolean => actor.startsWith('insurer:');
