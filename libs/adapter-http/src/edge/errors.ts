import { errorsOf, isDomainError, type DomainError, type ErrorProperties } from '@affinity-engine/kernel';
import type { Fault } from './checks.js';

/** What goes wrong before a use case is reached: code → sentence. */
export const edgeErrors = {
  'ALREADY-EXECUTED': 'A request with this transaction identifier was executed already.',
  'BODY-ABSENT': 'body: expected a JSON object; the request has none.',
  'BODY-NOT-JSON': 'body: expected JSON in UTF-8.',
  'BODY-TOO-COMPLEX': 'body: expected at most 64 levels and 200,000 values, without keys such as __proto__.',
  'BODY-TOO-LARGE': 'body: expected fewer bytes.',
  'CONTENT-TYPE-INVALID': 'content-type: expected application/json.',
  'CURSOR-INVALID': 'cursor: expected a cursor of an earlier reply to the same filters.',
  'HEADER-INVALID': 'A header was sent twice or is not what it should be.',
  'IDEMPOTENCY-KEY-INVALID': 'Idempotency-Key: expected 1 to 255 printable characters.',
  'INPUT-INVALID': 'The request is not what the call expects.',
  'METHOD-REFUSED': 'There is no such call: the path has others.',
  'LINK-UNKNOWN': 'There is no such document, or its link is over.',
  'ROLE-REFUSED': 'This client may not do this.',
  'ROUTE-UNKNOWN': 'There is no such call.',
  'QUOTA-EXCEEDED': 'The call volume quota of this subscription is used up.',
  'RATE-EXCEEDED': 'This subscription calls too often.',
  'SHUTTING-DOWN': 'The engine is shutting down; try again.',
  'SUBSCRIPTION-KEY-INVALID':
    'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
  'SUBSCRIPTION-KEY-MISSING':
    'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
  'TRANSACTION-ID-INVALID': 'GW-DBTransaction-ID: expected 1 to 128 printable characters.',
  'TOKEN-INVALID': 'authorization: expected a bearer token that is valid and not over.',
} as const;

export type EdgeErrorCode = keyof typeof edgeErrors;

/** An error of the edge itself. */
export const edgeError = errorsOf(edgeErrors);

/** Every fault of a request in one error. */
export const faulty = (faults: readonly Fault[]): DomainError =>
  edgeError('INPUT-INVALID', { faults }, sentenceOf(faults));

/** `field: expected …; other: expected …` */
export const sentenceOf = (faults: readonly Fault[]): string =>
  faults.map(({ path, expected }) => `${path}: expected ${expected}`).join('; ');

/** How a dialect answers a code, and, where its own words are better, what it says. */
export type ErrorRule = { readonly status: number; readonly say?: (properties: ErrorProperties) => string };

/** What a dialect answers to every code that can reach it: a forgotten one doesn't compile. */
export type ErrorTable<Code extends string> = Readonly<Record<Code, ErrorRule>>;

export type Told = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly properties: ErrorProperties;
};

/** Looks a thrown value up in a dialect's table. What is no domain error is the engine's own fault and says nothing. */
export function tell(thrown: unknown, table: ErrorTable<string>, reference: string): Told {
  const rule = isDomainError(thrown) ? table[thrown.code] : undefined;
  if (!isDomainError(thrown) || rule === undefined) {
    const message = `Something went wrong here; where the call takes an Idempotency-Key, a repeat with the same one is safe. Reference: ${reference}`;
    return { status: 500, code: 'INTERNAL', message, properties: {} };
  }
  const message = rule.say?.(thrown.properties) ?? thrown.message;
  return { status: rule.status, code: thrown.code, message, properties: thrown.properties };
}
