import type { Instant } from '@affinity-engine/kernel';

export type EndpointId = string;

/**
 * What a failing event holds back: everything of the endpoint (the default), only what tells of the same
 * affinity, or nothing.
 */
export type Ordering = 'endpoint' | 'affinity' | 'none';

/** Consecutive failures, of whatever events, after which the endpoint is retried as a whole. */
export const downAfter = { endpoint: 1, affinity: 3, none: 3 } as const satisfies Record<Ordering, number>;

/** Where an owner listens, as configured. */
export type Endpoint = {
  readonly id: EndpointId;
  /** The partner, or the insurer, whose events these are. */
  readonly ownerId: string;
  /** Null: events wait until a url is set. */
  readonly url: string | null;
  /** Signing keys (`whsec_…`), the newest first; two during a rotation. */
  readonly secrets: readonly string[];
  /** Which event types are sent, null for all. */
  readonly eventTypes: readonly string[] | null;
  readonly ordering: Ordering;
  readonly paused: boolean;
  readonly disabled: boolean;
  readonly createdAt: Instant;
  /** Counts changes of the configuration; an update is guarded by it. */
  readonly version: number;
};

/** How far delivery to an endpoint has come. */
export type Progress = {
  /** Sequence of the newest event there is. */
  readonly lastSequence: number;
  /** Everything up to here was answered with 200, skipped, or is held in its lane. */
  readonly cursor: number;
  /** How many events wait, those held in their lanes among them. */
  readonly waiting: number;
  /** Failures in a row, of whatever event; see {@link downAfter}. */
  readonly failures: number;
  /** When the next attempt is due (machine time), null when idle. */
  readonly dueAt: Instant | null;
  /** When the oldest waiting event happened, null when nothing waits. */
  readonly oldestWaiting: Instant | null;
  /** How many ranges are still to be sent again. */
  readonly replays: number;
};

/** How far delivery to a new endpoint has come. */
export const noProgress: Progress = {
  lastSequence: 0,
  cursor: 0,
  waiting: 0,
  failures: 0,
  dueAt: null,
  oldestWaiting: null,
  replays: 0,
};

/** An event as it waits for one endpoint. Its body is the snapshot taken when it happened. */
export type WaitingEvent = {
  /** See {@link eventId}; the same however often it is sent. */
  readonly id: string;
  readonly endpointId: EndpointId;
  /** 1, 2, 3, … without gaps, in the order the changes were committed. */
  readonly sequence: number;
  readonly type: string;
  /** What it tells of: the affinity's id. */
  readonly subject: string;
  readonly body: string;
  readonly occurredAt: Instant;
};

/** One HTTP try to deliver one event. */
export type Attempt = {
  readonly endpointId: EndpointId;
  readonly sequence: number;
  /** Machine time. */
  readonly at: Instant;
  readonly durationMs: number;
  /** The status answered, null where no answer came. */
  readonly statusCode: number | null;
  /** What went wrong on the way: `timeout`, `connection`, `egress-refused`, … */
  readonly error: string | null;
  readonly responseExcerpt: string | null;
  readonly delivered: boolean;
  readonly replay: boolean;
  /** A dispatcher died and may have sent the event already: where it comes twice, this is why. */
  readonly takeover: boolean;
  readonly nextAttemptAt: Instant | null;
};

/** The stable identifier of an event for one endpoint; it holds the sequence, so that a signature covers it. */
export const eventId = (endpointId: EndpointId, sequence: number): string =>
  `evt_${endpointId.replaceAll('-', '')}_${sequence}`;

/** The sequence an event id of this endpoint speaks of, null where it is none. */
export function sequenceOf(endpointId: EndpointId, id: string): number | null {
  const sequence = /^evt_[0-9a-z]+_([1-9][0-9]{0,14})$/i.exec(id)?.[1];
  return sequence !== undefined && eventId(endpointId, Number(sequence)) === id ? Number(sequence) : null;
}
