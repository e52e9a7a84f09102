import { randomUUID } from 'node:crypto';

/** The time and chance that the engine goes by, so that a simulation can have its own. */
export type Pace = {
  /** Milliseconds since some moment; they never go back. */
  elapsed(): number;
  /** Acts once after `ms`. Returns what cancels it. */
  after(ms: number, act: () => void): () => void;
  /** Resolves after everything that is ready now. */
  turn(): Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive). */
  chance(): number;
  /** A name that no other process has. */
  newName(): string;
};

/** The time and chance of this machine. */
export const machinePace: Pace = {
  elapsed: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  chance: () => Math.random(),
  newName: () => randomUUID(),
};

/** A random wait of `mostMs` at most, so that two that met do not meet again. */
export const randomPause = ({ after, chance }: Pace, mostMs: number): Promise<void> =>
  new Promise((resolve) => void after(chance() * mostMs, resolve));

/** Acts for a few items in each turn, in their order. */
export async function inTurns<Item>(
  { turn }: Pick<Pace, 'turn'>,
  items: readonly Item[],
  atOnce: number,
  act: (item: Item, at: number) => void,
): Promise<void> {
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % atOnce === 0) await turn();
    act(item, at);
  }
}
