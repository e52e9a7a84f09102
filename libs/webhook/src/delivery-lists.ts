import type { Instant } from '@affinity-engine/kernel';
import type { Attempt, Endpoint, EndpointId, Progress, WaitingEvent } from './endpoint.js';

/** An event as listed: waiting, delivered or skipped. */
export type Delivery = {
  readonly event: WaitingEvent;
  readonly status: DeliveryStatus;
  /** The last {@link mostAttemptsShown}, oldest first. */
  readonly attempts: readonly Attempt[];
};

/** How many attempts of one event are listed. */
export const mostAttemptsShown = 20;

/** How many attempts of one event are read with it. */
export const mostAttemptsRead = 500;

/** The oldest event that failed and holds back others, or itself alone. */
export type Dam = {
  readonly eventId: string;
  readonly sequence: number;
  readonly type: string;
  readonly subject: string;
  /** The first failed attempt that is kept; null if none is. */
  readonly since: Instant | null;
  /** The last attempt that is kept; null if none is. */
  readonly lastAttempt: Attempt | null;
};

export type DeliveryStatus = 'pending' | 'delivered' | 'skipped';

/** Reads over endpoints and their deliveries. */
export interface DeliveryLists {
  /** Ordered by id, those after `after`. */
  endpoints(query: EndpointsQuery): Promise<readonly EndpointWithProgress[]>;
  /** Newest first, those before sequence `before`; at most `limit`. */
  deliveries(id: EndpointId, query: DeliveryQuery): Promise<readonly Delivery[]>;
  /** One event with its last {@link mostAttemptsRead} attempts; null where it is not kept. */
  delivery(id: EndpointId, sequence: number): Promise<Delivery | null>;
  /** The first sequence whose event happened at or after a moment; one more than the newest if there is none. */
  sequenceFrom(id: EndpointId, at: Instant): Promise<number>;
  /** What holds back others at these endpoints; those that nothing holds back have none. */
  dams(ids: readonly EndpointId[]): Promise<ReadonlyMap<EndpointId, Dam>>;
  /** Endpoints that are down, in the order of ids; at most `limit`. Those that are stopped are not among them. */
  down(limit: number): Promise<readonly DownEndpoint[]>;
  lag(): Promise<Lag>;
}

/** An endpoint with work that failed as many times in a row as {@link downAfter} says. */
export type DownEndpoint = { readonly id: EndpointId; readonly ownerId: string; readonly failures: number };

export type EndpointsQuery = {
  readonly ownerId?: string;
  readonly after?: string;
  readonly limit: number;
};

/** An endpoint with its progress. */
export type EndpointWithProgress = Endpoint & { readonly progress: Progress };

export type DeliveryQuery = {
  readonly status?: DeliveryStatus | undefined;
  readonly type?: string | undefined;
  readonly subject?: string | undefined;
  /** The status of the last answer; null: the last attempt had none. */
  readonly answer?: number | null | undefined;
  readonly before?: number | undefined;
  /** The lowest sequence that is looked at: a filter that fits few would look at all. */
  readonly downTo?: number | undefined;
  readonly limit: number;
};

/** The backlog over all endpoints that have a url and are neither paused nor disabled. */
export type Lag = {
  /** Includes events held in their lanes. */
  readonly waiting: number;
  /** Endpoints whose head failed or that have a held lane. */
  readonly dammedEndpoints: number;
  /** The age of the oldest of them, by the store's clock. */
  readonly oldestWaitingSeconds: number;
};
