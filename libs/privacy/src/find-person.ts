import { nameWords } from '@affinity-engine/kernel';
import { criteriaTerms, type PersonCriteria } from './criteria.js';
import { privacyError } from './errors.js';
import type { FoundContact, FoundRecord, PrivacyPorts, PrivacyWork, RecordRef } from './ports.js';

/** More records than one person has: nothing is exported or erased by so little. */
export const mostOfPerson = 1_000;

export type PersonPage = {
  readonly records: readonly FoundRecord[];
  /** How many records were added or changed whose persons are not found yet. */
  readonly due: number;
};

/** A page of the records that a person is found in. @throws PERSON-CRITERION-INVALID */
export const searchPersons =
  (work: PrivacyWork) =>
  (criteria: PersonCriteria, after: RecordRef | null, limit: number): Promise<PersonPage> =>
    work.run(async ({ records }) => {
      const terms = criteriaTerms(criteria);
      return { records: await records.found(terms, after, limit), due: await records.due() };
    });

/** How many records were added or changed whose persons are not found yet. */
export const personsDue = (work: PrivacyWork) => (): Promise<number> => work.run(({ records }) => records.due());

/** Everything a person is found in. */
export type Person = {
  readonly records: readonly FoundRecord[];
  readonly contacts: readonly FoundContact[];
  readonly due: number;
};

/** @throws PERSON-CRITERION-INVALID, PERSON-AMBIGUOUS */
export async function findPerson({ records, contacts }: PrivacyPorts, criteria: PersonCriteria): Promise<Person> {
  const found = await records.found(criteriaTerms(criteria), null, mostOfPerson + 1);
  if (found.length > mostOfPerson) throw privacyError('PERSON-AMBIGUOUS');
  // A contact has a name only: where more is asked for, it is not known to be the person.
  const { name, ...others } = criteria;
  const byName = name !== undefined && Object.values(others).every((each) => each === undefined);
  return {
    records: found,
    contacts: byName ? await contacts.named(nameWords(name)) : [],
    due: await records.due(),
  };
}

export type ExportedPerson = Person & { readonly contents: readonly (RecordRef & { readonly content: object })[] };

/** Everything that is kept of a person. @throws PERSON-CRITERION-INVALID, PERSON-AMBIGUOUS */
export const exportPerson =
  (work: PrivacyWork) =>
  (criteria: PersonCriteria, by: string): Promise<ExportedPerson> =>
    work.run(async (unit) => {
      const person = await findPerson(unit, criteria);
      const contents = [];
      for (const { kind, id } of person.records) {
        contents.push({ kind, id, content: await unit.records.content({ kind, id }) });
        unit.audit.append({ actor: by, action: 'person.exported', subject: id });
      }
      return { ...person, contents };
    });
