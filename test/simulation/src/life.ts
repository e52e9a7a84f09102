import type { Random } from './random.js';
import type { World } from './world.js';

/** What came of a request at a server. */
export type Outcome<Of> = { readonly value: Of } | { readonly failure: unknown };

/** How long a message takes, in milliseconds. */
export type Latency = (random: Random) => number;

/** One life of a process, from its start to its crash or end. */
export type Life = {
  readonly name: string;
  readonly random: Random;
  /** Whether it crashed or ended. */
  isOver(): boolean;
  isPaused(): boolean;
  /** How often it was paused. */
  pauses(): number;
  /** For how long it was paused in all. */
  pausedMs(): number;
  /** Acts in the process after some time: not at all after its crash, later if it is paused. Returns what cancels it. */
  after(ms: number, act: () => void): () => void;
  /**
   * Asks a server: the request is on its way, then takes effect, then the reply is on its way. A crash in between leaves
   * the effect and loses the reply.
   */
  ask<Of>(serve: (reply: (outcome: Outcome<Of>) => void) => void, latency: Latency): Promise<Of>;
  pause(): void;
  resume(): void;
  end(): void;
  /** Called when the life is over. */
  atEnd(act: () => void): void;
};

export function newLife(world: World, name: string, random: Random): Life {
  let [over, paused, pauses, pausedMs, since] = [false, false, 0, 0, 0];
  let held: (() => void)[] = [];
  const endings: (() => void)[] = [];
  const deliver = (act: () => void): void => {
    if (over) return;
    if (paused) held.push(act);
    else act();
  };
  return {
    name,
    random,
    isOver: () => over,
    isPaused: () => paused,
    pauses: () => pauses,
    pausedMs: () => pausedMs,
    after(ms, act) {
      let isCanceled = false;
      const once = () => {
        if (!isCanceled) act();
      };
      world.at(ms, () => deliver(once));
      return () => void (isCanceled = true);
    },
    ask: <Of>(serve: (reply: (outcome: Outcome<Of>) => void) => void, latency: Latency) =>
      new Promise<Of>((resolve, reject) => {
        world.at(latency(random), () =>
          serve((outcome) =>
            world.at(latency(random), () =>
              deliver(() => ('value' in outcome ? resolve(outcome.value) : reject(outcome.failure as Error))),
            ),
          ),
        );
      }),
    pause() {
      if (over || paused) return;
      paused = true;
      pauses += 1;
      since = world.now();
      world.note(name, 'is paused');
    },
    resume() {
      if (!paused) return;
      paused = false;
      pausedMs += world.now() - since;
      world.note(name, 'goes on');
      const acts = held;
      held = [];
      for (const act of acts) world.at(0, () => deliver(act));
    },
    end() {
      if (over) return;
      over = true;
      held = [];
      for (const act of endings) act();
    },
    atEnd: (act) => void endings.push(act),
  };
}
