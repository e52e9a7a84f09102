import { suiteNotices } from '@affinity-engine/kernel/testing';
import type { WakeUps } from '../ports.js';
import { virtualTime, wakeUpsContract, type WakeUpsContractFixtures } from './index.js';

const opened =
  (change: (wakeUps: WakeUps) => Partial<WakeUps> = () => ({})) =>
  async (): Promise<WakeUpsContractFixtures> => {
    const { wakeUps, pass, settle } = virtualTime();
    return { wakeUps: { ...wakeUps, ...change(wakeUps) }, pass, settle };
  };

wakeUpsContract('in virtual time', opened());

suiteNotices('wake-ups', wakeUpsContract, opened(), {
  'wake nobody': opened(() => ({ notify: () => undefined })),
  'wake whoever waits at once': opened(() => ({ next: async () => undefined })),
  'wait for a notice for ever': opened(({ next }) => ({ next: () => next(Infinity) })),
  'forget a notice while nobody waits': opened(({ notify, next }) => {
    let waiting = 0;
    return {
      notify: (ids) => {
        if (waiting > 0) notify(ids);
      },
      next: async (ms) => {
        waiting += 1;
        await next(ms);
        waiting -= 1;
      },
    };
  }),
  'keep a notice for ever': opened(({ notify, next }) => {
    let noticed = false;
    return {
      notify: (ids) => {
        noticed = true;
        notify(ids);
      },
      next: (ms) => (noticed ? Promise.resolve() : next(ms)),
    };
  }),
  'keep every notice for somebody': opened(({ notify, next }) => {
    let notices = 0;
    return {
      notify: (ids) => {
        notices += 1;
        notify(ids);
      },
      next: async (ms) => {
        if (notices === 0) await next(ms);
        notices = Math.max(0, notices - 1);
      },
    };
  }),
  'wake one of those who wait': opened(({ next }) => {
    const waiting: (() => void)[] = [];
    let noticed = false;
    return {
      notify: () => {
        noticed = waiting.length === 0;
        waiting.shift()?.();
      },
      next: (ms) => {
        if (noticed) {
          noticed = false;
          return Promise.resolve();
        }
        return Promise.race([next(ms), new Promise<void>((wake) => waiting.push(wake))]);
      },
    };
  }),
});
