import { networkOf, type RequestAddresses } from './caller-network.js';

/** How fast requests are taken whose caller has not proved who it is. */
export type Pace = {
  /**
   * Takes the turn of a request from a network.
   * @returns the milliseconds it has to wait, 0 for none; null where the wait would be too long
   */
  turn(addresses: RequestAddresses): number | null;
  /**
   * Whether a new connection of a network may be taken. One that is over its pace gets none, or a few a second if callers with
   * a token come from it, too.
   */
  welcomes(addresses: RequestAddresses): boolean;
  /** A connection is taken. */
  connected(addresses: RequestAddresses): void;
  /** Takes nothing more from a network for a while: it did what no client does. */
  refuse(addresses: RequestAddresses): void;
  /** A caller that has proved who it is comes from this network. */
  trust(addresses: RequestAddresses): void;
};

/** A longer wait helps no caller. Who goes on nevertheless is refused until it stops, at most for so long. */
const [longestMs, refusedMs] = [2_000, 10_000];
/** After a pause so many milliseconds' worth of requests may come at once: a page with its pictures. */
const burstMs = 200;
/** How many networks together may keep up the pace of one. */
const networksAtOnce = 4;
/** Networks that sent nothing for so long do not wait for those that send all the time: a login gets through. */
const quietMs = 1_000;
/** How long a network is trusted, and how many connections a second are then taken from it while it is over its pace. */
const [trustedMs, connectionsPerSecond] = [60_000, 5];
/** The most networks that are remembered. */
const mostNetworks = 10_000;

/**
 * Each network may send so many requests a second. Others wait, so that a caller who
 * waits for its answers is slowed down, and answers cost little.
 * @param now milliseconds of a clock that only goes forward
 */
export function paceOf(perSecond: number, now: () => number): Pace {
  const interval = 1_000 / perSecond;
  // For each network, and for all of a kind, the moment at which the next request would be in time.
  const due = new Map<string, number>();
  const dueOfAll = { quiet: -Infinity, busy: -Infinity };
  // For each network with callers that are known, the moment at which its next connection would be in time.
  const trusted = new Map<string, { until: number; due: number }>();

  const waitUntil = (moment: number, time: number): number => Math.max(0, moment - time);
  const dueOf = (network: string): number => due.get(network) ?? -Infinity;
  const isOver = (network: string, time: number): boolean => waitUntil(dueOf(network), time) > longestMs;
  const after = (moment: number, time: number, step: number): number => Math.max(moment, time - burstMs) + step;

  return {
    turn(addresses) {
      const [network, time] = [networkOf(addresses), now()];
      const kind = dueOf(network) - interval + burstMs + quietMs <= time ? 'quiet' : 'busy';
      const wait = Math.max(waitUntil(dueOf(network), time), waitUntil(dueOfAll[kind], time));
      if (due.size >= mostNetworks) forget(due, (moment) => moment < time - burstMs);
      due.set(network, Math.min(after(dueOf(network), time, interval), time + refusedMs));
      if (wait > longestMs) return null;
      // What quiet networks send is taken from what the busy ones have: together they get no more.
      if (kind === 'quiet') dueOfAll.quiet = after(dueOfAll.quiet, time, interval / networksAtOnce);
      dueOfAll.busy = after(dueOfAll.busy, time, interval / networksAtOnce);
      return wait;
    },
    welcomes(addresses) {
      const [network, time] = [networkOf(addresses), now()];
      if (!isOver(network, time)) return true;
      const own = trusted.get(network);
      return own !== undefined && own.until >= time && own.due <= time;
    },
    connected(addresses) {
      const [network, time] = [networkOf(addresses), now()];
      const own = isOver(network, time) ? trusted.get(network) : undefined;
      if (own !== undefined) own.due = Math.max(own.due, time - 1_000) + 1_000 / connectionsPerSecond;
    },
    refuse: (addresses) => void due.set(networkOf(addresses), now() + refusedMs),
    trust(addresses) {
      const [network, time] = [networkOf(addresses), now()];
      const own = trusted.get(network);
      if (own !== undefined) own.until = time + trustedMs;
      else {
        if (trusted.size >= mostNetworks) forget(trusted, ({ until }) => until < time);
        trusted.set(network, { until: time + trustedMs, due: -Infinity });
      }
    },
  };
}

/** Forgets what is over, or all if that is not enough. */
function forget<Kept>(networks: Map<string, Kept>, isOver: (kept: Kept) => boolean): void {
  for (const [network, kept] of networks) if (isOver(kept)) networks.delete(network);
  if (networks.size >= mostNetworks) networks.clear();
}
