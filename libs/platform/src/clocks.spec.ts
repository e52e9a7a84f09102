import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { businessClock, chance, machineClock, uuids } from './clocks.js';

const machine = Date.UTC(2026, 10, 22, 12);

beforeEach(() => void jest.useFakeTimers({ now: machine }));
afterEach(() => void jest.useRealTimers());

describe('business time', () => {
  it("is the machine's by default", () => {
    expect(businessClock(null).now()).toBe('2026-11-22T12:00:00.000Z');
    expect(machineClock.now()).toBe(machine);
  });

  it('begins at the instant of a sandbox and flows from there, and the machine keeps its own', () => {
    const clock = businessClock(instant('2022-11-13T12:00:00Z'));
    expect(clock.now()).toBe('2022-11-13T12:00:00.000Z');
    jest.setSystemTime(machine + 90_000);
    expect(clock.now()).toBe('2022-11-13T12:01:30.000Z');
    expect(machineClock.now()).toBe(machine + 90_000);
  });

  it('has the day of São Paulo', () => {
    expect(businessClock(instant('2022-11-14T02:59:59Z')).today()).toBe('2022-11-13');
    expect(businessClock(instant('2022-11-14T03:00:00Z')).today()).toBe('2022-11-14');
  });
});

describe('identifiers', () => {
  it('are unique UUIDs of version 7, which sort by time', () => {
    const first = uuids.next();
    jest.setSystemTime(machine + 1);
    const second = uuids.next();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first < second).toBe(true);
    expect(new Set(Array.from({ length: 1_000 }, () => uuids.next())).size).toBe(1_000);
  });
});

describe('chance', () => {
  it('lies from 0 to 1', () => {
    for (let at = 0; at < 100; at += 1) expect(chance() >= 0 && chance() < 1).toBe(true);
  });
});
