import type { Instant, PlainDate } from './calendar.js';

/** Business time. A use case reads it once and passes the value to the rules. */
export interface Clock {
  now(): Instant;
  /** The civil day of `now` where the business is done (America/Sao_Paulo for the Brazilian dialects). */
  today(): PlainDate;
}

/** Makes new identifiers: unique, opaque, unguessable. */
export interface Ids {
  next(): string;
}

/** Who did something: an API client, an operator, or the engine's own jobs. */
export type Actor = string;

/** One line of the audit trail. `details` must hold no secret and no personal data. */
export type AuditEntry = {
  readonly actor: Actor;
  readonly action: string;
  /** The object of the action: `affinity:…`, `webhook-endpoint:…`, `client:…`. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** The audit trail, written in the same transaction as the change. */
export interface Audit {
  append(entry: AuditEntry): void;
}

/**
 * Makes an operation idempotent: a repeat gets the first answer.
 *
 * `key` is unique per caller and operation. `fingerprint` is a digest of the request: a repeat must have the same.
 * `answer` turns the result into the stored answer. A key is kept for 24 hours, or `forever`.
 */
export type Once<Result> = {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: (result: Result) => string | Promise<string>;
  readonly forever?: true;
};

/**
 * A unit of work: all its writes are committed, or none.
 *
 * Reads go to the store at once; writes are collected and committed when `body` returns. If a guard of a write fails
 * because another unit was faster, `body` runs again on the new state. It must therefore act through its ports only.
 *
 * @throws ANSWERED-BEFORE when `once` was done already: its property `answer` is the first answer.
 * @throws KEY-REUSED when `once` was done with another fingerprint.
 * @throws CHANGED-MEANWHILE when other units were faster too many times.
 */
export interface Work<Ports> {
  run<Result>(body: (ports: Ports) => Promise<Result>, once?: Once<Result>): Promise<Result>;
}

/** The first answer to a key, and the digest of its request. */
export type KeptAnswer = { readonly fingerprint: string; readonly answer: string };

/** First answers, stored for repeats. */
export interface KeptAnswers {
  /** Null if there is no answer under this key, or it has expired. */
  find(key: string): Promise<KeptAnswer | null>;
}

/** A stored entry of the audit trail. Later entries have higher numbers. */
export type KeptAuditEntry = AuditEntry & { readonly number: number; readonly at: Instant };

/** The filter: all that is given must be so. */
export type AuditQuery = {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** From this instant, included. */
  readonly from?: Instant | undefined;
  /** Up to this instant, excluded. */
  readonly to?: Instant | undefined;
  /** Only entries with a lower number. */
  readonly before?: number | undefined;
  readonly limit: number;
};

/**
 * Entries, newest first, and the number to go on before; null at the end. There may be fewer than asked for and still more to
 * come: of a filter that fits few, only so many entries are looked at in one go.
 */
export type AuditPage = { readonly items: readonly KeptAuditEntry[]; readonly next: number | null };

/** Lists entries of the audit trail, newest first. */
export type AuditList = (query: AuditQuery) => Promise<AuditPage>;

/** The records after an identifier (null: from the first), ordered by the code units of their identifiers. */
export type ListById<Row> = (after: string | null, limit: number) => Promise<readonly Row[]>;
