import type { MonotonicClock, WakeUps } from '../ports.js';

/** Machine time that stands still until a test moves it, with what sleeps in it. */
export type VirtualTime = {
  readonly clock: MonotonicClock;
  readonly wakeUps: WakeUps;
  /** Resolves when so much time has passed. */
  sleep(ms: number): Promise<void>;
  /** Lets time pass, waking in order what sleeps; after each wake everything that can go on does. */
  pass(ms: number): Promise<void>;
  /** Lets everything that can go on do so, without time passing. */
  settle(): Promise<void>;
};

type Sleeper = { readonly at: number; readonly wake: () => void };

/** More turns than any chain of promises between two effects takes. */
const turns = 200;

/** More wakes than any wait of a test takes, so that what goes on in circles fails it instead of hanging. */
const mostWakes = 5_000;

/** @param start epoch milliseconds */
export function virtualTime(start: number = 1_767_355_200_000): VirtualTime {
  let now = start;
  let noticed = false;
  let sleepers: readonly Sleeper[] = [];
  let listeners: readonly (() => void)[] = [];

  const sleepUntil = (at: number): Promise<void> =>
    new Promise((wake) => (sleepers = [...sleepers, { at, wake }].sort((one, other) => one.at - other.at)));

  async function settle(): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  }

  async function pass(ms: number): Promise<void> {
    const until = now + ms;
    let wakes = 0;
    await settle();
    for (let [first] = sleepers; first !== undefined && first.at <= until; [first] = sleepers) {
      if ((wakes += 1) > mostWakes) throw new Error(`woken ${mostWakes} times within ${ms} ms`);
      now = Math.max(now, first.at);
      sleepers = sleepers.slice(1);
      first.wake();
      await settle();
    }
    now = until;
    await settle();
  }

  function notify(): void {
    noticed = listeners.length === 0;
    for (const listener of listeners) listener();
    listeners = [];
  }

  const noticeOf = (): Promise<void> =>
    noticed ? Promise.resolve() : new Promise((wake) => (listeners = [...listeners, wake]));

  return {
    clock: { now: () => now, elapsed: () => now - start + 0.5 },
    wakeUps: {
      notify,
      listen: () => undefined,
      async next(ms) {
        await Promise.race([noticeOf(), sleepUntil(now + ms)]);
        noticed = false;
      },
    },
    sleep: (ms) => sleepUntil(now + ms),
    pass,
    settle,
  };
}
