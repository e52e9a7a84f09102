import type { Audit, Work } from '@affinity-engine/kernel';
import type { Attempt, Endpoint, EndpointId, Progress, WaitingEvent } from './endpoint.js';

/** Webhook endpoints as configured. */
export interface Endpoints {
  find(id: EndpointId): Promise<Endpoint | null>;
  add(endpoint: Endpoint): void;
  /** Guarded by `version`. Setting a url or resuming makes a waiting head due at once. */
  save(endpoint: Endpoint): void;
  progress(id: EndpointId): Promise<Progress>;
  /** The sequences that hold back others: the head of the main line, and the heads of failed lanes, oldest first. */
  heads(id: EndpointId): Promise<Heads>;
  /** Skips a head, guarded: it must still be one. The dispatcher that serves the endpoint stops. Counts a version. */
  skip(id: EndpointId, sequence: number): void;
  /**
   * Replays a range after the waiting events. Guarded: its events must be kept, and fewer than {@link mostReplays} be
   * under way.
   */
  replay(id: EndpointId, from: number, to: number): void;
  /** Drops the rest of all replays; the dispatcher that serves the endpoint stops. Counts a version. */
  callOffReplays(id: EndpointId): void;
}

/** The most replays of an endpoint that are not delivered yet: callers make them, and each is a row. */
export const mostReplays = 100;

/** The events that other events of an endpoint wait for. */
export type Heads = { readonly main: number | null; readonly held: readonly number[] };

export type WebhookPorts = {
  readonly endpoints: Endpoints;
  readonly audit: Audit;
  /** Rejects with PARTNER-UNKNOWN for an unknown id. */
  readonly partners: { assertExists(id: string): Promise<void> };
};

export type WebhookWork = Work<WebhookPorts>;

/**
 * Events beside the main line of an endpoint: those of one lane that a failure holds back while the main line
 * continues (orderings `affinity` and `none`), or a range to replay after the waiting events.
 */
export type SideLine = {
  readonly id: string;
  readonly kind: 'held' | 'replay';
  /** The affinity whose events are held; null for a single event or a replay. */
  readonly subject: string | null;
  /** The next sequence to send. */
  readonly next: number;
  /** The last sequence of the line, null if it has no end. */
  readonly to: number | null;
  readonly failures: number;
  /** Whether its next attempt is due by the database's clock. */
  readonly due: boolean;
};

/** A dispatcher's claim on an endpoint, until its lease ends or another claim raises the epoch. */
export type Claim = {
  readonly endpoint: Endpoint;
  readonly epoch: number;
  readonly cursor: number;
  readonly failures: number;
  /** The dispatcher before this one did not release: its last events may arrive twice. */
  readonly takeover: boolean;
  /** Events up to here may already have been sent by a dispatcher that crashed. */
  readonly maybeSentUpTo: number;
  readonly lines: readonly SideLine[];
};

/**
 * How many events a dispatcher may send ahead of the stored progress; as many may arrive twice after a crash. Twice
 * the number it collects, since one write may be under way.
 */
export const maxUnconfirmed = 32;

/** The new state of a side line: removed if done, else due again in some milliseconds. */
export type SideLineChange = Omit<SideLine, 'due'> & { readonly done: boolean; readonly retryInMs: number | null };

/** The progress of a dispatcher under a claim. */
export type Advance = {
  readonly cursor: number;
  readonly failures: number;
  readonly attempts: readonly Attempt[];
  readonly lines: readonly SideLineChange[];
};

/**
 * `held`: continue. `stopped`: the endpoint was changed, paused or disabled. `fenced`: another dispatcher has claimed
 * it.
 */
export type ClaimState = 'held' | 'stopped' | 'fenced';

/** Which events of an endpoint to read, ordered by sequence. */
export type WaitingQuery = {
  readonly after: number;
  readonly upTo?: number;
  readonly subject?: string;
  /** Also skipped events, which only a replay sends. */
  readonly skippedToo?: true;
  readonly limit: number;
};

/** The delivery state, stored in the database and timed by its clock. */
export interface DeliveryQueue {
  /**
   * Claims up to `limit` due endpoints that no other dispatcher has claimed, at most `failing` of them with a failed
   * head, so that slow endpoints do not take every place.
   */
  claim(limit: number, leaseMs: number, failing?: number): Promise<readonly Claim[]>;
  waiting(id: EndpointId, query: WaitingQuery): Promise<readonly WaitingEvent[]>;
  /** Stores progress and renews the lease. */
  advance(claim: Claim, progress: Advance, leaseMs: number): Promise<ClaimState>;
  /** Stores progress and releases: due again in `retryInMs`, or, if that is null, when there is work. */
  release(claim: Claim, progress: Advance, retryInMs: number | null): Promise<ClaimState>;
}

/** The result of an HTTP try. Only status 200 is a delivery. */
export type Sent = {
  readonly durationMs: number;
  readonly statusCode: number | null;
  readonly error: string | null;
  readonly responseExcerpt: string | null;
  readonly retryAfterSeconds: number | null;
};

/** Carries one event to an endpoint: composes, signs, posts. Never throws. */
export interface Courier {
  send(endpoint: Endpoint, event: WaitingEvent, options: { readonly replay: boolean }): Promise<Sent>;
}

/** Signals that an endpoint has work. Only a hint: the sweep finds due endpoints in any case. */
export interface WakeUps {
  /** Without ids: wakes only dispatchers in this process. */
  notify(ids: readonly EndpointId[]): void;
  /**
   * Says whether this process has room for more work. At first it has none. Wake-ups of other processes are for those
   * with room; one that runs out of it leaves the rest of the work to another.
   */
  listen(hasRoom: boolean): void;
  /** Resolves at the next wake-up, or after `ms` without one. */
  next(ms: number): Promise<void>;
}

/** Machine time in epoch milliseconds, for signatures and the attempt log. It may be set back. */
export interface MachineClock {
  now(): number;
}

/** Machine time, and milliseconds, with fractions, since some moment that never go back: for leases, deadlines and durations. */
export interface MonotonicClock extends MachineClock {
  elapsed(): number;
}

/** Random numbers from 0 (inclusive) to 1 (exclusive). */
export type Chance = () => number;
