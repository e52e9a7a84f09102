import { useSyncExternalStore } from 'react';

const stepMs = 5_000;

let now = Date.now();

const subscribe = (tell: () => void): (() => void) => {
  const timer = setInterval(() => {
    now = Date.now();
    tell();
  }, stepMs);
  return () => clearInterval(timer);
};

/** The time of this machine, anew every few seconds: ages grow while they are looked at. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
