import type { Instant, PlainDate } from './calendar.js';

/** Business time. Rules never read it: a use case reads it once and hands the value on. */
export interface Clock {
  now(): Instant;
  /** The civil day of `now` where the business is done (America/Sao_Paulo for the Brazilian dialects). */
  today(): PlainDate;
}

/** Where new identifiers come from: unique, opaque, unguessable. */
export interface Ids {
  next(): string;
}

/** Who did something: an API client, an operator, or the engine's own jobs. */
export type Actor = string;

/** One line of the audit trail. `details` must hold no secret and no personal data. */
export type AuditEntry = {
  readonly actor: Actor;
  readonly action: string;
  /** What it was done to: `affinity:…`, `webhook-endpoint:…`, `client:…`. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** The audit trail, written in the same transaction as what it tells of. */
export interface Audit {
  append(entry: AuditEntry): void;
}

/**
 * The effect of one caller's key happens once: a repeat is answered with the first answer.
 *
 * `key` is unique per caller and operation, `fingerprint` tells whether the repeat asks the same,
 * `answer` turns the result into what a repeat is given back. A repeat is known for 24 hours, or `forever`.
 */
export type Once<Result> = {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: (result: Result) => string;
  readonly forever?: true;
};

/**
 * A unit of work: what happens inside commits as a whole or not at all.
 *
 * Reads go to the store at once, writes are collected and committed when `body` returns. Where a write's guard
 * fails because somebody else was faster, `body` runs again on what is there now; it must therefore act through
 * its ports only.
 *
 * @throws ANSWERED-BEFORE when `once` was done already: its property `answer` is the first answer.
 * @throws KEY-REUSED when `once` was done with another fingerprint.
 * @throws CHANGED-MEANWHILE when others were faster again and again.
 */
export interface Work<Ports> {
  run<Result>(body: (ports: Ports) => Promise<Result>, once?: Once<Result>): Promise<Result>;
}

/** A first answer and what it was asked with. */
export type KeptAnswer = { readonly fingerprint: string; readonly answer: string };

/** First answers that are kept for repeats. */
export interface KeptAnswers {
  /** Null where nothing was answered under this key, or the answer's time is over. */
  find(key: string): Promise<KeptAnswer | null>;
}

/** A line of the audit trail as it was kept; numbers grow. */
export type KeptAuditEntry = AuditEntry & { readonly number: number; readonly at: Instant };

/** Which lines of the trail: of one subject, before a line; at most `limit`. */
export type AuditQuery = { readonly subject?: string; readonly before?: number; readonly limit: number };

/** Reads the audit trail, newest first. */
export type AuditList = (query: AuditQuery) => Promise<readonly KeptAuditEntry[]>;

/** The records behind an identifier (null: from the first one), in the order of their identifiers' code units. */
export type ListById<Row> = (after: string | null, limit: number) => Promise<readonly Row[]>;
