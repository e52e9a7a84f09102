import { createHash } from 'node:crypto';
import type { DomainError } from '@affinity-engine/kernel';
import { callerId, type Caller } from './caller.js';
import { edgeError } from './errors.js';
import type { Headers, RequestParts } from './request.js';

/** Under which key a request happens once, and for how long a repeat is recognized: 24 hours, or `forever`. */
export type RepeatKey = { readonly key: string; readonly forever?: true };

/** How a dialect recognizes a repeat. */
export type Repeats = {
  /** The header, as OpenAPI describes it. */
  readonly parameter: Readonly<Record<string, unknown>>;
  /** The key of a request, undefined where it names none. Throws where the header is not what it should be. */
  readonly keyOf: (headers: Headers, caller: Caller, operation: string) => RepeatKey | undefined;
  /** What a repeat is refused with, whatever it asks; left out: it gets the first answer. */
  readonly refusal?: (headers: Headers) => DomainError;
};

/** First answers that are kept. */
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

/** An API user that acts for several brokers is another caller for each. */
const callerParts = (caller: Caller): readonly string[] => {
  const id = callerId(caller) ?? 'public';
  return caller.kind === 'apiUser' ? [id, caller.owner.accountId, caller.owner.brokerId ?? ''] : [id];
};

/**
 * A digest of what is asked, not of its bytes: neither the order of keys nor an empty body beside none makes another
 * request.
 */
export const fingerprintOf = ({ params, query, body }: RequestParts): string =>
  digestOf(...[params, query, body ?? {}].map((part) => JSON.stringify(sorted(part))));

/** How version 0.1.0 made it: keys it kept are recognized for their 24 hours after an upgrade. */
export const earlierFingerprint = (url: string, body: unknown): string => digestOf(url, JSON.stringify(body) ?? '');

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
};

/** Parts are told apart by their lengths, so that no two lists run together. */
const digestOf = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64url');
};
