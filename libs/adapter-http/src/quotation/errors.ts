import type { Reason } from '@affinity-engine/eligibility';
import type { ErrorProperties, Instant, Problem } from '@affinity-engine/kernel';
import { codes } from '@affinity-engine/quotation-product';
import { saleProblems } from '../sale-problems.js';
import { usualStatuses, type ReportedError } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';
import {
  catalogueKinds,
  eligibilityKinds,
  premiumKinds,
  questionnaireKinds,
  quotationKinds,
  quotationProductKinds,
} from '../error-kinds.js';

/** One entry of the dialect's list of errors. */
type WireError = { readonly code: string; readonly message?: string; readonly properties?: unknown };

/** Writes an error of a rule as errors of the wire. */
type ToWire = (properties: ErrorProperties, message: string) => readonly WireError[];

const field = (name: string, validationType: string, message: string): WireError => ({
  code: 'INVALID-FORM-FIELD',
  message,
  properties: { validationType, field: name },
});

const validationTypes = { missing: 'Required', unknown: 'Unknown' } as const;

const ofProblem = ({ path, expected, kind }: Problem): WireError =>
  field(path, kind === undefined ? 'Invalid' : validationTypes[kind], `${path}: expected ${expected}`);

const ofProblems: ToWire = ({ problems = [] }, message) =>
  (problems as readonly Problem[]).length > 0
    ? (problems as readonly Problem[]).map(ofProblem)
    : [field('body', 'Invalid', message)];

const ofBody: ToWire = (_, message) => [field('body', 'Invalid', message)];

type FindProblems = (properties: ErrorProperties) => readonly Problem[];

const cardProblems: FindProblems = ({ problems }) =>
  (problems as readonly Problem[]).map(({ path, ...rest }) => ({
    ...rest,
    path: path === '' ? 'creditCard' : `creditCard.${path}`,
  }));

const ofCard: ToWire = (properties) => cardProblems(properties).map(ofProblem);

type Unevaluated = {
  readonly causes: readonly { readonly code: string; readonly reason: string }[];
  readonly unknown: readonly string[];
  readonly doubled: readonly string[];
};

/** Codes of the questionnaire may be kept, others are the sender's. */
const answerProblems: FindProblems = (properties) => {
  const { causes, unknown, doubled } = properties as Unevaluated;
  const ofSender = (expected: string) => (path: string) => ({ path, expected, kept: { path: '*', expected } });
  return [
    ...causes.map(({ code, reason }) => ({ path: code, expected: `an answer that can be evaluated (${reason})` })),
    ...unknown.map(ofSender('a code of the questionnaire')),
    ...doubled.map(ofSender('one answer')),
  ];
};

/** Fields and questions of a sale. */
const saleFields = {
  producerCode: 'producerCode',
  firstDay: codes.start,
  product: 'operationCode',
  state: codes.state,
} as const;

const ofAnswers: ToWire = (properties, message) => {
  const { codes, unknown, doubled } = properties as Record<'codes' | 'unknown' | 'doubled', readonly string[]>;
  return [
    ...(codes.length === 0 ? [] : [{ code: 'ANSWERS-NOT-EVALUATED', message, properties: codes }]),
    ...unknown.map((code) => field(code, 'Unknown', `${code}: expected a code of the questionnaire`)),
    ...doubled.map((code) => field(code, 'Duplicated', `${code}: expected one answer`)),
  ];
};

const ofReasons: ToWire = ({ reasons }) =>
  (reasons as readonly (Reason & { readonly message: string })[]).map(({ code, groupId, message }) => ({
    code,
    message,
    ...(groupId === null ? {} : { properties: { affinityGroup: groupId } }),
  }));

const clockText = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

/** Every code of this dialect's contexts. */
export const kinds = {
  ...catalogueKinds,
  ...eligibilityKinds,
  ...premiumKinds,
  ...questionnaireKinds,
  ...quotationKinds,
  ...quotationProductKinds,
} as const;

/** An error that is not of the gateway is an error of a rule: 400, or 500 if the caller can do nothing about it. */
export const statuses = { ...usualStatuses, unknown: 400, method: 400, conflict: 400, barred: 400 } as const;

/** Errors of the gateway, as `{statusCode, message}`: a status by code where it differs from that of its kind. */
export const gateway: Readonly<
  Record<string, { readonly status?: number; readonly say?: (its: ErrorProperties) => string }>
> = {
  'DATABASE-UNAVAILABLE': {},
  'HEADER-INVALID': {},
  'LINK-UNKNOWN': { status: 404 },
  'QUOTA-EXCEEDED': {
    say: ({ seconds }) => `Out of call volume quota. Quota will be replenished in ${clockText(Number(seconds))}.`,
  },
  'RATE-EXCEEDED': { say: ({ seconds }) => `Rate limit is exceeded. Try again in ${String(seconds)} seconds.` },
  'ROLE-REFUSED': {},
  'ROUTE-UNKNOWN': { status: 404, say: () => 'Resource not found' },
  'SHUTTING-DOWN': {},
  'SUBSCRIPTION-KEY-INVALID': {},
  'SUBSCRIPTION-KEY-MISSING': {},
  'TOKEN-INVALID': {},
};

const toWireByCode: Readonly<Record<string, ToWire>> = {
  'ANSWERS-NOT-EVALUATED': ofAnswers,
  'BODY-ABSENT': ofBody,
  'BODY-NOT-JSON': ofBody,
  'BODY-TOO-COMPLEX': ofBody,
  'BODY-TOO-LARGE': ofBody,
  'CARD-INVALID': ofCard,
  'NAMES-TOO-MANY': ofProblems,
  'CONTENT-ENCODING-INVALID': ofBody,
  'CONTENT-TYPE-INVALID': ofBody,
  'INPUT-INVALID': ofProblems,
  'NOT-ELIGIBLE': ofReasons,
  'OPERATION-UNKNOWN': ({ known }) => [
    field('operationCode', 'Unknown', `operationCode: expected one of ${[known].flat().join(', ')}`),
  ],
  'PAYMENT-REFUSED': ({ reason }, message) => [{ code: 'PAYMENT-REFUSED', message, properties: { reason } }],
  'REGISTER-NUMBER-REFUSED': (_, message) => [
    { code: 'INCORRECT-OR-NONEXISTENT', message, properties: { field: 'registerNumber' } },
    { code: 'TOKEN-ERROR', message: 'The subscription may not act for this register number.' },
  ],
};

/** Problems of an error whose properties say them in other words. */
const problemsByCode: Readonly<Record<string, FindProblems>> = {
  'ANSWERS-NOT-EVALUATED': answerProblems,
  'CARD-INVALID': cardProblems,
  'NOT-ELIGIBLE': ({ reasons }) => saleProblems(reasons as readonly Reason[], saleFields),
  'OPERATION-UNKNOWN': ({ known }) => [{ path: 'operationCode', expected: `one of ${[known].flat().join(', ')}` }],
};

/** Errors as `{success: false, executed, errors}`; those of the gateway as `{statusCode, message}`. */
export const errorAnswerOf =
  (now: () => Instant) =>
  ({ kind, code, message, properties }: ReportedError): ErrorAnswer => {
    const own = gateway[code];
    if (own !== undefined) {
      const status = own.status ?? statuses[kind];
      return {
        status,
        headers: retryAfter(properties),
        body: { statusCode: status, message: own.say?.(properties) ?? message },
      };
    }
    const errors = toWireByCode[code]?.(properties, message) ?? [{ code, message }];
    const problems = problemsByCode[code]?.(properties);
    return {
      ...{ status: statuses[kind], headers: causesOf(properties), body: failure(now(), errors) },
      ...(problems === undefined ? {} : { problems }),
    };
  };

const retryAfter = ({ seconds }: ErrorProperties): Record<string, string> =>
  seconds === undefined ? {} : { 'retry-after': String(seconds) };

const failure = (executed: Instant, errors: readonly WireError[]) => ({ success: false as const, executed, errors });

/** Why each answer could not be evaluated. In a header: the published body has no field for it. */
function causesOf({ causes }: ErrorProperties): Record<string, string> {
  if (causes === undefined) return {};
  const told = (causes as readonly { readonly code: string; readonly reason: string }[])
    .map(({ code, reason }) => `${code}=${reason}`)
    .join(', ');
  return told === '' ? {} : { 'answers-not-evaluated': told.slice(0, 4_000) };
}
