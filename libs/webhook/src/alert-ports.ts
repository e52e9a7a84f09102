import type { Instant } from '@affinity-engine/kernel';
import type { EndpointId } from './endpoint.js';

/** An endpoint in an alert, and the event that holds back the rest. Nothing of it is of a person. */
export type AlertedEndpoint = {
  readonly endpointId: EndpointId;
  /** The partner or insurer, and what people call it. */
  readonly ownerId: string;
  readonly ownerName: string;
  readonly eventId: string;
};

/** An endpoint that is dammed. */
export type AlertedDam = AlertedEndpoint & {
  readonly eventType: string;
  /** The first failed attempt that is kept. */
  readonly since: Instant;
  readonly failures: number;
  /** The status of the last answer; null without one. */
  readonly statusCode: number | null;
  /** Why there was no answer. */
  readonly error: string | null;
};

/** What operators are alerted to at once. */
export type DamAlert = {
  /** Names the alert; another try has the same name. */
  readonly id: string;
  /** 1, 2, 3, … of a channel. */
  readonly number: number;
  readonly at: Instant;
  readonly dammed: readonly AlertedDam[];
  /** Dammed since an earlier alert. */
  readonly stillDammed: readonly AlertedDam[];
  /** Dammed in an earlier alert; the event was delivered or skipped since. */
  readonly drained: readonly AlertedEndpoint[];
};

/** Brings alerts to operators. */
export interface AlertChannel {
  /** Names what is kept of it. */
  readonly name: string;
  /** Rejects where the alert has not arrived for sure. */
  send(alert: DamAlert): Promise<void>;
}

/** A value that all processes share, as it was read; `stored` differs from that of any other value. */
export type SharedValue = { readonly value: string; readonly stored: string };

/** Values that all processes on one database share, each under a name. */
export interface SharedValues {
  find(name: string): Promise<SharedValue | null>;
  /** Stores a value if it is still what was read, null for none; returns what is stored now. */
  replace(name: string, read: SharedValue | null, value: string): Promise<SharedValue>;
}
