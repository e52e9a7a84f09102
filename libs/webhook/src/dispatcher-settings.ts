import { defaultBackOff } from './back-off.js';
import type { Chance, Courier, DeliveryQueue, MonotonicClock, WakeUps } from './ports.js';

export type DispatcherSettings = {
  /** Seconds between attempts, see {@link backOff}. */
  readonly backOffSeconds: readonly number[];
  /** Total deadline of one attempt. */
  readonly timeoutMs: number;
  /** How many endpoints are served at once. */
  readonly concurrency: number;
  /** How often the due index is swept without a wake-up. */
  readonly sweepMs: number;
};

export const defaultDispatcherSettings: DispatcherSettings = {
  backOffSeconds: defaultBackOff,
  timeoutMs: 15_000,
  concurrency: 1_024,
  sweepMs: 500,
};

export type DispatcherPorts = {
  readonly queue: DeliveryQueue;
  readonly courier: Courier;
  readonly wakeUps: WakeUps;
  readonly clock: MonotonicClock;
  readonly chance: Chance;
  /** Called with failures of the queue itself; the dispatcher continues with the next sweep. */
  readonly report: (failure: unknown) => void;
};

/** A lease is longer than an attempt, with time to store its result. */
export const leaseMs = (timeoutMs: number): number => 2 * timeoutMs + 2_000;
