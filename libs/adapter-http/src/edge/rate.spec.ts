import { describe, expect, it } from '@jest/globals';
import { rateOf } from './rate.js';

const calls = (rate: ReturnType<typeof rateOf>, many: number, caller = 'a') =>
  Array.from({ length: many }, () => rate.secondsToWait(caller));

describe('the rate of a caller', () => {
  it('lets the calls of a second come at once, and says how long later ones have to wait', () => {
    let time = 0;
    const rate = rateOf(5, () => time);
    expect(calls(rate, 7)).toEqual([0, 0, 0, 0, 0, 1, 1]);
    time += 200;
    expect(calls(rate, 2)).toEqual([0, 1]);
    time += 10_000;
    expect(calls(rate, 6)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('does not count what was refused: who waits as long as was said is served', () => {
    let time = 0;
    const rate = rateOf(1, () => time);
    calls(rate, 100);
    time += 1_000;
    expect(calls(rate, 1)).toEqual([0]);
  });

  it('does not slow down another caller', () => {
    const rate = rateOf(1, () => 0);
    calls(rate, 10);
    expect(calls(rate, 1, 'b')).toEqual([0]);
  });

  it('is not limited without a setting', () => {
    expect(
      new Set(
        calls(
          rateOf(null, () => 0),
          10_000,
        ),
      ),
    ).toEqual(new Set([0]));
  });

  it('forgets callers, so that many of them take no memory', () => {
    let time = 0;
    const rate = rateOf(1_000, () => time);
    for (let caller = 0; caller < 25_000; caller += 1) {
      expect(rate.secondsToWait(`caller-${caller}`)).toBe(0);
      time += 1;
    }
  });
});
