import { describe, it, expect } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import { codeOf, countingIds, fixedClock, settableClock } from './index.js';

describe('a clock for tests', () => {
  it('stands still', () => {
    const clock = fixedClock('2022-11-14T02:00:00Z');
    expect([clock.now(), clock.now(), clock.today()]).toEqual([
      '2022-11-14T02:00:00.000Z',
      '2022-11-14T02:00:00.000Z',
      '2022-11-13',
    ]);
    expect(fixedClock('2022-11-14T02:00:00Z', 'UTC').today()).toBe('2022-11-14');
  });

  it('moves when it is set', () => {
    const clock = settableClock('2022-11-14T02:00:00Z');
    expect(clock.advance({ hours: 1 })).toBe('2022-11-14T03:00:00.000Z');
    expect(clock.today()).toBe('2022-11-14');
    clock.set('2001-09-15T00:00:00-03:00');
    expect(clock.now()).toBe('2001-09-15T03:00:00.000Z');
  });

  it('starts at a moment that exists', () => {
    expect(codeOf(() => fixedClock('2022-11-14'))).toBe('INSTANT-INVALID');
    expect(codeOf(() => settableClock('soon'))).toBe('INSTANT-INVALID');
  });
});

describe('identifiers for tests', () => {
  it('count, in the form of a UUID or after a prefix', () => {
    const [plain, named] = [countingIds(), countingIds('affinity')];
    expect([plain.next(), plain.next()]).toEqual([
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
    ]);
    expect([named.next(), named.next()]).toEqual(['affinity-1', 'affinity-2']);
  });
});

describe('the code of a refusal', () => {
  it('is returned, null if nothing was refused, and other failures pass', () => {
    const refuse = (thrown: Error) => () => {
      throw thrown;
    };
    expect(codeOf(refuse(new DomainError('X-Y', 'x')))).toBe('X-Y');
    expect(codeOf(() => 1)).toBeNull();
    expect(() => codeOf(refuse(new TypeError('broken')))).toThrow('broken');
  });
});
