import { jest, describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { attemptsUnderWay, type AttemptsUnderWay } from './under-way.js';

describe('attempts under way', () => {
  let underWay: AttemptsUnderWay;
  let stopped: (readonly [name: string, at: number, code: unknown])[];

  beforeEach(() => {
    jest.useFakeTimers();
    underWay = attemptsUnderWay(1_000);
    stopped = [];
  });
  afterEach(() => void jest.useRealTimers());

  const begin = (name: string): (() => void) => {
    const began = performance.now();
    return underWay.begin((why) => {
      stopped.push([name, performance.now() - began, (why as { readonly code?: unknown }).code]);
    });
  };

  it('are stopped each at its own deadline', () => {
    begin('one');
    jest.advanceTimersByTime(30);
    begin('two');
    begin('three');
    jest.advanceTimersByTime(969);
    expect(stopped).toEqual([]);
    jest.advanceTimersByTime(5_000);
    expect(stopped).toEqual([
      ['one', 1_000, 'TIMEOUT'],
      ['two', 1_000, 'TIMEOUT'],
      ['three', 1_000, 'TIMEOUT'],
    ]);
  });

  it('have one timer together, and none once all have ended', () => {
    const ends = Array.from({ length: 100 }, (_, index) => begin(String(index)));
    expect(jest.getTimerCount()).toBe(1);
    for (const end of ends) end();
    jest.advanceTimersByTime(1_000);
    expect([jest.getTimerCount(), stopped]).toEqual([0, []]);
    begin('later');
    jest.advanceTimersByTime(1_000);
    expect(stopped).toEqual([['later', 1_000, 'TIMEOUT']]);
  });

  it('are not stopped after their end', () => {
    begin('ended')();
    begin('open');
    jest.advanceTimersByTime(2_000);
    expect(stopped).toEqual([['open', 1_000, 'TIMEOUT']]);
  });

  it('are cut together, once', () => {
    begin('one');
    begin('two');
    underWay.cut();
    jest.advanceTimersByTime(2_000);
    expect(stopped).toEqual([
      ['one', 0, 'SHUTTING-DOWN'],
      ['two', 0, 'SHUTTING-DOWN'],
    ]);
  });
});
