import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { overloaded } from './errors.js';

/** Lets each caller have few slow calls under way at once; its others wait in their order. */
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

type Caller = { running: number; readonly waiting: Set<() => void> };

/** Shorter than the silence after which a connection is closed. */
const longestWaitMs = 20_000;

/** Called when a call takes its place. What it returns gives, at the end, the milliseconds until the next call may take it. */
type Rest = () => () => number;

/**
 * Twice as long as the event loop was busy meanwhile, 50 ms at most. A transaction comes back to the loop after each of its
 * statements. Without a rest it would wait for a whole body each time.
 */
export const twiceAsLongAsBusy: Rest = () => {
  const { active } = performance.eventLoopUtilization();
  return () => Math.min(50, 2 * (performance.eventLoopUtilization().active - active));
};

const notAtAll: Rest = () => () => 0;

/** @param most calls of one caller that are under way at once */
export function turnsOf(most: number, { rest = notAtAll, waitMs = longestWaitMs } = {}): Turns {
  const callers = new Map<string, Caller>();
  return {
    async take(name, response) {
      const caller = callers.get(name) ?? { running: 0, waiting: new Set() };
      callers.set(name, caller);
      if (caller.running < most) caller.running += 1;
      else if (!(await isNext(caller, response, waitMs))) return null;
      const restMs = rest();
      return turnUntil(response, () => later(restMs(), () => end(name, caller)));
    },
  };

  function end(name: string, caller: Caller): void {
    const [next] = caller.waiting;
    // The place goes over to the next one: a call that comes now waits behind it.
    if (next !== undefined) return next();
    caller.running -= 1;
    if (caller.running === 0) callers.delete(name);
  }
}

function later(ms: number, act: () => void): void {
  if (ms > 0) setTimeout(act, ms).unref();
  else act();
}

function turnUntil(response: ServerResponse, end: () => void): Turn {
  if (response.destroyed) end();
  else response.once('close', end);
  return {
    begin() {
      response.off('close', end);
      return end;
    },
  };
}

/** Whether a call comes to its turn; false once its caller hung up. @throws OVERLOADED */
function isNext({ waiting }: Caller, response: ServerResponse, waitMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => (): void => {
      clearTimeout(timer);
      waiting.delete(begin);
      response.off('close', leave);
      how();
    };
    const begin = settle(() => resolve(true));
    const leave = settle(() => resolve(false));
    const timer = setTimeout(
      settle(() => reject(overloaded)),
      waitMs,
    ).unref();
    waiting.add(begin);
    response.once('close', leave);
    if (response.destroyed) leave();
  });
}
