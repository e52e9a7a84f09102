import type { AffinityErrorCode } from '@affinity-engine/affinity';
import type { AgencyErrorCode } from '@affinity-engine/agency-number';
import type { CatalogueErrorCode } from '@affinity-engine/catalogue';
import type { EligibilityErrorCode } from '@affinity-engine/eligibility';
import type { IdentityErrorCode } from '@affinity-engine/identity';
import type { KernelErrorCode } from '@affinity-engine/kernel';
import type { PremiumErrorCode } from '@affinity-engine/premium';
import type { QuotationErrorCode } from '@affinity-engine/quotation';
import type { QuotationProductErrorCode } from '@affinity-engine/quotation-product';
import type { WebhookErrorCode } from '@affinity-engine/webhook';
import type { Fault } from '../edge/checks.js';
import { tell, type EdgeErrorCode, type ErrorTable } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';

type Code =
  | AffinityErrorCode
  | AgencyErrorCode
  | CatalogueErrorCode
  | EdgeErrorCode
  | EligibilityErrorCode
  | IdentityErrorCode
  | KernelErrorCode
  | PremiumErrorCode
  | QuotationErrorCode
  | QuotationProductErrorCode
  | WebhookErrorCode;

/** How this dialect answers every code that can reach it. */
export const opsStatuses: Readonly<Record<Code, number>> = {
  'ACCOUNT-UNKNOWN': 404,
  'AFFINITY-ENDED': 409,
  'AFFINITY-UNKNOWN': 404,
  'AGENCY-NUMBER-UNKNOWN': 404,
  'ALREADY-EXECUTED': 400,
  'AMOUNT-INVALID': 400,
  'AMOUNT-NEGATIVE': 400,
  'ANSWERED-BEFORE': 409,
  'ANSWERS-NOT-EVALUATED': 400,
  'API-USER-TAKEN': 409,
  'API-USER-UNKNOWN': 404,
  'BODY-ABSENT': 400,
  'BODY-NOT-JSON': 400,
  'BODY-TOO-COMPLEX': 400,
  'BODY-TOO-LARGE': 400,
  'BROKER-UNKNOWN': 404,
  'CARD-INVALID': 400,
  'CHANGED-MEANWHILE': 409,
  'CLIENT-INVALID': 401,
  'CLIENT-PARTNER-MISMATCH': 400,
  'CLIENT-UNKNOWN': 404,
  'COMMISSION-INVALID': 400,
  'CONTENT-TYPE-INVALID': 400,
  'CURRENCY-INVALID': 400,
  'CURSOR-INVALID': 400,
  'DATE-END-INVALID': 400,
  'DATE-INVALID': 400,
  'DOCUMENT-UNKNOWN': 404,
  'DUE-DAY-INVALID': 400,
  'ENDPOINT-UNKNOWN': 404,
  'ENDPOINT-WITHOUT-URL': 409,
  'EVENT-HOLDS-NOTHING-BACK': 409,
  'EVENT-UNKNOWN': 404,
  'EXTERNAL-ID-USED': 409,
  'HEADER-INVALID': 400,
  'HOLDER-INVALID': 400,
  'HOLDER-REQUIRED': 400,
  'IDEMPOTENCY-KEY-INVALID': 400,
  'INPUT-INVALID': 400,
  'INSTALLMENTS-INVALID': 400,
  'INSTANT-INVALID': 400,
  'INSURER-AMBIGUOUS': 400,
  'INSURER-NOT-ACTIVE': 409,
  'INSURER-REQUIRED': 400,
  'INSURER-UNKNOWN': 404,
  'INTEREST-INVALID': 400,
  'ITEM-INVALID': 400,
  'ITEM-REQUIRED': 400,
  'KEY-REUSED': 409,
  'LIFETIME-INVALID': 400,
  'LINK-UNKNOWN': 404,
  'LOADING-INVALID': 400,
  'METHOD-REFUSED': 405,
  'NOT-ELIGIBLE': 409,
  'NOTHING-WAITS': 409,
  'OPERATION-UNKNOWN': 404,
  'OWNER-REQUIRED': 400,
  'PARTNER-CNPJ-TAKEN': 409,
  'PARTNER-UNKNOWN': 404,
  'PAYMENT-REFUSED': 409,
  'PLAN-REQUIRED': 400,
  'PLAN-UNKNOWN': 400,
  'PRODUCT-NOT-OFFERED': 409,
  'PRODUCT-UNKNOWN': 400,
  'CHECKOUT-UNDER-WAY': 409,
  'PAYMENT-UNDECIDED': 409,
  'PAYMENT-UNMATCHED': 409,
  'PROPOSAL-SUPERSEDED': 409,
  'PROPOSAL-MISSING': 409,
  'PROPOSALS-EXHAUSTED': 409,
  'QUOTA-EXCEEDED': 403,
  'QUOTATION-CONFIRMED': 409,
  'QUOTATION-EXPIRED': 409,
  'QUOTATION-NOT-FOUND': 404,
  'RATE-EXCEEDED': 429,
  'RATE-INVALID': 400,
  'RATE-MISSING': 500,
  'REFERRAL-OPEN': 409,
  'REGISTER-NUMBER-REFUSED': 400,
  'REPLAY-RANGE-INVALID': 400,
  'REQUEST-EXPIRED': 409,
  'REQUEST-UNKNOWN': 404,
  'REQUEST-USED': 409,
  'ROLE-REFUSED': 403,
  'ROUTE-UNKNOWN': 404,
  'SECRET-TRIES-EXCEEDED': 429,
  'SHUTTING-DOWN': 503,
  'SUBSCRIPTION-KEY-INVALID': 401,
  'SUBSCRIPTION-KEY-MISSING': 401,
  'SUBSCRIPTION-UNKNOWN': 404,
  'TAX-RATE-UNKNOWN': 500,
  'TERM-INVALID': 400,
  'TOKEN-INVALID': 401,
  'TRANSACTION-ID-INVALID': 400,
  'TRANSITION-REFUSED': 409,
  'URL-REFUSED': 400,
  'WEIGHTS-INVALID': 400,
  'ZONE-UNKNOWN': 400,
};

const table = Object.fromEntries(
  Object.entries(opsStatuses).map(([code, status]) => [code, { status }]),
) as ErrorTable<Code>;

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not what the call expects',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible in the present state',
  429: 'Too many tries',
  500: 'Something went wrong here',
  503: 'Not available now',
};

/** RFC 9457 problem details, every fault listed. */
export function opsErrorOf(thrown: unknown, reference: string): ErrorAnswer {
  const { status, code, message, properties } = tell(thrown, table, reference);
  const faults = properties['faults'] as readonly Fault[] | undefined;
  return {
    status,
    contentType: 'application/problem+json; charset=utf-8',
    body: {
      type: `urn:affinity-engine:error:${code.toLowerCase()}`,
      title: titles[status] ?? 'Refused',
      status,
      detail: properties['reason'] === undefined ? message : `${message} ${String(properties['reason'])}`,
      code,
      reference,
      ...(faults === undefined ? {} : { faults }),
    },
  };
}
