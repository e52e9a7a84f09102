import { instantAt } from '@affinity-engine/kernel';
import { leaseMs, type DispatcherPorts, type DispatcherSettings } from './dispatcher.js';
import type { Attempt, WaitingEvent } from './endpoint.js';
import {
  mostAhead,
  type Advance,
  type Claim,
  type Sent,
  type SideLine,
  type SideLineChange,
  type Standing,
} from './ports.js';

/** How many attempts may be made while earlier ones are being kept. */
const mostUnkept = mostAhead / 2;

/** How long an endpoint is served at a stretch, so that a slow one with much to tell keeps no place for good. */
const turnMs = 10_000;

/** What one claim achieves: collected, kept while the next request is under way, and at last let go of. */
export type ClaimProgress = {
  readonly cursor: number;
  readonly failures: number;
  /** Moves the main line on to this sequence. */
  moveTo(sequence: number): void;
  countFailures(failures: number): void;
  record(event: WaitingEvent, sent: Sent, how: { readonly replay: boolean; readonly retryInMs: number | null }): void;
  changeLine(line: SideLine, change: { readonly done: boolean; readonly retryInMs: number | null }): void;
  /** Whether a failure holds back what tells of this subject. */
  holds(subject: string): boolean;
  readonly heldLanes: number;
  /** Whether another request may be begun: still ours, its deadline within the lease, and its turn not over. */
  mayGoOn(): Promise<boolean>;
  /** Keeps what was achieved so far, without waiting for it, while the next request is under way. */
  keep(): void;
  /** Keeps the rest and lets go of the endpoint. */
  letGo(retryInMs: number | null): Promise<void>;
};

/** What all claims of a dispatcher share. */
export type Service = {
  /** No new request is begun. */
  stopping: boolean;
  /** Endpoints that could not be let go of, on a full disk say: tried again until their leases have ended. */
  readonly unreleased: Set<() => Promise<unknown>>;
};

/** @param leaseEnds machine time, reckoned from before the claim was asked for */
export function progressOf(
  claim: Claim,
  leaseEnds: number,
  { queue, clock, report }: DispatcherPorts,
  { timeoutMs, backOffSeconds }: DispatcherSettings,
  service: Service,
): ClaimProgress {
  const lease = leaseMs(timeoutMs);
  const turnEnds = clock.now() + turnMs;
  const lines = new Map<string, SideLine>(claim.lines.map((line) => [line.id, line]));
  let { cursor, failures } = claim;
  let attempts: readonly Attempt[] = [];
  let changed: ReadonlyMap<string, SideLineChange> = new Map();
  let standing: Standing = 'held';
  let troubleInMs: number | null = null;
  let keeping: Promise<void> | null = null;

  return {
    get cursor() {
      return cursor;
    },
    get failures() {
      return failures;
    },
    moveTo: (sequence) => void (cursor = sequence),
    countFailures: (count) => void (failures = count),
    record(event, sent, { replay, retryInMs }) {
      const now = clock.now();
      const attempt: Attempt = {
        endpointId: claim.endpoint.id,
        sequence: event.sequence,
        at: instantAt(now - sent.durationMs),
        durationMs: sent.durationMs,
        statusCode: sent.statusCode,
        error: sent.error,
        responseExcerpt: sent.responseExcerpt,
        delivered: sent.statusCode === 200,
        replay,
        takeover: mayBeRepeated(event.sequence, replay),
        nextAttemptAt: retryInMs === null ? null : instantAt(now + retryInMs),
      };
      attempts = [...attempts, attempt];
    },
    changeLine(line, change) {
      if (change.done) lines.delete(line.id);
      else lines.set(line.id, line);
      changed = new Map([...changed, [line.id, { ...line, ...change }]]);
    },
    holds(subject) {
      for (const line of lines.values()) if (line.kind === 'held' && line.subject === subject) return true;
      return false;
    },
    get heldLanes() {
      return [...lines.values()].filter(({ kind }) => kind === 'held').length;
    },
    async mayGoOn() {
      if (clock.now() >= turnEnds) return false;
      const unsure = attempts.length >= mostUnkept || clock.now() + timeoutMs > leaseEnds;
      if (unsure) {
        keep();
        await keeping;
      }
      return !service.stopping && standing === 'held' && clock.now() + timeoutMs <= leaseEnds;
    },
    keep,
    async letGo(retryInMs) {
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

  /** Doubt outlives the claim that took over: its head may have failed before it came to the rest. */
  function mayBeRepeated(sequence: number, replay: boolean): boolean {
    return claim.takeover || (!replay && sequence > claim.cursor && sequence <= claim.doubtfulTo);
  }

  function keep(): void {
    if (attempts.length === 0 && changed.size === 0) return;
    keeping ??= keepOnce().finally(() => {
      keeping = null;
      if (attempts.length > 0 && standing === 'held') keep();
    });
  }

  async function keepOnce(): Promise<void> {
    const began = clock.now();
    const taken = take();
    try {
      standing = await queue.advance(claim, taken, lease);
      if (standing === 'held') leaseEnds = began + lease;
    } catch (failure) {
      report(failure);
      giveBack(taken);
      standing = 'stopped';
      troubleInMs = (backOffSeconds[0] ?? 0) * 1000;
    }
  }

  function take(): Advance {
    const taken = { cursor, failures, attempts, lines: [...changed.values()] };
    attempts = [];
    changed = new Map();
    return taken;
  }

  /** What could not be kept is kept with the next write; a line that changed since stays as it is now. */
  function giveBack(taken: Advance): void {
    attempts = [...taken.attempts, ...attempts];
    changed = new Map([...taken.lines.map((line) => [line.id, line] as const), ...changed]);
  }
}
