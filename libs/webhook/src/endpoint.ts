import { epochMilliseconds, type Instant } from '@affinity-engine/kernel';

export type EndpointId = string;

/** What a failing event holds back: all events of the endpoint (the default), those of the same affinity, or none. */
export type Ordering = 'endpoint' | 'affinity' | 'none';

/** Consecutive failures, of any events, after which the endpoint is retried as a whole. */
export const downAfter = { endpoint: 1, affinity: 3, none: 3 } as const satisfies Record<Ordering, number>;

/** A webhook endpoint as configured. */
export type Endpoint = {
  readonly id: EndpointId;
  /** The partner or insurer that receives the events. */
  readonly ownerId: string;
  /** Null: events wait until a url is set. */
  readonly url: string | null;
  /** Signing keys (`whsec_…`), the newest first; two during a rotation. */
  readonly secrets: readonly string[];
  /** When the older of two signing keys ends (machine time); null where there is one, or no end was set. */
  readonly rotationEndsAt: Instant | null;
  /** The event types that are sent, null for all. */
  readonly eventTypes: readonly string[] | null;
  readonly ordering: Ordering;
  readonly paused: boolean;
  readonly disabled: boolean;
  readonly createdAt: Instant;
  /** Counts changes of the configuration; an update is guarded by it. */
  readonly version: number;
};

/** The signing keys in force, the newest first. @param now machine time in epoch milliseconds */
export const keysInForce = ({ secrets, rotationEndsAt }: Endpoint, now: number): readonly string[] =>
  rotationEndsAt !== null && epochMilliseconds(rotationEndsAt) <= now ? secrets.slice(0, 1) : secrets;

/** Whether nothing is sent to an endpoint as it is configured. */
export const isStopped = ({ url, paused, disabled }: Pick<Endpoint, 'url' | 'paused' | 'disabled'>): boolean =>
  url === null || paused || disabled;

/** The state of delivery to an endpoint. */
export type Progress = {
  /** Sequence of the newest event. */
  readonly lastSequence: number;
  /** Of the oldest event that is kept; one more than the newest if none is. */
  readonly firstKeptSequence: number;
  /** All events up to here were answered with 200, skipped, or are held in their lane. */
  readonly cursor: number;
  /** How many events wait, including those held in their lanes. */
  readonly waiting: number;
  /** Failures in a row, of any events; see {@link downAfter}. */
  readonly failures: number;
  /** When the next attempt is due (machine time), null when idle. */
  readonly dueAt: Instant | null;
  /** When the oldest waiting event happened, null when nothing waits. */
  readonly oldestWaiting: Instant | null;
  /** How many ranges still have to be replayed. */
  readonly replays: number;
};

/** The progress of a new endpoint. */
export const noProgress: Progress = {
  lastSequence: 0,
  firstKeptSequence: 1,
  cursor: 0,
  waiting: 0,
  failures: 0,
  dueAt: null,
  oldestWaiting: null,
  replays: 0,
};

/** An event that waits for one endpoint. Its body is the snapshot taken when it happened. */
export type WaitingEvent = {
  /** See {@link eventId}; the same for every attempt. */
  readonly id: string;
  readonly endpointId: EndpointId;
  /** 1, 2, 3, … without gaps, in the order the changes were committed. */
  readonly sequence: number;
  readonly type: string;
  /** The id of the affinity the event is about. */
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
  /** The status of the answer, null without one. */
  readonly statusCode: number | null;
  /** The failure, if there was no answer: `timeout`, `connection`, `protocol`, `egress-refused`, … */
  readonly error: string | null;
  readonly responseExcerpt: string | null;
  readonly delivered: boolean;
  readonly replay: boolean;
  /** An earlier dispatcher crashed and may have sent the event already, so it may arrive twice. */
  readonly takeover: boolean;
  readonly nextAttemptAt: Instant | null;
};

/** The stable identifier of an event for one endpoint. It contains the sequence, so the signature covers it. */
export const eventId = (endpointId: EndpointId, sequence: number): string =>
  `evt_${endpointId.replaceAll('-', '')}_${sequence}`;

/** The sequence in an event id of this endpoint, null for an invalid id. */
export function sequenceOf(endpointId: EndpointId, id: string): number | null {
  const sequence = Number(id.split('_').at(-1));
  const isOne = Number.isSafeInteger(sequence) && sequence > 0;
  return isOne && eventId(endpointId, sequence) === id ? sequence : null;
}
