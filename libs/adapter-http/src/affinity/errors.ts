import type { Reason } from '@affinity-engine/eligibility';
import type { ErrorProperties, Problem } from '@affinity-engine/kernel';
import {
  affinityKinds,
  catalogueKinds,
  eligibilityKinds,
  identityKinds,
  premiumKinds,
  refusalKinds,
  webhookKinds,
} from '../error-kinds.js';
import { sentenceOf, usualStatuses, type ReportedError } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';
import { saleProblems } from '../sale-problems.js';
import { attachmentNumbers } from './numbers.js';

/** Every code of this dialect's contexts. */
export const kinds = {
  ...affinityKinds,
  ...catalogueKinds,
  ...eligibilityKinds,
  'CLIENT-REVOKED': identityKinds['CLIENT-REVOKED'],
  'CLIENT-UNKNOWN': identityKinds['CLIENT-UNKNOWN'],
  ...premiumKinds,
  ...refusalKinds,
  ...webhookKinds,
} as const;

/** Statuses of this dialect: 400, 401, 403, 404 and 500, and those of the gate. */
export const statuses = {
  ...usualStatuses,
  ...{ method: 404, conflict: 400, barred: 403, quota: 400 },
} as const;

type Say = (properties: ErrorProperties) => string;

const missing =
  (field: string): Say =>
  ({ productId }) =>
    `${field}: expected an object; product "${String(productId)}" needs it`;
const list = (values: unknown): string => (values as readonly string[]).join(', ');

/** Sentences that name the field on the wire; used instead of the sentence of the code. */
const sentences: Partial<Record<keyof typeof kinds | 'KEY-REUSED', Say>> = {
  'AFFINITY-UNKNOWN': () => 'affinity_id: there is no such affinity',
  'CLIENT-REVOKED': () => 'client_id: the client was revoked',
  'CLIENT-UNKNOWN': () => 'client_id: the partner has no such client',
  'DATE-END-INVALID': ({ today, lifetimeEnd }) =>
    `date_end: expected a day from ${String(today)} to ${String(lifetimeEnd)}`,
  'DOCUMENT-UNKNOWN': ({ type }) =>
    `the affinity has no attachment of type ${attachmentNumbers[type as 'certificate']}`,
  'ENDPOINT-UNKNOWN': () => 'endpoint_id: there is no such webhook endpoint',
  'EVENT-UNKNOWN': () => 'event_id: the webhook endpoint has no such event',
  'EVENTS-NOT-KEPT': ({ firstKept }) =>
    `after: expected the id of an event from sequence ${Number(firstKept) - 1} on; earlier events are no longer kept`,
  'FEED-POSITION-INVALID': () => 'after: expected the id of an event of this feed',
  'HOLDER-REQUIRED': missing('affinity_holder'),
  'INSURER-NOT-ACTIVE': ({ insurerId, standing }) =>
    `product_id: the partner is ${String(standing)} with insurer "${String(insurerId)}"; expected active`,
  'ITEM-REQUIRED': missing('item'),
  'KEY-REUSED': () => 'Idempotency-Key: expected a new key; this one was used with another request',
  'LIFETIME-INVALID': ({ lastDay, latest }) =>
    latest !== undefined
      ? `lifetime_end: expected a day up to ${String(latest)}`
      : lastDay === undefined
        ? 'lifetime_end: expected a day after lifetime_start'
        : `lifetime_end: expected ${String(lastDay)}, as the plan fixes it`,
  'PLAN-REQUIRED': ({ plans }) => `plan_id: expected one of ${list(plans)}`,
  'PLAN-UNKNOWN': ({ plans }) => `plan_id: expected one of ${list(plans)}`,
  'PRODUCT-NOT-OFFERED': ({ offered }) => `product_id: expected one of ${list(offered)}`,
  'PRODUCT-UNKNOWN': () => 'product_id: expected a product of the partner',
  'REFUSAL-UNKNOWN': () => 'reference: there is no such refusal, or it is no longer kept',
  'RENEWAL-PENDING': ({ successorId }) =>
    `status: an affinity whose successor is pending cannot renew; ${String(successorId)} waits for its insurer`,
  'REPLAY-RANGE-INVALID': ({ firstKept, delivered }) =>
    `from, to: expected ${String(firstKept)} <= from <= to <= ${String(delivered)}, the last sequence delivered`,
  'REQUEST-EXPIRED': ({ expiredAt }) =>
    `affinity_request_id: expected a request that is open; this one expired at ${String(expiredAt)}`,
  'REQUEST-UNKNOWN': () => 'affinity_request_id: there is no such affinity request',
  'REQUEST-USED': () => 'affinity_request_id: expected a request that is open; this one was contracted already',
  'TRANSITION-REFUSED': ({ from, event }) => `status: an affinity that is ${String(from)} cannot ${String(event)}`,
};

/** Fields of a sale. */
const fields = {
  producerCode: 'producer_code',
  firstDay: 'lifetime_start',
  product: 'product_id',
  state: 'affinity_holder.address.state_code',
} as const;

type FindProblems = (properties: ErrorProperties) => readonly Problem[];

const given: FindProblems = ({ problems = [] }) => problems as readonly Problem[];

/** Problems of an error, under the names of the wire. */
const problems: Partial<Record<keyof typeof kinds, FindProblems>> = {
  'HOLDER-INVALID': given,
  'ITEM-INVALID': given,
  'NOT-ELIGIBLE': ({ reasons }) => saleProblems(reasons as readonly Reason[], fields),
  'TEXT-UNPRINTABLE': (properties) => given(properties).map((each) => ({ ...each, path: `cancel_${each.path}` })),
};

/** `{"error": "…"}` with a sentence that names the field and what was expected. */
export function errorAnswerOf({ kind, code, message, properties }: ReportedError): ErrorAnswer {
  const found = (problems as Readonly<Record<string, FindProblems>>)[code]?.(properties);
  if (found !== undefined) return { status: statuses[kind], body: { error: sentenceOf(found) }, problems: found };
  const say = (sentences as Readonly<Record<string, Say>>)[code];
  return { status: statuses[kind], body: { error: say?.(properties) ?? message } };
}
