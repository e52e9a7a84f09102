import { leaseMs, type DispatcherPorts, type DispatcherSettings } from './dispatcher-settings.js';
import { maxUnconfirmed, type Claim, type ClaimState } from './ports.js';
import { advanceOf, progressAfter, progressOf, type ClaimProgress, type ProgressEvent } from './progress.js';

/** The most attempts while earlier ones are being stored. */
const maxUnkept = maxUnconfirmed / 2;

/** How long an endpoint is served before others get its place, so that a slow one does not block it. */
const turnMs = 10_000;

/** The progress of one claim, stored in the queue while the next request is under way. */
export type KeptProgress = {
  readonly current: ClaimProgress;
  apply(event: ProgressEvent): void;
  /**
   * Whether another request may begin: the claim is still held, its deadline is within the lease, and its turn is not
   * over.
   */
  mayGoOn(): Promise<boolean>;
  /** Stores the progress to date, without waiting for it. */
  keep(): void;
  /** Stores the rest and releases the endpoint. */
  release(retryInMs: number | null): Promise<void>;
};

/** The state shared by all claims of a dispatcher. */
export type Service = {
  /** No new request begins. */
  stopping: boolean;
  /** How many endpoints are served. */
  serving: number;
  /** Releases that failed, for example on a full disk: retried until their leases have ended. */
  readonly unreleased: Set<() => Promise<unknown>>;
};

/** @param leaseEnds machine time, counted from before the claim was requested */
export function keptProgress(
  claim: Claim,
  leaseEnds: number,
  { queue, clock, report }: DispatcherPorts,
  { timeoutMs, backOffSeconds }: DispatcherSettings,
  service: Service,
): KeptProgress {
  const lease = leaseMs(timeoutMs);
  const turnEnds = clock.elapsed() + turnMs;
  let current = progressOf(claim);
  let state: ClaimState = 'held';
  let troubleInMs: number | null = null;
  let keeping: Promise<void> | null = null;

  return {
    get current() {
      return current;
    },
    apply,
    async mayGoOn() {
      if (clock.elapsed() >= turnEnds) return false;
      const unsure = current.attempts.length >= maxUnkept || clock.elapsed() + timeoutMs > leaseEnds;
      if (unsure) {
        keep();
        await keeping;
      }
      return !service.stopping && state === 'held' && clock.elapsed() + timeoutMs <= leaseEnds;
    },
    keep,
    async release(retryInMs) {
      while (keeping !== null) await keeping;
      const taken = take();
      const release = () => queue.release(claim, taken, retryInMs ?? troubleInMs);
      try {
        await release();
      } catch (failure) {
        report(failure);
        service.unreleased.add(release);
      }
    },
  };

  function apply(event: ProgressEvent): void {
    current = progressAfter(current, event);
  }

  function keep(): void {
    if (current.attempts.length === 0 && current.changed.size === 0) return;
    keeping ??= keepOnce().finally(() => {
      keeping = null;
      if (current.attempts.length > 0 && state === 'held') keep();
    });
  }

  async function keepOnce(): Promise<void> {
    const began = clock.elapsed();
    const taken = take();
    try {
      state = await queue.advance(claim, taken, lease);
      if (state === 'held') leaseEnds = began + lease;
    } catch (failure) {
      report(failure);
      apply({ type: 'given-back', taken });
      state = 'stopped';
      troubleInMs = Math.round((backOffSeconds[0] ?? 0) * 1000);
    }
  }

  function take() {
    const taken = advanceOf(current);
    apply({ type: 'taken' });
    return taken;
  }
}
