import type { Audit, Work } from '@affinity-engine/kernel';
import type { Attempt, Endpoint, EndpointId, Progress, WaitingEvent } from './endpoint.js';

/** Webhook endpoints as configured. */
export interface Endpoints {
  find(id: EndpointId): Promise<Endpoint | null>;
  add(endpoint: Endpoint): void;
  /** Guarded by `version`. Setting a url or resuming makes a waiting head due at once. */
  save(endpoint: Endpoint): void;
  progress(id: EndpointId): Promise<Progress>;
  /** The sequences that hold back others: the head of the main line, and those of lanes that failed, oldest first. */
  heads(id: EndpointId): Promise<Heads>;
  /** Passes over a head, guarded by its still being one; whoever serves the endpoint stops. Counts a version. */
  skip(id: EndpointId, sequence: number): void;
  /** Sends a range again, after what waits. */
  replay(id: EndpointId, from: number, to: number): void;
  /** Drops what is still to be sent again; whoever serves the endpoint stops. Counts a version. */
  callOffReplays(id: EndpointId): void;
}

/** The events an endpoint's other events wait for. */
export type Heads = { readonly main: number | null; readonly held: readonly number[] };

export type WebhookPorts = {
  readonly endpoints: Endpoints;
  readonly audit: Audit;
  /** Rejects with PARTNER-UNKNOWN where no partner has this id. */
  readonly partners: { assertExists(id: string): Promise<void> };
};

export type WebhookWork = Work<WebhookPorts>;

/** What is shown of an event that waits, was delivered or was skipped. */
export type Delivery = {
  readonly event: WaitingEvent;
  readonly status: DeliveryStatus;
  /** The last {@link mostAttemptsShown}, oldest first. */
  readonly attempts: readonly Attempt[];
};

/** How many attempts are shown of one event. */
export const mostAttemptsShown = 20;

export type DeliveryStatus = 'pending' | 'delivered' | 'skipped';

/** Reads over endpoints and their deliveries. */
export interface DeliveryLists {
  /** In the order of their ids, those behind `after`. */
  endpoints(query: EndpointsQuery): Promise<readonly EndpointWithProgress[]>;
  /** Newest first, those before sequence `before`; at most `limit`. */
  deliveries(id: EndpointId, query: DeliveryQuery): Promise<readonly Delivery[]>;
  lag(): Promise<Lag>;
}

export type EndpointsQuery = {
  readonly ownerId?: string;
  readonly after?: string;
  readonly limit: number;
};

/** An endpoint and how far delivery to it has come. */
export type EndpointWithProgress = Endpoint & { readonly progress: Progress };

export type DeliveryQuery = {
  readonly status?: DeliveryStatus;
  readonly before?: number;
  readonly limit: number;
};

/** How far delivery lies behind, over all endpoints that have a url and are neither paused nor disabled. */
export type Lag = {
  /** Events held in their lanes count too. */
  readonly waiting: number;
  /** Endpoints whose head failed or that hold a lane back. */
  readonly dammedEndpoints: number;
  /** How long ago the store took in the oldest of them, by the store's clock. */
  readonly oldestWaitingSeconds: number;
};

/**
 * Events beside the main line of an endpoint: those of one lane that a failure holds back while the main line goes
 * on (orderings `affinity` and `none`), or a range to be sent again after what waits.
 */
export type SideLine = {
  readonly id: string;
  readonly kind: 'held' | 'replay';
  /** The affinity whose events are held; null for a single event or a replay. */
  readonly subject: string | null;
  /** The next sequence to send. */
  readonly next: number;
  /** The last sequence of the line, null where it takes up what comes. */
  readonly to: number | null;
  readonly failures: number;
  /** Whether its next attempt is due by the database's clock. */
  readonly due: boolean;
};

/** A dispatcher's hold on an endpoint until its lease ends or another one's epoch follows. */
export type Claim = {
  readonly endpoint: Endpoint;
  readonly epoch: number;
  readonly cursor: number;
  readonly failures: number;
  /** The dispatcher before this one did not release: what it sent last may come twice. */
  readonly takeover: boolean;
  /** Events up to here may already have been sent by a dispatcher that crashed. */
  readonly maybeSentUpTo: number;
  readonly lines: readonly SideLine[];
};

/**
 * How many events a dispatcher may send ahead of what is kept of them: so many may come twice after a crash. Twice what it
 * collects, for one write may be under way.
 */
export const maxUnconfirmed = 32;

/** A side line as it stands now: gone where it is done, else due again in some milliseconds. */
export type SideLineChange = Omit<SideLine, 'due'> & { readonly done: boolean; readonly retryInMs: number | null };

/** What a dispatcher has achieved under a claim. */
export type Advance = {
  readonly cursor: number;
  readonly failures: number;
  readonly attempts: readonly Attempt[];
  readonly lines: readonly SideLineChange[];
};

/** `held`: go on. `stopped`: the endpoint was changed, paused or disabled. `fenced`: another dispatcher has it. */
export type ClaimState = 'held' | 'stopped' | 'fenced';

/** Which of an endpoint's events to read, in order of sequence. */
export type WaitingQuery = {
  readonly after: number;
  readonly upTo?: number;
  readonly subject?: string;
  /** Those an operator passed over as well, which only a replay sends. */
  readonly skippedToo?: true;
  readonly limit: number;
};

/** The delivery state, kept by the database and timed by its clock. */
export interface DeliveryQueue {
  /**
   * Takes up to `limit` endpoints that are due and nobody works on, at most `failing` of them with a head that failed:
   * the slow must not take every place.
   */
  claim(limit: number, leaseMs: number, failing?: number): Promise<readonly Claim[]>;
  waiting(id: EndpointId, query: WaitingQuery): Promise<readonly WaitingEvent[]>;
  /** Keeps progress and renews the lease. */
  advance(claim: Claim, progress: Advance, leaseMs: number): Promise<ClaimState>;
  /** Keeps progress and lets go: due again in `retryInMs`, or, where that is null, when there is work. */
  release(claim: Claim, progress: Advance, retryInMs: number | null): Promise<ClaimState>;
}

/** How an HTTP try ended. Only status 200 is a delivery. */
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

/** Tells that an endpoint has work. Only a hint: the sweep of what is due is the guarantee. */
export interface WakeUps {
  /** No ids: only whoever waits in this process. */
  notify(ids: readonly EndpointId[]): void;
  /** Resolves at the next notice, or after `ms` without one. */
  next(ms: number): Promise<void>;
}

/** Machine time in epoch milliseconds, for leases, signatures and the attempt log. */
export interface MachineClock {
  now(): number;
}

/** Random numbers from 0 (inclusive) to 1 (exclusive). */
export type Chance = () => number;
