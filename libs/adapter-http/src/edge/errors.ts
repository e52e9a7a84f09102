import type { AffinityErrorCode } from '@affinity-engine/affinity';
import type { CatalogueErrorCode } from '@affinity-engine/catalogue';
import type { IdentityErrorCode } from '@affinity-engine/identity';
import { DomainError, isDomainError, type ErrorProperties, type KernelErrorCode } from '@affinity-engine/kernel';
import type { PremiumErrorCode } from '@affinity-engine/premium';
import type { WebhookErrorCode } from '@affinity-engine/webhook';
import type { Fault } from './checks.js';

/** What goes wrong before a use case is reached: code → sentence. */
export const edgeErrors = {
  'BODY-ABSENT': 'body: expected a JSON object; the request has none.',
  'BODY-NOT-JSON': 'body: expected JSON in UTF-8.',
  'BODY-TOO-COMPLEX': 'body: expected at most 64 levels and 100,000 values, without keys such as __proto__.',
  'BODY-TOO-LARGE': 'body: expected fewer bytes.',
  'CONTENT-TYPE-INVALID': 'content-type: expected application/json.',
  'CURSOR-INVALID': 'cursor: expected a cursor of an earlier reply to the same filters.',
  'HEADER-INVALID': 'A header was sent twice or is not what it should be.',
  'IDEMPOTENCY-KEY-INVALID': 'Idempotency-Key: expected 1 to 255 printable characters.',
  'INPUT-INVALID': 'The request is not what the call expects.',
  'LINK-UNKNOWN': 'There is no such document, or its link is over.',
  'ROLE-REFUSED': 'This client may not do this.',
  'ROUTE-UNKNOWN': 'There is no such call.',
  'SHUTTING-DOWN': 'The engine is shutting down; try again.',
  'TOKEN-INVALID': 'authorization: expected a bearer token that is valid and not over.',
} as const;

export type EdgeErrorCode = keyof typeof edgeErrors;

/** Every code that can reach a dialect. Its error table names each: a forgotten one doesn't compile. */
export type ErrorCode =
  | AffinityErrorCode
  | CatalogueErrorCode
  | EdgeErrorCode
  | IdentityErrorCode
  | KernelErrorCode
  | PremiumErrorCode
  | WebhookErrorCode;

/** An error of the edge itself. */
export const edgeError = (code: EdgeErrorCode, properties: ErrorProperties = {}, message?: string): DomainError =>
  new DomainError(code, message ?? edgeErrors[code], properties);

/** Every fault of a request in one error. */
export const faulty = (faults: readonly Fault[]): DomainError =>
  edgeError('INPUT-INVALID', { faults }, sentenceOf(faults));

/** `field: expected …; other: expected …` */
export const sentenceOf = (faults: readonly Fault[]): string =>
  faults.map(({ path, expected }) => `${path}: expected ${expected}`).join('; ');

/** How a dialect answers a code, and, where its own words are better, what it says. */
export type ErrorRule = { readonly status: number; readonly say?: (properties: ErrorProperties) => string };

export type ErrorTable = Readonly<Record<ErrorCode, ErrorRule>>;

export type Told = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly properties: ErrorProperties;
};

/** Looks a thrown value up in a dialect's table. What is no domain error is the engine's own fault and says nothing. */
export function tell(thrown: unknown, table: ErrorTable, reference: string): Told {
  const rule = isDomainError(thrown) ? (table as Readonly<Record<string, ErrorRule>>)[thrown.code] : undefined;
  if (!isDomainError(thrown) || rule === undefined) {
    const message = `Something went wrong here; a repeat with the same Idempotency-Key is safe. Reference: ${reference}`;
    return { status: 500, code: 'INTERNAL', message, properties: {} };
  }
  const message = rule.say?.(thrown.properties) ?? thrown.message;
  return { status: rule.status, code: thrown.code, message, properties: thrown.properties };
}
