import type { FeedTurn } from './feed-relay.js';

/** A right that one process has at a time, for some time. */
export type TurnLease = {
  /** @returns whether this process has it now */
  take(ms: number): Promise<boolean>;
  giveBack(): Promise<void>;
};

/** How long a process that ends without a word keeps the feed from others. */
const leaseMs = 6_000;

/**
 * The turn of a process: a lease, taken anew after a third of its time.
 * @param elapsed goes on while the process is suspended
 */
export function leasedTurn({ take, giveBack }: TurnLease, elapsed: () => number): FeedTurn {
  let askedAt = -Infinity;
  let oursUntil = -Infinity;
  const isOurs = () => elapsed() < oursUntil;
  return {
    isOurs,
    async take() {
      const now = elapsed();
      if (now - askedAt < leaseMs / 3) return isOurs();
      askedAt = now;
      oursUntil = (await take(leaseMs)) ? now + leaseMs : -Infinity;
      return isOurs();
    },
    giveBack,
  };
}
