import type { AuditEntry } from '@affinity-engine/kernel';
import type { Affinity } from '../affinity.js';
import type { AffinityLists, AffinityPorts, AffinityWork } from '../ports.js';
import { anAffinityRequest, aPartner, aProduct } from './data-fixtures.js';
import type { InsurerEvent, RecordedEvent } from './memory-affinity-work.js';

/** What a contract suite looks at of an adapter: one store, empty when it is opened, to which `insurer-1` listens. */
export type AffinityContractFixtures = {
  readonly work: AffinityWork;
  readonly lists: AffinityLists;
  /** Every event of partners there is, those of each in the order of commits. */
  events(): Promise<readonly RecordedEvent[]>;
  /** The events of `insurer-1`, in the order of commits. */
  insurerEvents(): Promise<readonly InsurerEvent[]>;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  /**
   * Keeps the open affinity group `pc:707`, which admits sales of all products or of none of the suite's, and the active
   * code `pc:6`, written `100-002541`.
   */
  keepGroup(admits: boolean): Promise<void>;
  close(): Promise<void>;
};

/** Registers partners whose events are kept from the first one on. */
export const registered = (work: AffinityWork, ...ids: readonly string[]): Promise<void> =>
  work.run(async ({ partners, events }) => {
    for (const [index, id] of ids.entries()) {
      partners.add(aPartner({ id, cnpj: `cnpj-of-${id}-${index}` }));
      events.open(id);
    }
  });

/** Adds affinities of registered partners, each with the request it was contracted from. */
export const added = (work: AffinityWork, ...affinities: readonly Affinity[]): Promise<void> =>
  work.run(async (unit) => {
    for (const { requestId, partnerId, id } of affinities) {
      unit.requests.add(anAffinityRequest({ id: requestId, partnerId, usedBy: id }));
    }
    for (const affinity of affinities) unit.affinities.add(affinity);
  });

/** Saves an affinity with the event and the line of the trail that go with it. */
export function trace(unit: AffinityPorts, affinity: Affinity): void {
  unit.affinities.save(affinity);
  unit.events.append('affinity.canceled', affinity, aProduct(), affinity.createdAt);
  unit.audit.append({ actor: 'tester', action: 'affinity.canceled', subject: affinity.id });
}

/** The affinity of `partner-1`, which the test put there. */
export async function found({ affinities }: AffinityPorts, id: string): Promise<Affinity> {
  const affinity = await affinities.findAny(id);
  if (affinity === null) throw new Error(`the store has no affinity ${id}`);
  return affinity;
}
