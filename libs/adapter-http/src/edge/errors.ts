import {
  errorsOf,
  isDomainError,
  type DomainError,
  type ErrorProperties,
  type KernelErrorCode,
} from '@affinity-engine/kernel';
import type { Problem } from './checks.js';

/** Errors before a use case is reached: code → sentence. */
export const edgeErrors = {
  'ALREADY-EXECUTED': 'A request with this transaction identifier was executed already.',
  'BODY-ABSENT': 'body: expected a JSON object; the request has none.',
  'BODY-NOT-JSON': 'body: expected JSON in UTF-8.',
  'BODY-TOO-COMPLEX': 'body: expected at most 64 levels and 5,000 values, without keys such as __proto__.',
  'BODY-TOO-LARGE': 'body: expected fewer bytes.',
  'CLOCK-FIXED': 'Only the clock of a sandbox can be moved.',
  'CONTENT-ENCODING-INVALID': 'content-encoding: expected none; bodies are sent uncompressed.',
  'CONTENT-TYPE-INVALID': 'content-type: expected application/json.',
  'CREDENTIALS-TWICE': 'authorization: expected none beside the cookie of a session.',
  'CROSS-SITE-REFUSED': 'The request does not come from a page of this engine.',
  'CURSOR-INVALID': 'cursor: expected a cursor of an earlier reply to the same filters.',
  'DATABASE-UNAVAILABLE': 'The engine cannot reach its database; try again.',
  'GRANT-UNSUPPORTED': 'grant_type: expected client_credentials.',
  'HEADER-INVALID': 'A header was sent twice or is not what it should be.',
  'INSECURE-ORIGIN': 'Browsers keep a session over https only: sign in by https, or on the machine itself.',
  'IDEMPOTENCY-KEY-INVALID': 'Idempotency-Key: expected 1 to 255 printable characters.',
  'INPUT-INVALID': 'The request is not what the call expects.',
  'METHOD-REFUSED': 'There is no such call: the path has others.',
  'LINK-UNKNOWN': 'There is no such document, or its link is over.',
  OVERLOADED: 'The engine has more to do than it can at once; try again.',
  'ROLE-REFUSED': 'This client may not do this.',
  'ROUTE-UNKNOWN': 'There is no such call.',
  'QUOTA-EXCEEDED': 'The call volume quota of this subscription is used up.',
  'RATE-EXCEEDED': 'This subscription calls too often.',
  'SCOPE-INVALID': 'scope: expected words of printable ASCII, with one space between them.',
  'SESSION-INVALID': 'cookie: expected a session that is not over; sign in.',
  'SHUTTING-DOWN': 'The engine is shutting down; try again.',
  'SIGN-IN-AGAIN': 'This call asks for a password that was given within the last ten minutes: sign in again.',
  'SUBSCRIPTION-KEY-INVALID':
    'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
  'SUBSCRIPTION-KEY-MISSING':
    'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
  'TRANSACTION-ID-INVALID': 'GW-DBTransaction-ID: expected 1 to 128 printable characters.',
  'TOKEN-INVALID': 'authorization: expected a bearer token that is valid and not over.',
} as const;

export type EdgeErrorCode = keyof typeof edgeErrors;

/** What an error is about. Each dialect gives each kind a status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'unknown'
  | 'method'
  /** Not possible in the present state. */
  | 'conflict'
  /** Not possible for this seller until an operator changes something. */
  | 'barred'
  /** The body is of a type, or encoded in a way, that the call does not take. */
  | 'media'
  | 'limited'
  | 'quota'
  /** The result of a payment is unknown, or differs from what was expected. */
  | 'undecided'
  | 'unavailable'
  /** A bug or a wrong configuration of the engine. */
  | 'own';

/** The usual status of each kind. A dialect replaces those that its contract does not have. */
export const usualStatuses: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  unknown: 404,
  method: 405,
  conflict: 409,
  barred: 409,
  media: 415,
  limited: 429,
  quota: 403,
  undecided: 500,
  unavailable: 503,
  own: 500,
};

/** Refusals before a rule is asked: they have their usual status in every dialect. */
export const isOfGate = (kind: ErrorKind): boolean => kind === 'media' || kind === 'limited' || kind === 'unavailable';

/** Seconds after which a caller may try again, undefined where trying again does not help. */
export const retryAfterSeconds = ({ kind, properties }: ReportedError): number | undefined => {
  if (typeof properties['seconds'] === 'number') return properties['seconds'];
  if (kind === 'limited') return 60;
  return kind === 'unavailable' ? 2 : undefined;
};

export type ErrorKinds = Readonly<Record<string, ErrorKind>>;

/** The kind of each error of the edge and of the kernel's ports, in every dialect. */
export const edgeKinds = {
  'ALREADY-EXECUTED': 'invalid',
  'ANSWERED-BEFORE': 'conflict',
  'BODY-ABSENT': 'invalid',
  'BODY-NOT-JSON': 'invalid',
  'BODY-TOO-COMPLEX': 'invalid',
  'BODY-TOO-LARGE': 'invalid',
  'CHANGED-MEANWHILE': 'conflict',
  'CLOCK-FIXED': 'conflict',
  'CONTENT-ENCODING-INVALID': 'media',
  'CONTENT-TYPE-INVALID': 'media',
  'CREDENTIALS-TWICE': 'invalid',
  'CROSS-SITE-REFUSED': 'forbidden',
  'CURSOR-INVALID': 'invalid',
  'DATABASE-UNAVAILABLE': 'unavailable',
  'GRANT-UNSUPPORTED': 'invalid',
  'HEADER-INVALID': 'invalid',
  'IDEMPOTENCY-KEY-INVALID': 'invalid',
  'INPUT-INVALID': 'invalid',
  'INSECURE-ORIGIN': 'forbidden',
  'KEY-REUSED': 'conflict',
  'LINK-UNKNOWN': 'unknown',
  'METHOD-REFUSED': 'method',
  'QUOTA-EXCEEDED': 'quota',
  'RATE-EXCEEDED': 'limited',
  OVERLOADED: 'unavailable',
  'ROLE-REFUSED': 'forbidden',
  'ROUTE-UNKNOWN': 'unknown',
  'SCOPE-INVALID': 'invalid',
  'SESSION-INVALID': 'unauthenticated',
  'SHUTTING-DOWN': 'unavailable',
  'SIGN-IN-AGAIN': 'forbidden',
  'SUBSCRIPTION-KEY-INVALID': 'unauthenticated',
  'SUBSCRIPTION-KEY-MISSING': 'unauthenticated',
  'TOKEN-INVALID': 'unauthenticated',
  'TRANSACTION-ID-INVALID': 'invalid',
} as const satisfies Record<EdgeErrorCode | Extract<KernelErrorCode, RepeatCode>, ErrorKind>;

/** The kernel's codes that a request can cause. The other codes of its table are bugs of the engine. */
type RepeatCode = 'ANSWERED-BEFORE' | 'CHANGED-MEANWHILE' | 'KEY-REUSED';

/** An error of the edge itself. */
export const edgeError = errorsOf(edgeErrors);

/** One for all: where there is too much to do, to note where each was made would cost more than the rest of a refusal. */
export const overloaded = edgeError('OVERLOADED');

/** A longer list helps no reader. */
const mostProblems = 100;

/** The problems of a request in one error: the first ones, and how many more there are. */
export function inputInvalid(problems: readonly Problem[]): DomainError {
  const more = problems.length - mostProblems;
  const rest = { path: 'request', expected: `no further problems; ${more} more are not listed` };
  const listed = more > 0 ? [...problems.slice(0, mostProblems), rest] : problems;
  return edgeError('INPUT-INVALID', { problems: listed }, sentenceOf(listed));
}

/** `field: expected …; other: expected …` */
export const sentenceOf = (problems: readonly Problem[]): string =>
  problems.map(({ path, expected }) => `${path}: expected ${expected}`).join('; ');

/** An error as a dialect gets it to write its answer. */
export type ReportedError = {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly properties: ErrorProperties;
  /** The reference by which logs name the request. */
  readonly reference: string;
};

/**
 * What a caller may see of a thrown value, by the tables of edge and dialect. An error that is in neither is a bug of
 * the engine: it becomes INTERNAL with a sentence without details.
 */
export function reportedError(thrown: unknown, kinds: ErrorKinds, reference: string): ReportedError {
  const kind = isDomainError(thrown) ? kindOf(thrown.code, kinds) : undefined;
  if (!isDomainError(thrown) || kind === undefined) {
    const message = `Something went wrong here; where the call takes an Idempotency-Key, a repeat with the same one is safe. Reference: ${reference}`;
    return { kind: 'own', code: 'INTERNAL', message, properties: {}, reference };
  }
  const { code, message, properties } = thrown;
  return { kind, code, message, properties, reference };
}

/** Of the dialect's table, then of the edge's. Refusals are many when there is too much to do: no table is made for each. */
function kindOf(code: string, kinds: ErrorKinds): ErrorKind | undefined {
  const table: ErrorKinds = Object.hasOwn(kinds, code) ? kinds : edgeKinds;
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
