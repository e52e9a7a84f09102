import { businessDay, epochMilliseconds, instantAt, type Clock, type Ids, type Instant } from '@affinity-engine/kernel';
import type { Chance, MachineClock } from '@affinity-engine/webhook';
import { v7 } from 'uuid';

/** Business time: the machine's, or, in a sandbox, time that starts at a chosen instant. */
export function businessClock(startAt: Instant | null): Clock {
  const ahead = startAt === null ? 0 : epochMilliseconds(startAt) - Date.now();
  const now = (): Instant => instantAt(Date.now() + ahead);
  return { now, today: () => businessDay(now()) };
}

/** The machine's time, for leases, tokens and signatures. */
export const machineClock: MachineClock = { now: () => Date.now() };

/** UUIDs of version 7: they sort by time, which keeps indexes dense, and end in 74 random bits. */
export const uuids: Ids = { next: () => v7() };

export const chance: Chance = () => Math.random();
