import type { Instant } from '@affinity-engine/kernel';
import type { AgencyNumber, AgencyNumberSet, Owner, SentAgencyNumber } from './agency-number.js';
import type { NumberKey, WrittenAgencyNumber } from './ports.js';

/** A number that was sent, with the insurer of its set. */
export type ResolvedNumber = { readonly insurerId: string; readonly sent: SentAgencyNumber };

/** The writes of a registration. Their order decides which flag is the last one. */
export type RegistrationPlan = { readonly writes: readonly PlannedWrite[] };

export type PlannedWrite = {
  readonly added: boolean;
  readonly written: WrittenAgencyNumber;
  /** Its position among the numbers that were sent, from 0: the last one where it was sent several times. */
  readonly position: number;
};

type Context = { readonly owner: Owner; readonly at: Instant; readonly nextId: () => string };

type EntryIdentity = Pick<AgencyNumber, 'id' | 'externalUniqueId' | 'createdAt'>;

/** All numbers in the order sent, each with its insurer. */
export const flatten = (sets: readonly AgencyNumberSet[], insurerIds: readonly string[]): readonly ResolvedNumber[] =>
  sets.flatMap(({ numbers }, set) => numbers.map((sent) => ({ insurerId: insurerIds[set] as string, sent })));

/** The lookup keys of the numbers, each once. */
export function keysOf(placed: readonly ResolvedNumber[]): readonly NumberKey[] {
  const keys = new Map(
    placed.map(({ insurerId, sent }) => [keyOf(insurerId, sent.number), { insurerId, number: sent.number }]),
  );
  return [...keys.values()];
}

/**
 * Decides which entries a registration adds and which it updates. A number with an external unique id is a new entry.
 * One without updates the entry of its number that has no such id, else the latest entry of its number; without any it
 * is new. A number sent several times is written once, as last sent.
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

  const writes = new Map<string, PlannedWrite>();
  for (const [position, { insurerId, sent }] of placed.entries()) {
    const same = entriesOf(insurerId, sent.number);
    const before = sent.externalUniqueId === null ? sameEntry(same) : undefined;
    const entry = before ?? newEntry(sent, context);
    const { id, externalUniqueId, createdAt } = entry;
    if (before === undefined) same.push(entry);
    const added = before === undefined || writes.get(id)?.added === true;
    writes.delete(id); // a number sent again moves to the end
    writes.set(id, {
      added,
      position,
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
