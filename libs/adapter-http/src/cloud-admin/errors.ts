import type { AffinityGroupErrorCode } from '@affinity-engine/affinity-group';
import { isDomainError, type ErrorProperties, type KernelErrorCode } from '@affinity-engine/kernel';
import type { Fault } from '../edge/checks.js';
import type { EdgeErrorCode } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';
import { wirePath } from './paths.js';

/** Every code that can reach this dialect. */
type Code = AffinityGroupErrorCode | EdgeErrorCode | KernelErrorCode;

type Detail = { readonly message: string; readonly properties: Readonly<Record<string, unknown>> };

/** An error of this dialect: its status and its name, and what it tells beside the sentence of the code. */
type Rule = {
  readonly status: number;
  readonly errorCode: string;
  readonly details?: (properties: ErrorProperties) => readonly Detail[];
};

const ofFaults = ({ faults = [] }: ErrorProperties): readonly Detail[] =>
  (faults as readonly Fault[]).map(({ path, expected }) => ({
    message: `${path}: expected ${expected}`,
    properties: { parameterName: path, expected },
  }));

/** A rule speaks of its own fields: here they are called as on the wire. */
const ofOwnFaults = ({ faults = [] }: ErrorProperties): readonly Detail[] =>
  ofFaults({ faults: (faults as readonly Fault[]).map((fault) => ({ ...fault, path: wirePath(fault.path) })) });

const bad: Rule = { status: 400, errorCode: 'BadInputException' };
const badInput: Rule = { ...bad, details: ofFaults };
const badAttributes: Rule = { ...bad, details: ofOwnFaults };
const unauthenticated: Rule = { status: 401, errorCode: 'RestAuthenticationException' };
const forbidden: Rule = { status: 403, errorCode: 'NotAuthorizedException' };
const notFound: Rule = { status: 404, errorCode: 'NotFoundException' };
const executed: Rule = { status: 400, errorCode: 'AlreadyExecutedException' };
const busy: Rule = { status: 409, errorCode: 'ConcurrentDataChangeException' };
const unavailable: Rule = { status: 503, errorCode: 'ServiceUnavailableException' };
const internal: Rule = { status: 500, errorCode: 'InternalServerErrorException' };

/** How this dialect answers every code there is. */
export const adminTable: Readonly<Record<Code, Rule>> = {
  'ALREADY-EXECUTED': {
    ...executed,
    details: ({ id }) => [
      { message: `The transaction ${String(id)} was executed already.`, properties: { transactionId: id } },
    ],
  },
  'AMOUNT-INVALID': bad,
  'ANSWERED-BEFORE': executed,
  'ASSOCIATION-INVALID': badAttributes,
  'ASSOCIATION-UNKNOWN': notFound,
  'BODY-ABSENT': bad,
  'BODY-NOT-JSON': bad,
  'BODY-TOO-COMPLEX': bad,
  'BODY-TOO-LARGE': bad,
  'CHANGED-MEANWHILE': busy,
  'CHECKSUM-MISMATCH': {
    status: 409,
    errorCode: 'ChecksumMismatchException',
    details: ({ supplied, current }) => [
      {
        message: `The supplied checksum '${String(supplied)}' does not match the current checksum '${String(current)}'.`,
        properties: { suppliedChecksum: supplied, currentChecksum: current },
      },
    ],
  },
  'CODE-UNKNOWN': notFound,
  'CONTENT-TYPE-INVALID': bad,
  'CURRENCY-INVALID': bad,
  'CURSOR-INVALID': bad,
  'DATE-INVALID': bad,
  'GROUP-INVALID': badAttributes,
  'GROUP-UNKNOWN': notFound,
  'HEADER-INVALID': bad,
  'IDEMPOTENCY-KEY-INVALID': bad,
  'INPUT-INVALID': badInput,
  'INSTANT-INVALID': bad,
  'KEY-REUSED': executed,
  'LINK-UNKNOWN': notFound,
  'METHOD-REFUSED': { status: 405, errorCode: 'MethodNotAllowedException' },
  'ORGANIZATION-UNKNOWN': notFound,
  'PRODUCER-CODE-INVALID': badAttributes,
  'QUOTA-EXCEEDED': forbidden,
  'RATE-EXCEEDED': forbidden,
  'RATE-INVALID': bad,
  'ROLE-REFUSED': forbidden,
  'ROUTE-UNKNOWN': notFound,
  'SHUTTING-DOWN': unavailable,
  'SUBSCRIPTION-KEY-INVALID': unauthenticated,
  'SUBSCRIPTION-KEY-MISSING': unauthenticated,
  'TOKEN-INVALID': unauthenticated,
  'TRANSACTION-ID-INVALID': bad,
  'WEIGHTS-INVALID': bad,
  'ZONE-UNKNOWN': bad,
};

/** `{status, errorCode, userMessage, details}`, with every fault of the request in its details. */
export function cloudErrorOf(thrown: unknown, reference: string): ErrorAnswer {
  const rule = isDomainError(thrown) ? (adminTable as Readonly<Record<string, Rule>>)[thrown.code] : undefined;
  if (!isDomainError(thrown) || rule === undefined) {
    return answer(internal, `Something went wrong here. Reference: ${reference}`, [], {});
  }
  const { message, properties } = thrown;
  const told = rule.details?.(properties) ?? [];
  const details = told.length > 0 ? told : [{ message, properties: {} }];
  const allowed = properties['allowed'] as readonly string[] | undefined;
  const headers = rule.status === 405 && allowed !== undefined ? { allow: allowed.join(', ') } : {};
  return answer(rule, message, details, headers);
}

const answer = (
  { status, errorCode }: Rule,
  userMessage: string,
  details: readonly Detail[],
  headers: Readonly<Record<string, string>>,
): ErrorAnswer => ({ status, headers, body: { status, errorCode, userMessage, details } });
