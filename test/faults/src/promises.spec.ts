import { describe, expect, it } from '@jest/globals';
import { crashUnderLoad } from './crashes.js';
import { proveDelivery } from './deliveries-under-faults.js';

describe('delivery', () => {
  it('keeps its promise at six endpoints of which two fail at random', async () => {
    const outcome = await proveDelivery({ endpoints: 6, events: 40, perSecond: 40, seed: 7 }, true);
    expect(outcome.problems).toEqual([]);
    expect(outcome.deliveries).toBe(6 * 40);
    expect(outcome.attempts).toBeGreaterThan(6 * 40);
  }, 60_000);
});

describe('a process that is killed under load', () => {
  it('loses nothing that it acknowledged, and every event arrives in order', async () => {
    const outcome = await crashUnderLoad({ kills: 3, callers: 8, seed: 11 });
    expect(outcome.problems).toEqual([]);
    expect(outcome.acknowledged).toBeGreaterThan(0);
    expect(outcome.stored).toBeGreaterThanOrEqual(outcome.acknowledged);
  }, 120_000);
});
