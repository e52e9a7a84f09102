import { wakeUpsContract } from '@affinity-engine/webhook/testing';
import { describe, it, expect, jest } from '@jest/globals';
import { inProcessWakeUps } from './wake-ups.js';

const hour = 3_600_000;

wakeUpsContract('within one process', async () => ({
  wakeUps: inProcessWakeUps(),
  pass: async () => undefined,
  settle: () => new Promise(setImmediate),
}));

describe('wake-ups within one process', () => {
  it('end the timer of a wait that is over', async () => {
    jest.useFakeTimers();
    const wakeUps = inProcessWakeUps();
    const waited = wakeUps.next(hour);
    expect(jest.getTimerCount()).toBe(1);
    wakeUps.notify([]);
    await waited;
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
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
