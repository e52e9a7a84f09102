import { businessDay, epochMilliseconds, instantAt, type Clock, type Ids, type Instant } from '@affinity-engine/kernel';
import type { Chance, MonotonicClock } from '@affinity-engine/webhook';
import { v7 } from 'uuid';

/** Business time: the machine's, or, in a sandbox, time that starts at a chosen instant. */
export type BusinessClock = Clock & {
  /** From now on business time is this far ahead of the machine's. */
  setAhead(ms: number): void;
};

/** How far business time is ahead of the machine's if it is this instant now. */
export const aheadOfMachine = (instant: Instant): number => epochMilliseconds(instant) - Date.now();

export function businessClock(startAt: Instant | null): BusinessClock {
  let ahead = startAt === null ? 0 : aheadOfMachine(startAt);
  const now = (): Instant => instantAt(Date.now() + ahead);
  return { now, today: () => businessDay(now()), setAhead: (ms) => void (ahead = ms) };
}

/** The machine's time, for tokens, signatures and leases. */
export const machineClock: MonotonicClock = { now: () => Date.now(), elapsed: () => performance.now() };

/** UUIDs of version 7: they sort by time, which keeps indexes dense, and end in 74 random bits. */
export const uuids: Ids = { next: () => v7() };

export const chance: Chance = () => Math.random();
