import { networkOf, type RequestAddresses } from './caller-network.js';

/** How fast requests are taken whose caller has not proved who it is. */
export type Pace = {
  /**
   * Takes the turn of a request from a network.
   * @returns the milliseconds it has to wait, 0 for none; null where the wait would be too long
   */
  turn(addresses: RequestAddresses): number | null;
  /** Whether a request of this network would have to wait too long. */
  isOver(addresses: RequestAddresses): boolean;
  /** Takes nothing more from a network for a while: it did what no client does. */
  refuse(addresses: RequestAddresses): void;
};

/** A longer wait helps no caller. Who goes on nevertheless is refused until it stops, at most for so long. */
const [longestMs, refusedMs] = [2_000, 10_000];
/** After a pause so many milliseconds' worth of requests may come at once: a page with its pictures. */
const burstMs = 200;
/** How many networks together may keep up the pace of one. */
const networksAtOnce = 4;
/** The most networks that are remembered. */
const mostNetworks = 10_000;

/**
 * Each network may send so many requests a second. Others wait, so that a caller who
 * waits for its answers is slowed down, and answers cost little.
 * @param now milliseconds of a clock that only goes forward
 */
export function paceOf(perSecond: number, now: () => number): Pace {
  const interval = 1_000 / perSecond;
  // For each network the moment at which its next request would be in time.
  const due = new Map<string, number>();
  let dueOfAll = -Infinity;

  const waitUntil = (moment: number | undefined, time: number): number => Math.max(0, (moment ?? -Infinity) - time);

  return {
    turn(addresses) {
      const [network, time] = [networkOf(addresses), now()];
      const wait = Math.max(waitUntil(due.get(network), time), waitUntil(dueOfAll, time));
      if (due.size >= mostNetworks) forget(time);
      const next = Math.max(due.get(network) ?? -Infinity, time - burstMs) + interval;
      due.set(network, Math.min(next, time + refusedMs));
      if (wait > longestMs) return null;
      dueOfAll = Math.max(dueOfAll, time - burstMs) + interval / networksAtOnce;
      return wait;
    },
    isOver: (addresses) => waitUntil(due.get(networkOf(addresses)), now()) > longestMs,
    refuse: (addresses) => void due.set(networkOf(addresses), now() + refusedMs),
  };

  function forget(time: number): void {
    for (const [network, moment] of due) if (moment < time - burstMs) due.delete(network);
    if (due.size >= mostNetworks) due.clear();
  }
}
