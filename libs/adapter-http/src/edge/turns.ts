import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { overloaded } from './errors.js';

/** Lets each caller have one slow call under way at once; its others wait in their order. */
export type Turns = {
  /**
   * Waits for the turn of a call.
   * @returns what ends the turn, for one that begins to work only then; null if the caller hung up before. The turn of a call
   * that has not begun ends by itself when its connection closes
   * @throws OVERLOADED after a wait of 20 s
   */
  take(caller: string, response: ServerResponse): Promise<Turn | null>;
};

/** The turn of a call. */
export type Turn = {
  /** Work begins: also if the caller hangs up, the turn lasts until the returned function is called. */
  begin(): () => void;
};

/** How much of a caller's cost is left when a short call follows. */
const kept = 0.8;
/** Shorter than the silence after which a connection is closed: the caller gets an answer. */
const longestWaitMs = 20_000;
/** The most callers that are remembered. */
const mostCallers = 10_000;

export type TurnSettings = {
  /**
   * Callers whose calls took so many milliseconds of late, and more than is usual among those who call now, have one under way
   * among all of them: the other connections of the database stay free for callers whose calls are short. Without it, no
   * caller waits for another.
   */
  readonly longMs?: number;
  /**
   * Starts to measure a call: returns what gives the milliseconds that it took others. Time in which the engine was busy
   * itself does not count, or all callers would take long when there is much to do.
   */
  readonly stopwatch?: () => () => number;
  readonly waitMs?: number;
};

export function turnsOf({ longMs, stopwatch = idleTime, waitMs = longestWaitMs }: TurnSettings = {}): Turns {
  const queues = new Map<string, Queue>();
  const costs = new Map<string, number>();
  const ofLong = queue();

  return {
    async take(name, response) {
      const deadline = performance.now() + waitMs;
      const own = queues.get(name) ?? queue();
      queues.set(name, own);
      const leave = (): void => {
        own.leave();
        if (own.isFree()) queues.delete(name);
      };
      const started = longMs === undefined ? unmeasured : () => measured(name);
      if (!(await own.enter(response, deadline))) return null;
      if (!isLong(name)) return turnUntil(response, started, leave);
      const isNext = await ofLong.enter(response, deadline).catch((failure: unknown) => {
        leave();
        throw failure;
      });
      if (isNext) return turnUntil(response, started, () => (ofLong.leave(), leave()));
      leave();
      return null;
    },
  };

  function isLong(name: string): boolean {
    const cost = costOf(name);
    return longMs !== undefined && cost >= longMs && cost >= usualCost();
  }

  /**
   * The geometric mean over those who call now. On a machine that is slow for all, only the costliest callers wait for each
   * other. Half a millisecond is left for rounding.
   */
  function usualCost(): number {
    let logarithms = 0;
    for (const name of queues.keys()) logarithms += Math.log(costOf(name));
    return Math.exp(logarithms / queues.size) - 0.5;
  }

  function costOf(name: string): number {
    return costs.get(name) ?? 1;
  }

  /** Measures a call; returns what notes at its end what its caller costs. */
  function measured(name: string): () => void {
    const took = stopwatch();
    return () => {
      const cost = Math.max(took(), kept * costOf(name));
      if (costs.size >= mostCallers) costs.clear();
      if (cost <= 1) costs.delete(name);
      else costs.set(name, cost);
    };
  }
}

const unmeasured = () => () => undefined;

/** Milliseconds that pass while the event loop has nothing to do: what the database and its threads take. */
function idleTime(): () => number {
  const { idle } = performance.eventLoopUtilization();
  return () => performance.eventLoopUtilization().idle - idle;
}

function turnUntil(response: ServerResponse, started: () => () => void, end: () => void): Turn {
  if (response.destroyed) end();
  else response.once('close', end);
  return {
    begin() {
      response.off('close', end);
      const note = started();
      return () => {
        note();
        end();
      };
    },
  };
}

/** One is in it, the others wait in their order. */
type Queue = {
  /**
   * Waits for the place. Returns false once the caller hung up.
   * @throws OVERLOADED at the deadline
   */
  enter(response: ServerResponse, deadline: number): Promise<boolean>;
  /** The place goes over to the next one: a call that comes now waits behind it. */
  leave(): void;
  isFree(): boolean;
};

function queue(): Queue {
  const waiting = new Set<() => void>();
  let isTaken = false;
  return {
    isFree: () => !isTaken,
    leave() {
      const [next] = waiting;
      if (next === undefined) isTaken = false;
      else next();
    },
    async enter(response, deadline) {
      if (!isTaken) return (isTaken = true);
      return new Promise((resolve, reject) => {
        const settle = (how: () => void) => (): void => {
          clearTimeout(timer);
          waiting.delete(next);
          response.off('close', hungUp);
          how();
        };
        const next = settle(() => resolve(true));
        const hungUp = settle(() => resolve(false));
        const timer = setTimeout(
          settle(() => reject(overloaded)),
          Math.max(0, deadline - performance.now()),
        ).unref();
        waiting.add(next);
        response.once('close', hungUp);
        if (response.destroyed) hungUp();
      });
    },
  };
}
