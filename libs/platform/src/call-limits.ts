import type { MachineClock } from '@affinity-engine/webhook';

export type CallLimitSettings = { readonly perMinute: number; readonly perDay: number };

/** The limit a call would exceed, and the seconds until it is reset. */
export type Exceeded = { readonly exceeded: 'rate' | 'quota'; readonly seconds: number };

type Window = { readonly ends: number; left: number };

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Counts the calls of each key, in this process, in windows of a minute and a day that begin with the first call. A
 * refused call counts towards neither.
 */
export function callLimits({ perMinute, perDay }: CallLimitSettings, clock: MachineClock) {
  const windows = new Map<string, { minute: Window; day: Window }>();
  return {
    take(key: string): Exceeded | null {
      const now = clock.now();
      const known = windows.get(key);
      const own = {
        minute: open(known?.minute, now, minute, perMinute),
        day: open(known?.day, now, day, perDay),
      };
      windows.set(key, own);
      if (own.day.left <= 0) return { exceeded: 'quota', seconds: secondsUntil(own.day.ends, now) };
      if (own.minute.left <= 0) return { exceeded: 'rate', seconds: secondsUntil(own.minute.ends, now) };
      own.minute.left -= 1;
      own.day.left -= 1;
      return null;
    },
  };
}

const open = (known: Window | undefined, now: number, ms: number, left: number): Window =>
  known !== undefined && known.ends > now ? known : { ends: now + ms, left };

const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1000));
