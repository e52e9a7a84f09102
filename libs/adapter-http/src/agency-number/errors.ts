import type { RegistrationProblem } from '@affinity-engine/agency-number';
import type { ErrorProperties } from '@affinity-engine/kernel';
import { isOfGate, usualStatuses, type ErrorKind, type ReportedError } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';
import { agencyKinds, catalogueKinds, identityKinds } from '../error-kinds.js';

type Say = (properties: ErrorProperties) => string;

const gone: Say = () => 'API User is not existing or deactivated.';

const anInsurer = 'an insurer that is known';
const aNumber = 'baFinId, insurerId or supervisingAuthorityId';
const oneInsurer = 'numbers of one and the same insurer';

/** The problems of a registration, each with its path; `ofQuery` is the sentence for a list. */
const said =
  (ofQuery: Say = () => ''): Say =>
  (properties) =>
    properties['problems'] === undefined
      ? ofQuery(properties)
      : (properties['problems'] as readonly RegistrationProblem[]).map(ofBody).join('; ');

function ofBody(problem: RegistrationProblem): string {
  const set = `agencyNumberSets[${problem.set}]`;
  switch (problem.code) {
    case 'INSURER-REQUIRED':
      return `${set}: expected ${aNumber}`;
    case 'INSURER-AMBIGUOUS':
      return `${set}: expected ${oneInsurer}`;
    case 'INSURER-UNKNOWN':
      return `${set}.${problem.key}: expected ${anInsurer}`;
    case 'EXTERNAL-ID-USED':
      return `${set}.agencyNumbers[${problem.number}].externalUniqueId: expected one that was not used in this account before`;
  }
}

/** Every code of this dialect's contexts. */
export const kinds = { ...agencyKinds, ...catalogueKinds, ...identityKinds } as const;

/** Sentences that name the field, and sentences that callers search for. */
const sentences: Partial<Record<keyof typeof kinds | 'KEY-REUSED', Say>> = {
  'ACCOUNT-UNKNOWN': () => 'X-Account-Token: expected the account of this API user',
  'AGENCY-NUMBER-UNKNOWN': () => 'agency_number_id: expected an agency number of this owner',
  'API-USER-UNKNOWN': gone,
  'BROKER-UNKNOWN': () => 'X-Broker-Token: expected a broker of the account of this API user',
  'CLIENT-INVALID': gone,
  'EXTERNAL-ID-USED': said(),
  'INSURER-AMBIGUOUS': said(() => `${aNumber}: expected ${oneInsurer}`),
  'INSURER-REQUIRED': said(() => `${aNumber}: expected at least one of them`),
  'INSURER-UNKNOWN': said(({ key }) => `${String(key)}: expected ${anInsurer}`),
  'KEY-REUSED': () => 'Idempotency-Key: expected a new key; this one was used with another request',
  'OWNER-REQUIRED': () => 'X-Broker-Token, X-Account-Token: expected at least one of them',
};

/** Errors have 200, too; only refusals of the gate have a status of their own. */
export const statusOf = (kind: ErrorKind): number => (isOfGate(kind) ? usualStatuses[kind] : 200);

/** `{"error": "…"}`: what is wrong, and where. */
export function errorAnswerOf({ kind, code, message, properties }: ReportedError): ErrorAnswer {
  const say = (sentences as Readonly<Record<string, Say>>)[code];
  return { status: statusOf(kind), body: { error: say?.(properties) ?? message } };
}
