import { nameWords, type AuditEntry, type Instant, type PersonTerm } from '@affinity-engine/kernel';
import { memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';
import { personTerms } from '../person-terms.js';
import {
  recordKinds,
  type FoundRecord,
  type LegalHold,
  type PrivacyPorts,
  type PrivacyWork,
  type RecordRef,
} from '../ports.js';

/** A record in memory: what it says of persons, null once that is erased. */
export type StoredRecord = RecordRef & {
  readonly version: number;
  readonly person: object | null;
  readonly linksFrom?: number;
  /** When its time is over; without it, never. */
  readonly overAt?: Instant;
};
export type StoredContact = { readonly groupId: string; readonly version: number; readonly name: string | null };

export type MemoryPrivacy = {
  readonly work: PrivacyWork;
  put(record: StoredRecord): void;
  putContact(contact: StoredContact): void;
  stored(ref: RecordRef): StoredRecord | undefined;
  linksFrom(ref: RecordRef): Promise<number | null>;
  contact(groupId: string): StoredContact | undefined;
  audit(): readonly AuditEntry[];
};

const nameOf = ({ kind, id }: RecordRef): string => `${recordKinds.indexOf(kind)} ${id}`;
const byName = (one: RecordRef, other: RecordRef): number => (nameOf(one) < nameOf(other) ? -1 : 1);
const isBehind = (after: RecordRef | null) => (ref: RecordRef) => after === null || nameOf(ref) > nameOf(after);
const has = (all: readonly PersonTerm[], { kind, text }: PersonTerm): boolean =>
  all.some((each) => each.kind === kind && each.text === text);

/** The ports of this context over one store in memory. */
export function memoryPrivacyWork(now: () => number = () => 1): MemoryPrivacy {
  const records = new Map<string, StoredRecord>();
  const holds = new Map<string, LegalHold>();
  const contacts = new Map<string, StoredContact>();
  const audit: AuditEntry[] = [];
  const found = ({ kind, id, version }: StoredRecord): FoundRecord => ({
    ...{ kind, id, version },
    hold: holds.get(nameOf({ kind, id })) ?? null,
  });
  const ports = (writes: MemoryWrite[]): PrivacyPorts => {
    const change = (record: FoundRecord, isAllowed: () => boolean, apply: (stored: StoredRecord) => void): void => {
      const stored = () => records.get(nameOf(record));
      writes.push({
        holds: () => stored()?.version === record.version && isAllowed(),
        apply() {
          const before = stored();
          if (before === undefined) return;
          const after = { ...before, version: before.version + 1 };
          records.set(nameOf(record), after);
          apply(after);
        },
      });
    };
    return {
      records: {
        found: async (terms, after, limit) =>
          [...records.values()]
            .filter(({ person }) => terms.every((term) => has(personTerms(person), term)))
            .filter(isBehind(after))
            .sort(byName)
            .slice(0, limit)
            .map(found),
        async find(ref) {
          const stored = records.get(nameOf(ref));
          return stored === undefined ? null : found(stored);
        },
        over: async (kind, before, limit) =>
          [...records.values()]
            .filter((stored) => stored.kind === kind && stored.person !== null && !holds.has(nameOf(stored)))
            .filter(({ overAt }) => overAt !== undefined && overAt < before)
            .slice(0, limit)
            .map(found),
        due: async () => 0,
        content: async (ref) => records.get(nameOf(ref)) ?? {},
        erase: (record) =>
          change(
            record,
            () => !holds.has(nameOf(record)),
            (stored) => void records.set(nameOf(record), { ...stored, person: null, linksFrom: now() }),
          ),
        revokeLinks: (record) =>
          change(
            record,
            () => true,
            (stored) => void records.set(nameOf(record), { ...stored, linksFrom: now() }),
          ),
      },
      holds: {
        list: async (after, limit) => [...holds.values()].filter(isBehind(after)).sort(byName).slice(0, limit),
        place: (record, hold) =>
          change(
            record,
            () => true,
            () => void holds.set(nameOf(record), hold),
          ),
        release: (record) =>
          change(
            record,
            () => true,
            () => void holds.delete(nameOf(record)),
          ),
      },
      contacts: {
        named: async (words) =>
          [...contacts.values()]
            .filter(({ name }) => name !== null && words.every((word) => nameWords(name).includes(word)))
            .map(({ groupId, version }) => ({ groupId, version }))
            .sort((one, other) => (one.groupId < other.groupId ? -1 : 1)),
        overwrite: ({ groupId, version }) =>
          void writes.push({
            holds: () => contacts.get(groupId)?.version === version,
            apply: () => void contacts.set(groupId, { groupId, version: version + 1, name: null }),
          }),
      },
      audit: { append: (entry) => void writes.push({ holds: () => true, apply: () => void audit.push(entry) }) },
    };
  };
  return {
    work: memoryWork(ports),
    put: (record) => void records.set(nameOf(record), record),
    putContact: (contact) => void contacts.set(contact.groupId, contact),
    stored: (ref) => records.get(nameOf(ref)),
    async linksFrom(ref) {
      const stored = records.get(nameOf(ref));
      return stored === undefined ? null : (stored.linksFrom ?? 0);
    },
    contact: (groupId) => contacts.get(groupId),
    audit: () => [...audit],
  };
}
