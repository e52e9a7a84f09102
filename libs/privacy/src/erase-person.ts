import type { Actor, Once } from '@affinity-engine/kernel';
import type { PersonCriteria } from './criteria.js';
import { privacyError } from './errors.js';
import { findPerson, type Person } from './find-person.js';
import type { FoundContact, FoundRecord, PersonTraces, PrivacyWork } from './ports.js';

/** What an erasure does, or would do. */
export type Erasure = {
  /** Stands for exactly this: the erasure names it. */
  readonly digest: string;
  readonly erased: readonly FoundRecord[];
  /** Stay as they are, for the reason of their hold. */
  readonly held: readonly FoundRecord[];
  readonly contacts: readonly FoundContact[];
  /** How many records were added or changed whose persons are not found yet. */
  readonly due: number;
};

/** A digest of a text that no other text has. */
export type DigestOf = (text: string) => string;

/** What an erasure would do. @throws PERSON-CRITERION-INVALID, PERSON-AMBIGUOUS */
export const previewErasure =
  (work: PrivacyWork, digestOf: DigestOf) =>
  (criteria: PersonCriteria): Promise<Erasure> =>
    work.run(async (unit) => erasureOf(await findPerson(unit, criteria), digestOf));

/**
 * Erases a person from every record that is not held: exactly what the preview showed. A person that is in no record any more
 * is erased already. Documents are removed before the commit, since a crash after it would leave them, and after it, since one
 * may be printed meanwhile.
 * @throws PERSON-CRITERION-INVALID, PERSON-AMBIGUOUS, ERASURE-CHANGED
 */
export const erasePerson =
  (work: PrivacyWork, traces: PersonTraces, digestOf: DigestOf) =>
  async (criteria: PersonCriteria, digest: string, by: Actor, once?: Once<Erasure>): Promise<Erasure> => {
    const erasure = await work.run(async (unit) => {
      const found = erasureOf(await findPerson(unit, criteria), digestOf);
      const { erased, held, contacts } = found;
      if (erased.length + held.length + contacts.length === 0) return found;
      if (found.digest !== digest) throw privacyError('ERASURE-CHANGED');
      await traces.removeDocuments(erased);
      for (const record of erased) {
        unit.records.erase(record);
        unit.audit.append({ actor: by, action: 'person.erased', subject: record.id, details: { kind: record.kind } });
      }
      for (const contact of contacts) {
        unit.contacts.overwrite(contact);
        unit.audit.append({
          actor: by,
          action: 'person.erased',
          subject: contact.groupId,
          details: { kind: 'contact' },
        });
      }
      return found;
    }, once);
    await traces.removeDocuments(erasure.erased);
    await traces.settle();
    return erasure;
  };

function erasureOf({ records, contacts, due }: Person, digestOf: DigestOf): Erasure {
  const stated = [
    ...records.map(({ kind, id, version, hold }) => `${kind} ${id} ${version} ${hold === null ? 'erased' : 'held'}`),
    ...contacts.map(({ groupId, version }) => `contact ${groupId} ${version}`),
  ];
  return {
    digest: digestOf(stated.join('\n')),
    erased: records.filter(({ hold }) => hold === null),
    held: records.filter(({ hold }) => hold !== null),
    contacts,
    due,
  };
}
