import { isCnpj, isCpf, nameWords, normalizedDocument, type PersonTerm } from '@affinity-engine/kernel';
import { privacyError } from './errors.js';
import { normalizedEmail } from './person-terms.js';

/** What a person is looked for by; several must all be found in a record. */
export type PersonCriteria = {
  readonly cpf?: string | undefined;
  readonly cnpj?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
};

type ReadTerms = (text: string) => readonly PersonTerm[];

const documentIf =
  (is: (text: string) => boolean): ReadTerms =>
  (text) =>
    is(text) ? [{ kind: 'document', text: normalizedDocument(text) ?? '' }] : [];

const readers: Readonly<Record<keyof PersonCriteria, readonly [expected: string, read: ReadTerms]>> = {
  cpf: ['a valid CPF', documentIf(isCpf)],
  cnpj: ['a valid CNPJ', documentIf(isCnpj)],
  email: ['an e-mail address', (text) => [normalizedEmail(text)].flatMap((at) => (at === null ? [] : [emailTerm(at)]))],
  name: ['words of two letters or more', (text) => nameWords(text).map((word) => ({ kind: 'name', text: word }))],
};

const emailTerm = (text: string): PersonTerm => ({ kind: 'email', text });

/** The terms of criteria. @throws PERSON-CRITERION-INVALID with every problem */
export function criteriaTerms(criteria: PersonCriteria): readonly PersonTerm[] {
  const names = Object.keys(readers) as (keyof PersonCriteria)[];
  const given = names.flatMap((name) => {
    const text = criteria[name];
    const [expected, read] = readers[name];
    return text === undefined ? [] : [{ name, expected, terms: read(text) }];
  });
  const problems = given
    .filter(({ terms }) => terms.length === 0)
    .map(({ name, expected }) => ({ path: name as string, expected }));
  if (given.length === 0) problems.push({ path: 'body', expected: `one or more of ${names.join(', ')}` });
  if (problems.length > 0) throw privacyError('PERSON-CRITERION-INVALID', { problems });
  return given.flatMap(({ terms }) => terms);
}
