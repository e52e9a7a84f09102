import type { CallLimits, CallLimitSettings } from '../ports.js';

/** Counts calls in memory, by a clock in epoch milliseconds. */
export function memoryCallLimits(now: () => number): (settings: CallLimitSettings) => CallLimits {
  const windows = new Map<string, { readonly ends: number; calls: number }>();
  const open = (name: string, ms: number) => {
    let window = windows.get(name);
    if (window === undefined || window.ends <= now()) windows.set(name, (window = { ends: now() + ms, calls: 0 }));
    return window;
  };
  const secondsUntil = (at: number) => Math.ceil((at - now()) / 1000);
  return ({ perMinute, perDay }) => ({
    async take(subscriptionId) {
      const day = open(`day ${subscriptionId}`, 86_400_000);
      if (day.calls >= perDay) return { exceeded: 'quota', seconds: secondsUntil(day.ends) };
      const minute = open(`minute ${subscriptionId}`, 60_000);
      if (minute.calls >= perMinute) return { exceeded: 'rate', seconds: secondsUntil(minute.ends) };
      minute.calls += 1;
      day.calls += 1;
      return null;
    },
  });
}
