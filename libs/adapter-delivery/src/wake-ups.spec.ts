import { describe, it, expect } from '@jest/globals';
import { inProcessWakeUps } from './wake-ups.js';

const hour = 3_600_000;

describe('wake-ups within one process', () => {
  it('wake everyone who waits', async () => {
    const wakeUps = inProcessWakeUps();
    const waiting = Promise.all([wakeUps.next(hour), wakeUps.next(hour)]);
    wakeUps.notify(['a']);
    await waiting;
  });

  it('that come while nobody waits wake the next who does, and only once', async () => {
    const wakeUps = inProcessWakeUps();
    wakeUps.notify(['a']);
    wakeUps.notify(['b']);
    await wakeUps.next(hour);
    let woken = false;
    const waiting = wakeUps.next(hour).then(() => (woken = true));
    await new Promise(setImmediate);
    expect(woken).toBe(false);
    wakeUps.notify([]);
    await waiting;
  });

  it('are not needed: a wait ends after a while', async () => {
    const wakeUps = inProcessWakeUps();
    await wakeUps.next(1);
    const waiting = wakeUps.next(1);
    await waiting;
  });

  it('leave nothing behind of those who waited', async () => {
    const wakeUps = inProcessWakeUps();
    const warnings: unknown[] = [];
    const warned = (warning: unknown) => void warnings.push(warning);
    process.on('warning', warned);
    for (let count = 0; count < 50; count += 1) await wakeUps.next(0);
    for (let count = 0; count < 50; count += 1) {
      wakeUps.notify([]);
      await wakeUps.next(hour);
    }
    await new Promise(setImmediate);
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });
});
