import type { AgencyErrorCode, Finding } from '@affinity-engine/agency-number';
import type { CatalogueErrorCode } from '@affinity-engine/catalogue';
import type { IdentityErrorCode } from '@affinity-engine/identity';
import type { ErrorProperties, KernelErrorCode } from '@affinity-engine/kernel';
import { tell, type EdgeErrorCode, type ErrorTable } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';

type Say = (properties: ErrorProperties) => string;

const gone: Say = () => 'API User is not existing or deactivated.';

const anInsurer = 'an insurer that is known';
const aNumber = 'baFinId, insurerId or supervisingAuthorityId';
const oneInsurer = 'numbers of one and the same insurer';

/** What is wrong with a registration, each with its place; of a list, what its parameters are. */
const told =
  (ofQuery: Say = () => ''): Say =>
  (properties) =>
    properties['findings'] === undefined
      ? ofQuery(properties)
      : (properties['findings'] as readonly Finding[]).map(ofBody).join('; ');

function ofBody(finding: Finding): string {
  const set = `agencyNumberSets[${finding.set}]`;
  switch (finding.code) {
    case 'INSURER-REQUIRED':
      return `${set}: expected ${aNumber}`;
    case 'INSURER-AMBIGUOUS':
      return `${set}: expected ${oneInsurer}`;
    case 'INSURER-UNKNOWN':
      return `${set}.${finding.key}: expected ${anInsurer}`;
    case 'EXTERNAL-ID-USED':
      return `${set}.agencyNumbers[${finding.number}].externalUniqueId: expected one that was not used in this account before`;
  }
}

type Code = AgencyErrorCode | CatalogueErrorCode | EdgeErrorCode | IdentityErrorCode | KernelErrorCode;

/** What this dialect says of every code that can reach it; null: the sentence as it is. Its status is always 200. */
export const agencySentences: Readonly<Record<Code, Say | null>> = {
  'ACCOUNT-UNKNOWN': () => 'X-Account-Token: expected the account of this API user',
  'AGENCY-NUMBER-UNKNOWN': () => 'agency_number_id: expected an agency number of this owner',
  'ALREADY-EXECUTED': null,
  'AMOUNT-INVALID': null,
  'ANSWERED-BEFORE': null,
  'API-USER-TAKEN': null,
  'API-USER-UNKNOWN': gone,
  'BODY-ABSENT': null,
  'BODY-NOT-JSON': null,
  'BODY-TOO-COMPLEX': null,
  'BODY-TOO-LARGE': null,
  'BROKER-UNKNOWN': () => 'X-Broker-Token: expected a broker of the account of this API user',
  'CHANGED-MEANWHILE': null,
  'CLIENT-INVALID': gone,
  'CLIENT-PARTNER-MISMATCH': null,
  'CLIENT-UNKNOWN': null,
  'CONTENT-TYPE-INVALID': null,
  'CURRENCY-INVALID': null,
  'CURSOR-INVALID': null,
  'DATE-INVALID': null,
  'EXTERNAL-ID-USED': told(),
  'HEADER-INVALID': null,
  'IDEMPOTENCY-KEY-INVALID': null,
  'INPUT-INVALID': null,
  'INSTANT-INVALID': null,
  'INSURER-AMBIGUOUS': told(() => `${aNumber}: expected ${oneInsurer}`),
  'INSURER-REQUIRED': told(() => `${aNumber}: expected at least one of them`),
  'INSURER-UNKNOWN': told(({ key }) => `${String(key)}: expected ${anInsurer}`),
  'KEY-REUSED': () => 'Idempotency-Key: expected a new key; this one was used with another request',
  'LIFETIME-INVALID': null,
  'LINK-UNKNOWN': null,
  'METHOD-REFUSED': null,
  'OWNER-REQUIRED': () => 'X-Broker-Token, X-Account-Token: expected at least one of them',
  'PLAN-REQUIRED': null,
  'PLAN-UNKNOWN': null,
  'PRODUCT-UNKNOWN': null,
  'QUOTA-EXCEEDED': null,
  'RATE-EXCEEDED': null,
  'RATE-INVALID': null,
  'ROLE-REFUSED': null,
  'ROUTE-UNKNOWN': null,
  'SECRET-TRIES-EXCEEDED': null,
  'SHUTTING-DOWN': null,
  'SUBSCRIPTION-KEY-INVALID': null,
  'SUBSCRIPTION-KEY-MISSING': null,
  'TOKEN-INVALID': null,
  'TRANSACTION-ID-INVALID': null,
  'WEIGHTS-INVALID': null,
  'ZONE-UNKNOWN': null,
};

const agencyTable = Object.fromEntries(
  Object.entries(agencySentences).map(([code, say]) => [code, { status: 200, ...(say === null ? {} : { say }) }]),
) as ErrorTable<Code>;

/** `{"error": "…"}`, always with 200: what is wrong, and where. */
export function agencyErrorOf(thrown: unknown, reference: string): ErrorAnswer {
  return { status: 200, body: { error: tell(thrown, agencyTable, reference).message } };
}
