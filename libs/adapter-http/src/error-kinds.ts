import type { AffinityErrorCode } from '@affinity-engine/affinity';
import type { AffinityGroupErrorCode } from '@affinity-engine/affinity-group';
import type { AgencyErrorCode } from '@affinity-engine/agency-number';
import type { CatalogueErrorCode } from '@affinity-engine/catalogue';
import type { EligibilityErrorCode } from '@affinity-engine/eligibility';
import type { IdentityErrorCode } from '@affinity-engine/identity';
import type { QuestionnaireErrorCode } from '@affinity-engine/questionnaire';
import type { PrivacyErrorCode } from '@affinity-engine/privacy';
import type { QuotationErrorCode } from '@affinity-engine/quotation';
import type { QuotationProductErrorCode } from '@affinity-engine/quotation-product';
import type { RefusalErrorCode } from '@affinity-engine/refusal';
import type { WebhookErrorCode } from '@affinity-engine/webhook';
import type { ErrorKind } from './edge/errors.js';

/**
 * The kind of every code of a context: a missing code does not compile. A dialect takes the tables of its own contexts.
 */
export const affinityKinds = {
  'AFFINITY-ENDED': 'conflict',
  'AFFINITY-UNKNOWN': 'unknown',
  'BRAND-UNKNOWN': 'unknown',
  'DATE-END-INVALID': 'invalid',
  'DOCUMENT-UNKNOWN': 'unknown',
  'EXTERNAL-REFERENCE-TOO-LONG': 'invalid',
  'HOLDER-INVALID': 'invalid',
  'HOLDER-REQUIRED': 'invalid',
  'INSURER-NOT-ACTIVE': 'barred',
  'ITEM-INVALID': 'invalid',
  'ITEM-REQUIRED': 'invalid',
  'PARTNER-CNPJ-TAKEN': 'conflict',
  'PARTNER-INVALID': 'invalid',
  'PARTNER-UNKNOWN': 'unknown',
  'PRODUCT-NOT-OFFERED': 'conflict',
  'PRODUCT-VERSION-UNKNOWN': 'unknown',
  'RENEWAL-PENDING': 'conflict',
  'REQUEST-EXPIRED': 'conflict',
  'REQUEST-UNKNOWN': 'unknown',
  'REQUEST-USED': 'conflict',
  'TEXT-UNPRINTABLE': 'invalid',
  'TRANSITION-REFUSED': 'conflict',
} as const satisfies Record<AffinityErrorCode, ErrorKind>;

export const affinityGroupKinds = {
  'ASSOCIATION-INVALID': 'invalid',
  'ASSOCIATION-UNKNOWN': 'unknown',
  'CHECKSUM-MISMATCH': 'conflict',
  'CODE-UNKNOWN': 'unknown',
  'GROUP-INVALID': 'invalid',
  'GROUP-UNKNOWN': 'unknown',
  'ORGANIZATION-UNKNOWN': 'unknown',
  'PRODUCER-CODE-INVALID': 'invalid',
} as const satisfies Record<AffinityGroupErrorCode, ErrorKind>;

export const agencyKinds = {
  'ACCOUNT-UNKNOWN': 'unknown',
  'AGENCY-NUMBER-UNKNOWN': 'unknown',
  'API-USER-INVALID': 'invalid',
  'API-USER-TAKEN': 'conflict',
  'API-USER-UNKNOWN': 'unknown',
  'BROKER-UNKNOWN': 'unknown',
  'EXTERNAL-ID-USED': 'conflict',
  'INSURER-AMBIGUOUS': 'invalid',
  'INSURER-REQUIRED': 'invalid',
  'OWNER-REQUIRED': 'invalid',
} as const satisfies Record<AgencyErrorCode, ErrorKind>;

export const catalogueKinds = {
  'INSURER-UNKNOWN': 'unknown',
  'LIFETIME-INVALID': 'invalid',
  'PLAN-REQUIRED': 'invalid',
  'PLAN-UNKNOWN': 'invalid',
  'PRODUCT-UNKNOWN': 'invalid',
} as const satisfies Record<CatalogueErrorCode, ErrorKind>;

export const eligibilityKinds = { 'NOT-ELIGIBLE': 'barred' } as const satisfies Record<EligibilityErrorCode, ErrorKind>;

export const identityKinds = {
  'CLIENT-INVALID': 'unauthenticated',
  'CLIENT-PARTNER-MISMATCH': 'invalid',
  'CLIENT-REVOKED': 'conflict',
  'CLIENT-UNKNOWN': 'unknown',
  'EMAIL-UNVERIFIED': 'forbidden',
  'PORTAL-LINK-OVER': 'unknown',
  'PROVIDER-NONE': 'unknown',
  'PROVIDER-REFUSED': 'forbidden',
  'PROVIDER-UNAVAILABLE': 'unavailable',
  'SECRET-TRIES-EXCEEDED': 'limited',
  'SESSION-OVER': 'unauthenticated',
  'SIGN-IN-REFUSED': 'unauthenticated',
  'SIGN-IN-STALE': 'conflict',
  'USER-EMAIL-TAKEN': 'conflict',
  'USER-INVALID': 'invalid',
  'USER-NOT-ADMITTED': 'forbidden',
  'USER-UNKNOWN': 'unknown',
} as const satisfies Record<IdentityErrorCode, ErrorKind>;

/** The only error of premiums that can be repaired: an operator adds the tax to the catalogue. */
export const premiumKinds = { 'TAX-RATE-UNKNOWN': 'own' } as const satisfies Record<string, ErrorKind>;

export const questionnaireKinds = {
  'QUESTIONNAIRE-INVALID': 'own',
} as const satisfies Record<QuestionnaireErrorCode, ErrorKind>;

export const privacyKinds = {
  'ERASURE-CHANGED': 'conflict',
  'HOLD-UNKNOWN': 'unknown',
  'PERSON-AMBIGUOUS': 'conflict',
  'PERSON-CRITERION-INVALID': 'invalid',
  'RECORD-UNKNOWN': 'unknown',
} as const satisfies Record<PrivacyErrorCode, ErrorKind>;

export const quotationKinds = {
  'ANSWERS-NOT-EVALUATED': 'invalid',
  'CARD-INVALID': 'invalid',
  'NAMES-TOO-MANY': 'invalid',
  'CHECKOUT-UNDER-WAY': 'conflict',
  'OPERATION-UNKNOWN': 'unknown',
  'PAYMENT-REFUSED': 'conflict',
  'PAYMENT-UNDECIDED': 'undecided',
  'PAYMENT-UNMATCHED': 'undecided',
  'PROPOSAL-MISSING': 'conflict',
  'PROPOSAL-SUPERSEDED': 'conflict',
  'PROPOSALS-EXHAUSTED': 'conflict',
  'QUOTATION-CONFIRMED': 'conflict',
  'QUOTATION-EXPIRED': 'conflict',
  'QUOTATION-NOT-FOUND': 'unknown',
  'REFERRAL-DECLINED': 'conflict',
  'REFERRAL-OPEN': 'conflict',
  'REGISTER-NUMBER-REFUSED': 'invalid',
  'SUBSCRIPTION-UNKNOWN': 'unknown',
} as const satisfies Record<QuotationErrorCode, ErrorKind>;

export const quotationProductKinds = {
  'RATE-MISSING': 'own',
} as const satisfies Record<QuotationProductErrorCode, ErrorKind>;

export const refusalKinds = { 'REFUSAL-UNKNOWN': 'unknown' } as const satisfies Record<RefusalErrorCode, ErrorKind>;

export const webhookKinds = {
  'ENDPOINT-UNKNOWN': 'unknown',
  'ENDPOINT-WITHOUT-URL': 'conflict',
  'EVENT-HOLDS-NOTHING-BACK': 'conflict',
  'EVENT-UNKNOWN': 'unknown',
  'EVENTS-NOT-KEPT': 'conflict',
  'FEED-POSITION-INVALID': 'invalid',
  'NOTHING-WAITS': 'conflict',
  'REPLAY-RANGE-INVALID': 'invalid',
  'REPLAYS-TOO-MANY': 'conflict',
  'URL-REFUSED': 'invalid',
} as const satisfies Record<WebhookErrorCode, ErrorKind>;
