import type { Instant } from '@affinity-engine/kernel';
import type { AgencyNumber, AgencyNumberSet, Owner, SentAgencyNumber } from './agency-number.js';
import type { NumberKey, WrittenAgencyNumber } from './ports.js';

/** A number that was sent, and the insurer its set is for. */
export type ResolvedNumber = { readonly insurerId: string; readonly sent: SentAgencyNumber };

/** What is to be written of a registration, in the order that the last flag is told by. */
export type RegistrationPlan = {
  readonly writes: readonly { readonly added: boolean; readonly written: WrittenAgencyNumber }[];
};

type Context = { readonly owner: Owner; readonly at: Instant; readonly nextId: () => string };

type EntryIdentity = Pick<AgencyNumber, 'id' | 'externalUniqueId' | 'createdAt'>;

/** All numbers in the order sent, each with its insurer. */
export const flatten = (sets: readonly AgencyNumberSet[], insurerIds: readonly string[]): readonly ResolvedNumber[] =>
  sets.flatMap(({ numbers }, set) => numbers.map((sent) => ({ insurerId: insurerIds[set] as string, sent })));

/** What the numbers sent are looked up by, each once. */
export function keysOf(placed: readonly ResolvedNumber[]): readonly NumberKey[] {
  const keys = new Map(
    placed.map(({ insurerId, sent }) => [keyOf(insurerId, sent.number), { insurerId, number: sent.number }]),
  );
  return [...keys.values()];
}

/**
 * Which entries a registration adds and which it updates. A number that comes with an external unique id is a new
 * entry. One without is the same entry as before: the one of its number that has no such id, else the latest of its
 * number; only where there is none it is new. What is sent several times is written once, as it was sent last.
 */
export function planRegistration(
  placed: readonly ResolvedNumber[],
  known: readonly AgencyNumber[],
  context: Context,
): RegistrationPlan {
  const entries = new Map<string, EntryIdentity[]>();
  const entriesOf = (insurerId: string, number: string): EntryIdentity[] => {
    const key = keyOf(insurerId, number);
    const found = entries.get(key) ?? [];
    entries.set(key, found);
    return found;
  };
  for (const entry of known) entriesOf(entry.insurerId, entry.number).push(entry);

  const writes = new Map<string, { added: boolean; written: WrittenAgencyNumber }>();
  for (const { insurerId, sent } of placed) {
    const same = entriesOf(insurerId, sent.number);
    const before = sent.externalUniqueId === null ? sameEntry(same) : undefined;
    const entry = before ?? newEntry(sent, context);
    const { id, externalUniqueId, createdAt } = entry;
    if (before === undefined) same.push(entry);
    const added = before === undefined || writes.get(id)?.added === true;
    writes.delete(id); // what is sent again moves to the end
    writes.set(id, {
      added,
      written: { ...sent, id, externalUniqueId, createdAt, insurerId, owner: context.owner, changedAt: context.at },
    });
  }
  return { writes: [...writes.values()] };
}

const sameEntry = (entries: readonly EntryIdentity[]): EntryIdentity | undefined =>
  entries.find(({ externalUniqueId }) => externalUniqueId === null) ?? entries.at(-1);

const newEntry = ({ externalUniqueId }: SentAgencyNumber, { nextId, at }: Context): EntryIdentity => ({
  id: nextId(),
  externalUniqueId,
  createdAt: at,
});

const keyOf = (insurerId: string, number: string): string => `${insurerId} ${number}`;
