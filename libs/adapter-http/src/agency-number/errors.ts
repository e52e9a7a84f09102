import type { RegistrationProblem } from '@affinity-engine/agency-number';
import type { ErrorProperties, Problem } from '@affinity-engine/kernel';
import { isOfGate, sentenceOf, usualStatuses, type ErrorKind, type ReportedError } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';
import { agencyKinds, catalogueKinds, identityKinds } from '../error-kinds.js';

type Say = (properties: ErrorProperties) => string;

const gone: Say = () => 'API User is not existing or deactivated.';

const aNumber = 'baFinId, insurerId or supervisingAuthorityId';
/** What registrations expect, those of partners and of operators. */
export const expectedOf = {
  anInsurer: 'an insurer that is known',
  oneInsurer: 'numbers of one and the same insurer',
  unused: 'one that was not used in this account before',
} as const;
const { anInsurer, oneInsurer } = expectedOf;

/** A problem of a registration, with its path. */
function ofBody(problem: RegistrationProblem): Problem {
  const set = `agencyNumberSets[${problem.set}]`;
  switch (problem.code) {
    case 'INSURER-REQUIRED':
      return { path: set, expected: aNumber };
    case 'INSURER-AMBIGUOUS':
      return { path: set, expected: oneInsurer };
    case 'INSURER-UNKNOWN':
      return { path: `${set}.${problem.key}`, expected: anInsurer };
    case 'EXTERNAL-ID-USED':
      return {
        path: `${set}.agencyNumbers[${problem.number}].externalUniqueId`,
        expected: expectedOf.unused,
      };
  }
}

/** Codes of rules on registrations: their problems have no paths yet. */
const ofRegistration = new Set(['EXTERNAL-ID-USED', 'INSURER-AMBIGUOUS', 'INSURER-REQUIRED', 'INSURER-UNKNOWN']);

/** Every code of this dialect's contexts. */
export const kinds = { ...agencyKinds, ...catalogueKinds, ...identityKinds } as const;

/** Sentences that name the field, here of a list, and sentences that callers search for. */
const sentences: Partial<Record<keyof typeof kinds | 'KEY-REUSED', Say>> = {
  'ACCOUNT-UNKNOWN': () => 'X-Account-Token: expected the account of this API user',
  'AGENCY-NUMBER-UNKNOWN': () => 'agency_number_id: expected an agency number of this owner',
  'API-USER-UNKNOWN': gone,
  'BROKER-UNKNOWN': () => 'X-Broker-Token: expected a broker of the account of this API user',
  'CLIENT-INVALID': gone,
  'INSURER-AMBIGUOUS': () => `${aNumber}: expected ${oneInsurer}`,
  'INSURER-REQUIRED': () => `${aNumber}: expected at least one of them`,
  'INSURER-UNKNOWN': ({ key }) => `${String(key)}: expected ${anInsurer}`,
  'KEY-REUSED': () => 'Idempotency-Key: expected a new key; this one was used with another request',
  'OWNER-REQUIRED': () => 'X-Broker-Token, X-Account-Token: expected at least one of them',
};

/** Errors have 200, too; only refusals of the gate have a status of their own. */
export const statusOf = (kind: ErrorKind): number => (isOfGate(kind) ? usualStatuses[kind] : 200);

/** `{"error": "…"}`: what is wrong, and where. */
export function errorAnswerOf({ kind, code, message, properties }: ReportedError): ErrorAnswer {
  const registered = ofRegistration.has(code) ? properties['problems'] : undefined;
  if (registered !== undefined) {
    const problems = (registered as readonly RegistrationProblem[]).map(ofBody);
    return { status: statusOf(kind), body: { error: sentenceOf(problems) }, problems };
  }
  const say = (sentences as Readonly<Record<string, Say>>)[code];
  return { status: statusOf(kind), body: { error: say?.(properties) ?? message } };
}
