import { isDomainError, type AuditEntry, type Once } from '@affinity-engine/kernel';
import type { Affinity } from '../affinity.js';
import type { AffinityLists, AffinityPorts, AffinityWork } from '../ports.js';
import { anAffinityRequest, aPartner, aProduct } from './builders.js';
import type { RecordedEvent } from './memory-affinity-work.js';

/** What a contract suite looks at of an adapter: one store, empty when it is opened. */
export type AffinityHarness = {
  readonly work: AffinityWork;
  readonly lists: AffinityLists;
  /** Every event there is, in the order of commits. */
  events(): Promise<readonly Pick<RecordedEvent, 'partnerId' | 'type' | 'affinity' | 'at'>[]>;
  audit(): Promise<readonly Pick<AuditEntry, 'actor' | 'action' | 'subject'>[]>;
  close(): Promise<void>;
};

/** The code a promise is refused with, null where it is kept. Anything else that is thrown passes through. */
export const refusalOf = (promise: Promise<unknown>): Promise<string | null> =>
  promise.then(
    () => null,
    (thrown: unknown) => {
      if (isDomainError(thrown)) return thrown.code;
      throw thrown;
    },
  );

/** What a repeat is told: the first answer where it is refused with one, otherwise the result itself. */
export const answerOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((thrown: unknown) => {
    if (isDomainError(thrown) && thrown.code === 'ANSWERED-BEFORE') return thrown.properties['answer'];
    throw thrown;
  });

/** A once over a text: its own answer. */
export const onceWith = (key: string, fingerprint = 'same'): Once<string> => ({
  key,
  fingerprint,
  answer: (result) => result,
});

/** Resolves once so many have come; whoever comes later passes at once. */
export function meeting(of: number): () => Promise<void> {
  let open = (): void => undefined;
  const met = new Promise<void>((resolve) => (open = resolve));
  let come = 0;
  return () => {
    come += 1;
    if (come >= of) open();
    return met;
  };
}

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
