import type { CatalogueErrorCode } from '@affinity-engine/catalogue';
import type { EligibilityErrorCode, Reason } from '@affinity-engine/eligibility';
import { isDomainError, type ErrorProperties, type Instant, type KernelErrorCode } from '@affinity-engine/kernel';
import type { PremiumErrorCode } from '@affinity-engine/premium';
import type { QuestionnaireErrorCode } from '@affinity-engine/questionnaire';
import type { CardFault, QuotationErrorCode } from '@affinity-engine/quotation';
import type { QuotationProductErrorCode } from '@affinity-engine/quotation-product';
import type { Fault } from '../edge/checks.js';
import type { EdgeErrorCode } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';

/** One entry of the dialect's list of errors. */
type WireError = { readonly code: string; readonly message?: string; readonly properties?: unknown };

type Rule =
  /** The gateway's own: `{statusCode, message}`. */
  | {
      readonly gateway: number;
      readonly say?: (properties: ErrorProperties) => string;
      readonly headers?: (properties: ErrorProperties) => Record<string, string>;
    }
  /** A rule's failure, in words of its own where they are better than code and sentence. */
  | { readonly status: number; readonly tell?: (properties: ErrorProperties, message: string) => readonly WireError[] };

const bad = { status: 400 } as const;
const own = { status: 500 } as const;

const field = (name: string, validationType: string, message: string): WireError => ({
  code: 'INVALID-FORM-FIELD',
  message,
  properties: { validationType, field: name },
});

const validationOf = (expected: string): string => {
  if (expected.endsWith('it is missing')) return 'Required';
  return expected.startsWith('no such') ? 'Unknown' : 'Invalid';
};

const ofFaults = ({ faults = [] }: ErrorProperties, message: string): readonly WireError[] => {
  const told = (faults as readonly Fault[]).map(({ path, expected }) =>
    field(path, validationOf(expected), `${path}: expected ${expected}`),
  );
  return told.length > 0 ? told : [field('body', 'Invalid', message)];
};

const ofBody = (_: ErrorProperties, message: string): readonly WireError[] => [field('body', 'Invalid', message)];

const ofCard = ({ faults }: ErrorProperties): readonly WireError[] =>
  (faults as readonly CardFault[]).map(({ field: name, expected }) => {
    const path = name === '' ? 'creditCard' : `creditCard.${name}`;
    return field(path, expected.startsWith('none') ? 'Unknown' : 'Invalid', `${path}: expected ${expected}`);
  });

const ofAnswers = (properties: ErrorProperties, message: string): readonly WireError[] => {
  const { codes, unknown, doubled } = properties as Record<'codes' | 'unknown' | 'doubled', readonly string[]>;
  return [
    ...(codes.length === 0 ? [] : [{ code: 'ANSWERS-NOT-EVALUATED', message, properties: codes }]),
    ...unknown.map((code) => field(code, 'Unknown', `${code}: expected a code of the questionnaire`)),
    ...doubled.map((code) => field(code, 'Duplicated', `${code}: expected one answer`)),
  ];
};

const ofReasons = ({ reasons }: ErrorProperties): readonly WireError[] =>
  (reasons as readonly (Reason & { readonly message: string })[]).map(({ code, groupId, message }) => ({
    code,
    message,
    ...(groupId === null ? {} : { properties: { affinityGroup: groupId } }),
  }));

const clockText = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

const retryAfter = ({ seconds }: ErrorProperties): Record<string, string> => ({ 'retry-after': String(seconds) });

type Code =
  | CatalogueErrorCode
  | EdgeErrorCode
  | EligibilityErrorCode
  | KernelErrorCode
  | PremiumErrorCode
  | QuestionnaireErrorCode
  | QuotationErrorCode
  | QuotationProductErrorCode;

/** How this dialect answers every code that can reach it. */
export const quotationTable: Readonly<Record<Code, Rule>> = {
  'ALREADY-EXECUTED': bad,
  'AMOUNT-INVALID': bad,
  'AMOUNT-NEGATIVE': bad,
  'ANSWERED-BEFORE': bad,
  'ANSWERS-NOT-EVALUATED': { status: 400, tell: ofAnswers },
  'BODY-ABSENT': { status: 400, tell: ofBody },
  'BODY-NOT-JSON': { status: 400, tell: ofBody },
  'BODY-TOO-COMPLEX': { status: 400, tell: ofBody },
  'BODY-TOO-LARGE': { status: 400, tell: ofBody },
  'CARD-INVALID': { status: 400, tell: ofCard },
  'CHECKOUT-UNDER-WAY': bad,
  'CHANGED-MEANWHILE': bad,
  'COMMISSION-INVALID': bad,
  'CONTENT-TYPE-INVALID': { status: 400, tell: ofBody },
  'CURRENCY-INVALID': bad,
  'CURSOR-INVALID': bad,
  'DATE-INVALID': bad,
  'DUE-DAY-INVALID': bad,
  'HEADER-INVALID': { gateway: 400 },
  'IDEMPOTENCY-KEY-INVALID': bad,
  'INPUT-INVALID': { status: 400, tell: ofFaults },
  'INSTALLMENTS-INVALID': bad,
  'INSTANT-INVALID': bad,
  'INSURER-UNKNOWN': bad,
  'INTEREST-INVALID': bad,
  'KEY-REUSED': bad,
  'LIFETIME-INVALID': bad,
  'LINK-UNKNOWN': { gateway: 404 },
  'LOADING-INVALID': bad,
  'NOT-ELIGIBLE': { status: 400, tell: ofReasons },
  'OPERATION-UNKNOWN': {
    status: 400,
    tell: ({ known }) => [
      field('operationCode', 'Unknown', `operationCode: expected one of ${[known].flat().join(', ')}`),
    ],
  },
  'PAYMENT-REFUSED': {
    status: 400,
    tell: ({ reason }, message) => [{ code: 'PAYMENT-REFUSED', message, properties: { reason } }],
  },
  'PLAN-REQUIRED': bad,
  'PLAN-UNKNOWN': bad,
  'PRODUCT-UNKNOWN': bad,
  'PAYMENT-UNDECIDED': own,
  'PAYMENT-UNMATCHED': own,
  'PROPOSAL-SUPERSEDED': bad,
  'PROPOSAL-MISSING': bad,
  'PROPOSALS-EXHAUSTED': bad,
  'QUESTIONNAIRE-INVALID': own,
  'QUOTA-EXCEEDED': {
    gateway: 403,
    say: ({ seconds }) => `Out of call volume quota. Quota will be replenished in ${clockText(Number(seconds))}.`,
    headers: retryAfter,
  },
  'QUOTATION-CONFIRMED': bad,
  'QUOTATION-EXPIRED': bad,
  'QUOTATION-NOT-FOUND': bad,
  'RATE-EXCEEDED': {
    gateway: 429,
    say: ({ seconds }) => `Rate limit is exceeded. Try again in ${String(seconds)} seconds.`,
    headers: retryAfter,
  },
  'RATE-INVALID': bad,
  'RATE-MISSING': own,
  'REFERRAL-OPEN': bad,
  'REGISTER-NUMBER-REFUSED': {
    status: 400,
    tell: (_, message) => [
      { code: 'INCORRECT-OR-NONEXISTENT', message, properties: { field: 'registerNumber' } },
      { code: 'TOKEN-ERROR', message: 'The subscription may not act for this register number.' },
    ],
  },
  'METHOD-REFUSED': bad,
  'ROLE-REFUSED': { gateway: 403 },
  'ROUTE-UNKNOWN': { gateway: 404, say: () => 'Resource not found' },
  'SHUTTING-DOWN': { gateway: 503 },
  'SUBSCRIPTION-KEY-INVALID': { gateway: 401 },
  'SUBSCRIPTION-KEY-MISSING': { gateway: 401 },
  'SUBSCRIPTION-UNKNOWN': bad,
  'TAX-RATE-UNKNOWN': own,
  'TERM-INVALID': bad,
  'TOKEN-INVALID': { gateway: 401 },
  'WEIGHTS-INVALID': bad,
  'TRANSACTION-ID-INVALID': bad,
  'ZONE-UNKNOWN': bad,
};

/** Errors as `{success: false, executed, errors}`; the gateway's own as `{statusCode, message}`. */
export const quotationErrorOf =
  (now: () => Instant) =>
  (thrown: unknown, reference: string): ErrorAnswer => {
    const rule = isDomainError(thrown) ? (quotationTable as Readonly<Record<string, Rule>>)[thrown.code] : undefined;
    if (!isDomainError(thrown) || rule === undefined) {
      const message = `Something went wrong here; where the call takes an Idempotency-Key, a repeat with the same one is safe. Reference: ${reference}`;
      return { status: 500, body: failure(now(), [{ code: 'INTERNAL', message }]) };
    }
    const { code, message, properties } = thrown;
    if ('gateway' in rule) {
      const body = { statusCode: rule.gateway, message: rule.say?.(properties) ?? message };
      return { status: rule.gateway, headers: rule.headers?.(properties) ?? {}, body };
    }
    const errors = rule.tell?.(properties, message) ?? [{ code, message }];
    return { status: rule.status, headers: causesOf(properties), body: failure(now(), errors) };
  };

const failure = (executed: Instant, errors: readonly WireError[]) => ({ success: false as const, executed, errors });

/** Why each answer could not be evaluated: the published body has no place for it, so a header tells. */
function causesOf({ causes }: ErrorProperties): Record<string, string> {
  if (causes === undefined) return {};
  const told = (causes as readonly { readonly code: string; readonly reason: string }[])
    .map(({ code, reason }) => `${code}=${reason}`)
    .join(', ');
  return told === '' ? {} : { 'answers-not-evaluated': told.slice(0, 4_000) };
}
