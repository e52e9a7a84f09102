import { describe, expect, it } from '@jest/globals';
import { callLimits } from './call-limits.js';

function limited(perMinute: number, perDay: number) {
  let now = 0;
  const limits = callLimits({ perMinute, perDay }, { now: () => now });
  return {
    at: (seconds: number) => {
      now = seconds * 1000;
      return limits;
    },
  };
}

describe('the calls of a key', () => {
  it('are so many a minute, from the first one on', () => {
    const { at } = limited(2, 100);
    expect([at(0).take('a'), at(10).take('a')]).toEqual([null, null]);
    expect(at(20).take('a')).toEqual({ exceeded: 'rate', seconds: 40 });
    expect(at(59.5).take('a')).toEqual({ exceeded: 'rate', seconds: 1 });
    expect(at(60).take('a')).toBeNull();
  });

  it('are so many a day; refused ones do not count', () => {
    const { at } = limited(2, 3);
    for (const seconds of [0, 1, 2, 3, 60]) at(seconds).take('a');
    expect(at(61).take('a')).toEqual({ exceeded: 'quota', seconds: 86_339 });
    expect(at(86_400).take('a')).toBeNull();
  });

  it('are counted for each key apart', () => {
    const { at } = limited(1, 1);
    expect([at(0).take('a'), at(0).take('b')]).toEqual([null, null]);
    expect(at(1).take('b')).toMatchObject({ exceeded: 'quota' });
  });
});
