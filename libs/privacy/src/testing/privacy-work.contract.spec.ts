import { instant } from '@affinity-engine/kernel';
import { eachMutant, suiteNotices } from '@affinity-engine/kernel/testing';
import type { LegalHolds, PersonContacts, PersonRecords, PrivacyPorts, PrivacyWork } from '../ports.js';
import { memoryPrivacyWork } from './memory-privacy-work.js';
import { privacyWorkContract, type PrivacyContractFixtures } from './privacy-work.contract.js';

const inMemory = async (
  broken: (ports: PrivacyPorts) => PrivacyPorts = (ports) => ports,
): Promise<PrivacyContractFixtures> => {
  const memory = memoryPrivacyWork();
  const work: PrivacyWork = { run: (body, once) => memory.work.run((ports) => body(broken(ports)), once) };
  return {
    work,
    keep: async (ref, person, overAt) => memory.put({ ...ref, version: 1, person, overAt }),
    keepContact: async (groupId, name) => memory.putContact({ groupId, name, version: 1 }),
    textOf: async (ref) => JSON.stringify(memory.stored(ref)),
    linksFrom: memory.linksFrom,
    contactOf: async (groupId) => memory.contact(groupId)?.name ?? '',
    audit: async () => memory.audit(),
    close: async () => undefined,
  };
};
privacyWorkContract('in memory', () => inMemory());

type Broken = (ports: PrivacyPorts) => PrivacyPorts;
const ofRecords =
  (change: (records: PersonRecords) => Partial<PersonRecords>): Broken =>
  (ports) => ({ ...ports, records: { ...ports.records, ...change(ports.records) } });
const ofHolds =
  (change: (holds: LegalHolds) => Partial<LegalHolds>): Broken =>
  (ports) => ({ ...ports, holds: { ...ports.holds, ...change(ports.holds) } });
const ofContacts =
  (change: (contacts: PersonContacts) => Partial<PersonContacts>): Broken =>
  (ports) => ({ ...ports, contacts: { ...ports.contacts, ...change(ports.contacts) } });

/** What the work on persons may do wrong. */
const mutants: Readonly<Record<string, Broken>> = {
  'finds by one of several terms': ofRecords(({ found }) => ({
    found: (terms, after, limit) => found(terms.slice(0, 1), after, limit),
  })),
  'finds everybody': ofRecords(({ found }) => ({ found: (_terms, after, limit) => found([], after, limit) })),
  'takes a document for a word': ofRecords(({ found }) => ({
    found: (terms, after, limit) =>
      found(
        terms.map((term) => (/^\d+$/.test(term.text) ? { ...term, kind: 'document' } : term)),
        after,
        limit,
      ),
  })),
  'finds from the first record always': ofRecords(({ found }) => ({
    found: (terms, _after, limit) => found(terms, null, limit),
  })),
  'finds one more than the limit': ofRecords(({ found }) => ({
    found: (terms, after, limit) => found(terms, after, limit + 1),
  })),
  'hides holds': ofRecords(({ find }) => ({
    find: async (ref) => {
      const record = await find(ref);
      return record && { ...record, hold: null };
    },
  })),
  'takes one kind for the other': ofRecords(({ find }) => ({ find: ({ id }) => find({ kind: 'quotation', id }) })),
  'erases nothing': ofRecords(() => ({ erase: () => undefined })),
  'erases what has changed': ofRecords(({ erase }) => ({
    erase: (record) => erase({ ...record, version: record.version + 2 }),
  })),
  'lists nothing as over': ofRecords(() => ({ over: async () => [] })),
  'lists as over what is not yet': ofRecords(({ over }) => ({
    over: (kind, _before, limit) => over(kind, instant('2030-01-01T00:00:00Z'), limit),
  })),
  'lists as over all there are': ofRecords(({ over }) => ({ over: (kind, before) => over(kind, before, 100) })),
  'lists as over another kind': ofRecords(({ over }) => ({
    over: (_kind, before, limit) => over('affinity', before, limit),
  })),
  'revokes no links': ofRecords(() => ({ revokeLinks: () => undefined })),
  'shows nothing': ofRecords(() => ({ content: async () => ({}) })),
  'counts what is found as due': ofRecords(() => ({ due: async () => 3 })),
  'places no hold': ofHolds(() => ({ place: () => undefined })),
  'keeps the first reason': ofHolds(({ place }) => ({
    place: (record, hold) => place(record, { ...hold, reason: 'dispute' }),
  })),
  'releases nothing': ofHolds(() => ({ release: () => undefined })),
  'lists all holds': ofHolds(({ list }) => ({ list: (after) => list(after, 100) })),
  'lists holds from the first': ofHolds(({ list }) => ({ list: (_after, limit) => list(null, limit) })),
  'names contacts by one word': ofContacts(({ named }) => ({ named: (words) => named(words.slice(1)) })),
  'overwrites no contact': ofContacts(() => ({ overwrite: () => undefined })),
  'writes no trail': (ports) => ({ ...ports, audit: { append: () => undefined } }),
};

suiteNotices(
  'the work on persons',
  privacyWorkContract,
  () => inMemory(),
  eachMutant(mutants, (broken) => () => inMemory(broken)),
);
