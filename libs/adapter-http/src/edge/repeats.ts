import { createHash } from 'node:crypto';
import type { DomainError } from '@affinity-engine/kernel';
import { callerId, type Caller } from './caller.js';
import { edgeError } from './errors.js';
import type { Headers, RequestParts } from './request.js';

/** The key under which a request happens once, and how long a repeat is recognized: 24 hours, or `forever`. */
export type RepeatKey = { readonly key: string; readonly forever?: true };

/** How a dialect recognizes a repeat. */
export type Repeats = {
  /** The header, as OpenAPI describes it. */
  readonly parameter: Readonly<Record<string, unknown>>;
  /** The key of a request, undefined without one. Throws if the header is invalid. */
  readonly keyOf: (headers: Headers, caller: Caller, operation: string) => RepeatKey | undefined;
  /** The error for a repeat; without it a repeat gets the first answer. */
  readonly refusal?: (headers: Headers) => DomainError;
};

/** The stored first answers. */
export type KeptAnswers = {
  find(key: string): Promise<{ readonly fingerprint: string; readonly answer: string } | null>;
};

const printable = /^[\x20-\x7e]{1,255}$/;

/** One effect per caller, operation and `Idempotency-Key`; a repeat gets the first answer. */
export const idempotencyKeys: Repeats = {
  parameter: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A repeat with the same key within 24 hours is answered with the first answer.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  keyOf(headers, caller, operation) {
    const key = headers['idempotency-key'];
    if (key === undefined) return undefined;
    if (typeof key !== 'string' || !printable.test(key)) throw edgeError('IDEMPOTENCY-KEY-INVALID');
    return { key: digestOf(...callerParts(caller), operation, key) };
  },
};

/** An API user that acts for several brokers counts as a different caller for each. */
const callerParts = (caller: Caller): readonly string[] => {
  const id = callerId(caller) ?? 'public';
  return caller.kind === 'apiUser' ? [id, caller.owner.accountId, caller.owner.brokerId ?? ''] : [id];
};

/**
 * A digest of the content of a request, not of its bytes: the order of keys, and a missing or empty body, make no
 * difference.
 */
export const fingerprintOf = ({ params, query, body }: RequestParts): string =>
  digestOf(...[params, query, body ?? {}].map((part) => JSON.stringify(sorted(part))));

/** The digest of version 0.1.0: keys it stored are recognized for their 24 hours after an upgrade. */
export const earlierFingerprint = (url: string, body: unknown): string => digestOf(url, JSON.stringify(body) ?? '');

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
};

/** Each part is preceded by its length, so that no two lists give the same digest. */
const digestOf = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64url');
};
