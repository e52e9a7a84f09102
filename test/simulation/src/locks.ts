import type { World } from './world.js';

export type Mode = 'share' | 'change';
type Holder = object;
type Waiting = { readonly holder: Holder; readonly mode: Mode; readonly done: (refused: string | null) => void };
type Lock = { readonly holders: Map<Holder, Mode>; waiting: Waiting[] };

/** Locks of rows, with the waits and refusals of PostgreSQL. */
export type Locks = {
  /** @param done gets null, or the code of the refusal */
  take(holder: Holder, key: string, mode: Mode, longestMs: number, done: (refused: string | null) => void): void;
  /** Whether the holder has it, or gets it without a wait. */
  tryTake(holder: Holder, key: string): boolean;
  has(holder: Holder, key: string): boolean;
  release(holder: Holder): void;
};

/** When a wait is looked at for a deadlock. */
const deadlockMs = 1_000;

export function newLocks(world: World): Locks {
  const locks = new Map<string, Lock>();
  const held = new Map<Holder, Set<string>>();
  const waits = new Map<Holder, string>();

  const lockOf = (key: string): Lock => {
    let lock = locks.get(key);
    if (lock === undefined) locks.set(key, (lock = { holders: new Map(), waiting: [] }));
    return lock;
  };
  const mayHave = ({ holders }: Lock, holder: Holder, mode: Mode): boolean =>
    [...holders].every(([other, has]) => other === holder || (mode === 'share' && has === 'share'));

  function hold(key: string, holder: Holder, mode: Mode): void {
    const { holders } = lockOf(key);
    holders.set(holder, holders.get(holder) === 'change' ? 'change' : mode);
    const keys = held.get(holder) ?? new Set();
    held.set(holder, keys.add(key));
  }

  function grant(key: string): void {
    const lock = lockOf(key);
    while (lock.waiting[0] !== undefined && mayHave(lock, lock.waiting[0].holder, lock.waiting[0].mode)) {
      const { holder, mode, done } = lock.waiting.shift() as Waiting;
      waits.delete(holder);
      hold(key, holder, mode);
      done(null);
    }
  }

  /** Whether the holders of what a holder waits for wait, in the end, for it. */
  function isDeadlocked(first: Holder): boolean {
    const seen = new Set<Holder>();
    const open = [first];
    for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
      const key = waits.get(holder);
      if (key === undefined) continue;
      for (const other of lockOf(key).holders.keys()) {
        if (other === first && holder !== first) return true;
        if (!seen.has(other)) open.push(other);
        seen.add(other);
      }
    }
    return false;
  }

  function refuse(key: string, waiting: Waiting, code: string): void {
    const lock = lockOf(key);
    if (!lock.waiting.includes(waiting)) return;
    lock.waiting = lock.waiting.filter((each) => each !== waiting);
    waits.delete(waiting.holder);
    waiting.done(code);
    grant(key);
  }

  return {
    has: (holder, key) => locks.get(key)?.holders.get(holder) === 'change',
    take(holder, key, mode, longestMs, done) {
      const lock = lockOf(key);
      if (mayHave(lock, holder, mode) && (lock.waiting.length === 0 || lock.holders.has(holder))) {
        hold(key, holder, mode);
        return done(null);
      }
      const waiting: Waiting = { holder, mode, done };
      lock.waiting.push(waiting);
      waits.set(holder, key);
      world.at(deadlockMs, () => {
        if (lock.waiting.includes(waiting) && isDeadlocked(holder)) refuse(key, waiting, '40P01');
      });
      world.at(longestMs, () => refuse(key, waiting, '55P03'));
    },
    tryTake(holder, key) {
      if (!mayHave(lockOf(key), holder, 'change')) return false;
      hold(key, holder, 'change');
      return true;
    },
    release(holder) {
      const waiting = waits.get(holder);
      waits.delete(holder);
      if (waiting !== undefined) {
        const lock = lockOf(waiting);
        lock.waiting = lock.waiting.filter((each) => each.holder !== holder);
      }
      const keys = [...(held.get(holder) ?? [])];
      held.delete(holder);
      for (const key of keys) lockOf(key).holders.delete(holder);
      for (const key of keys) grant(key);
    },
  };
}
