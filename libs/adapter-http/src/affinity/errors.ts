import type { AffinityErrorCode } from '@affinity-engine/affinity';
import type { CatalogueErrorCode } from '@affinity-engine/catalogue';
import type { EligibilityErrorCode } from '@affinity-engine/eligibility';
import type { IdentityErrorCode } from '@affinity-engine/identity';
import type { ErrorProperties, KernelErrorCode } from '@affinity-engine/kernel';
import type { PremiumErrorCode } from '@affinity-engine/premium';
import type { WebhookErrorCode } from '@affinity-engine/webhook';
import { attachmentNumbers } from './wire.js';
import { sentenceOf, tell, type EdgeErrorCode, type ErrorTable } from '../edge/errors.js';
import type { Fault } from '../edge/checks.js';
import type { ErrorAnswer } from '../edge/route.js';
import type { Reason, ReasonCode } from '@affinity-engine/eligibility';

const bad = { status: 400 } as const;
const particulars = {
  status: 400,
  say: ({ faults }: ErrorProperties) => sentenceOf(faults as readonly Fault[]),
} as const;
const missing = (field: string) => ({
  status: 400,
  say: ({ productId }: ErrorProperties) => `${field}: expected an object; product "${String(productId)}" needs it`,
});
const named = (field: string) => ({
  status: 400,
  say: (_: ErrorProperties) => field,
});

/** The field each reason lies in and what was expected there, with the reason's own code. */
const ineligible = ({ reasons }: ErrorProperties): string =>
  (reasons as readonly Reason[]).map(({ code, groupId }) => `${wanted[code](groupId ?? '')} (${code})`).join('; ');

const wanted: Readonly<Record<ReasonCode, (group: string) => string>> = {
  'PRODUCER-CODE-REQUIRED': () => 'producer_code: expected a producer code, or a default one of the partner',
  'PRODUCER-CODE-UNKNOWN': () => 'producer_code: expected a producer code there is',
  'PRODUCER-CODE-INACTIVE': () => 'producer_code: expected an active producer code',
  'PRODUCER-CODE-NOT-IN-GROUP': (group) => `producer_code: expected one associated with the closed group ${group}`,
  'GROUP-NOT-STARTED': (group) => `lifetime_start: expected no day before the first day of group ${group}`,
  'GROUP-ENDED': (group) => `lifetime_start: expected no day after the last day of group ${group}`,
  'PRODUCT-NOT-IN-GROUP': (group) => `product_id: expected a product of group ${group}`,
  'JURISDICTION-NOT-IN-GROUP': (group) =>
    `affinity_holder.address.state_code: expected a jurisdiction of group ${group}`,
};

type Code =
  | AffinityErrorCode
  | CatalogueErrorCode
  | EdgeErrorCode
  | EligibilityErrorCode
  | IdentityErrorCode
  | KernelErrorCode
  | PremiumErrorCode
  | WebhookErrorCode;

/** How this dialect answers every code that can reach it: it knows 400, 401, 403, 404 and 500. */
export const affinityTable: ErrorTable<Code> = {
  'AFFINITY-ENDED': bad,
  'AFFINITY-UNKNOWN': { status: 404, say: () => 'affinity_id: there is no such affinity' },
  'ALREADY-EXECUTED': bad,
  'AMOUNT-INVALID': bad,
  'AMOUNT-NEGATIVE': bad,
  'ANSWERED-BEFORE': bad,
  'BODY-ABSENT': bad,
  'BODY-NOT-JSON': bad,
  'BODY-TOO-COMPLEX': bad,
  'BODY-TOO-LARGE': bad,
  'CHANGED-MEANWHILE': bad,
  'CLIENT-INVALID': { status: 401 },
  'CLIENT-PARTNER-MISMATCH': bad,
  'CLIENT-UNKNOWN': { status: 404 },
  'COMMISSION-INVALID': bad,
  'CONTENT-TYPE-INVALID': bad,
  'CURRENCY-INVALID': bad,
  'CURSOR-INVALID': bad,
  'DATE-END-INVALID': {
    status: 400,
    say: ({ today, lifetimeEnd }) => `date_end: expected a day from ${String(today)} to ${String(lifetimeEnd)}`,
  },
  'DATE-INVALID': bad,
  'DOCUMENT-UNKNOWN': {
    status: 404,
    say: ({ type }) => `the affinity has no attachment of type ${attachmentNumbers[type as 'certificate']}`,
  },
  'DUE-DAY-INVALID': bad,
  'ENDPOINT-UNKNOWN': { status: 404, say: () => 'endpoint_id: there is no such webhook endpoint' },
  'ENDPOINT-WITHOUT-URL': bad,
  'EVENT-HOLDS-NOTHING-BACK': bad,
  'EVENT-UNKNOWN': { status: 404, say: () => 'event_id: the webhook endpoint has no such event' },
  'HEADER-INVALID': bad,
  'HOLDER-INVALID': particulars,
  'HOLDER-REQUIRED': missing('affinity_holder'),
  'IDEMPOTENCY-KEY-INVALID': bad,
  'INPUT-INVALID': bad,
  'INSTALLMENTS-INVALID': bad,
  'INSTANT-INVALID': bad,
  'INSURER-NOT-ACTIVE': {
    status: 403,
    say: ({ insurerId, standing }) =>
      `product_id: the partner is ${String(standing)} with insurer "${String(insurerId)}"; expected active`,
  },
  'INSURER-UNKNOWN': { status: 404 },
  'INTEREST-INVALID': bad,
  'ITEM-INVALID': particulars,
  'ITEM-REQUIRED': missing('item'),
  'KEY-REUSED': named('Idempotency-Key: expected a new key; this one was used with another request'),
  'LIFETIME-INVALID': {
    status: 400,
    say: ({ lastDay }) =>
      lastDay === undefined
        ? 'lifetime_end: expected a day after lifetime_start'
        : `lifetime_end: expected ${String(lastDay)}, as the plan fixes it`,
  },
  'LINK-UNKNOWN': { status: 404 },
  'LOADING-INVALID': bad,
  'METHOD-REFUSED': { status: 404 },
  'NOT-ELIGIBLE': { status: 403, say: ineligible },
  'NOTHING-WAITS': bad,
  'PARTNER-CNPJ-TAKEN': bad,
  'PARTNER-UNKNOWN': { status: 404 },
  'PLAN-REQUIRED': { status: 400, say: ({ plans }) => `plan_id: expected one of ${list(plans)}` },
  'PLAN-UNKNOWN': { status: 400, say: ({ plans }) => `plan_id: expected one of ${list(plans)}` },
  'PRODUCT-NOT-OFFERED': { status: 400, say: ({ offered }) => `product_id: expected one of ${list(offered)}` },
  'PRODUCT-UNKNOWN': { status: 400, say: () => 'product_id: expected a product of the partner' },
  'QUOTA-EXCEEDED': bad,
  'RATE-EXCEEDED': bad,
  'RATE-INVALID': bad,
  'REPLAY-RANGE-INVALID': {
    status: 400,
    say: ({ delivered }) => `from, to: expected 1 <= from <= to <= ${String(delivered)}, the last sequence delivered`,
  },
  'REQUEST-EXPIRED': {
    status: 400,
    say: ({ expiredAt }) =>
      `affinity_request_id: expected a request that is open; this one expired at ${String(expiredAt)}`,
  },
  'REQUEST-UNKNOWN': { status: 404, say: () => 'affinity_request_id: there is no such affinity request' },
  'REQUEST-USED': {
    status: 400,
    say: () => 'affinity_request_id: expected a request that is open; this one was contracted already',
  },
  'ROLE-REFUSED': { status: 403 },
  'ROUTE-UNKNOWN': { status: 404 },
  'SECRET-TRIES-EXCEEDED': { status: 401 },
  'SHUTTING-DOWN': { status: 500 },
  'SUBSCRIPTION-KEY-INVALID': bad,
  'SUBSCRIPTION-KEY-MISSING': bad,
  'TAX-RATE-UNKNOWN': { status: 500 },
  'TERM-INVALID': bad,
  'TOKEN-INVALID': { status: 401 },
  'TRANSACTION-ID-INVALID': bad,
  'TRANSITION-REFUSED': {
    status: 400,
    say: ({ from, event }) => `status: an affinity that is ${String(from)} cannot ${String(event)}`,
  },
  'URL-REFUSED': bad,
  'WEIGHTS-INVALID': bad,
  'ZONE-UNKNOWN': bad,
};

const list = (values: unknown): string => (values as readonly string[]).join(', ');

/** `{"error": "…"}` with the message naming the field and what was expected. */
export function affinityErrorOf(thrown: unknown, reference: string): ErrorAnswer {
  const { status, message } = tell(thrown, affinityTable, reference);
  return { status, body: { error: message } };
}
