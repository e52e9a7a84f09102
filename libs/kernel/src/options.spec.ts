import { describe, expect, it } from '@jest/globals';
import { allocate } from './allocate.js';
import type { Rest } from './allocate.js';
import { divide, proportion, rounded, share } from './money.js';
import { checkDay, checkInstant, checkList, checkOption, checkSwitch, checkText, optionError } from './options.js';
import { ratio } from './ratio.js';
import type { Rounding } from './rounding.js';

// Plain JavaScript can pass anything, without the compiler's checks.
const nearest = 'nearest' as Rounding;
const inherited = 'constructor' as Rounding;
const aThird = ratio(1, 3);
const every = 'one of half-even, half-up, half-down, up, down, ceiling, floor';

describe('an unknown rounding', () => {
  it.each<[string, () => unknown]>([
    ['rounds no amount', () => rounded(aThird, nearest)],
    ['is refused where nothing is left to round, too', () => rounded(ratio(6, 3), nearest)],
    ['takes no proportion', () => proportion(100, 1, 3, nearest)],
    ['takes no share', () => share(100, aThird, nearest)],
    ['divides nothing', () => divide(100, 3, nearest)],
    ['allocates nothing', () => allocate(100, [1, 1, 1], 'first', nearest)],
    ['spreads nothing', () => allocate(100, [1, 1, 1], 'spread', nearest)],
  ])('%s, and is named in the message', (_, act) => {
    expect(act).toThrow(
      expect.objectContaining({
        code: 'OPTION-INVALID',
        message: `rounding: expected ${every}; it is "nearest".`,
        properties: { name: 'rounding', expected: every, given: '"nearest"' },
      }),
    );
  });

  it('is none that every object happens to have', () => {
    expect(() => divide(100, 3, inherited)).toThrow(expect.objectContaining({ code: 'OPTION-INVALID' }));
  });
});

describe('an unknown rest', () => {
  it('is not taken for the last', () => {
    expect(() => allocate(100, [1, 1, 1], 'middle' as Rest)).toThrow(
      expect.objectContaining({
        code: 'OPTION-INVALID',
        message: 'rest: expected one of first, last, spread; it is "middle".',
      }),
    );
  });
});

describe('a check', () => {
  it('lets pass what is expected', () => {
    expect(() => checkOption('side', 'left', ['left', 'right'])).not.toThrow();
    expect(() => checkDay('on', '2024-02-29')).not.toThrow();
    expect(() => checkInstant('at', '2022-11-13T12:00:00.000Z')).not.toThrow();
    expect(() => checkList('rows', [])).not.toThrow();
    expect(() => checkText('name', '')).not.toThrow();
    for (const given of [true, false]) expect(() => checkSwitch('on', given)).not.toThrow();
  });

  it.each<[string, () => void]>([
    ['rows: expected a list; it is "a".', () => checkList('rows', 'a')],
    ['rows: expected a list of days; it is an object.', () => checkList('rows', { length: 0 }, 'a list of days')],
    ['name: expected a text; it is 5.', () => checkText('name', 5)],
    ['on: expected true or false; it is "false".', () => checkSwitch('on', 'false')],
    ['on: expected true, false or nothing; it is null.', () => checkSwitch('on', null, 'true, false or nothing')],
  ])('says what was expected: %s', (message, act) => {
    expect(act).toThrow(expect.objectContaining({ code: 'OPTION-INVALID', message }));
  });

  it.each([['2022-13-31'], ['2022-1-31'], [''], [20220131], [null], [undefined], [new Date(0)]])(
    'takes %p for no day',
    (given) => {
      expect(() => checkDay('on', given)).toThrow(
        expect.objectContaining({
          code: 'DATE-INVALID',
          message: expect.stringMatching(/^on: expected a day .*; it is/),
        }),
      );
    },
  );

  it.each([
    ['2022-11-13'],
    ['2022-11-13T12:00:00Z'],
    ['2022-11-13T12:00:00.000-03:00'],
    ['2022-13-13T12:00:00.000Z'],
    ['2022-11-13T24:00:00.000Z'],
    [new Date(0)],
    [undefined],
  ])('takes %p for no moment', (given) => {
    expect(() => checkInstant('at', given)).toThrow(
      expect.objectContaining({ code: 'INSTANT-INVALID', message: expect.stringMatching(/^at: expected a moment/) }),
    );
  });

  it.each([
    ['5', '"5"'],
    [5, '5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ a: 1 }, 'an object'],
    [Object.create(null), 'an object'],
    ['9'.repeat(5_000), `"${'9'.repeat(40)}"`],
  ])('shows %p as %s', (given, thrown) => {
    expect(optionError('count', 'a number', given).message).toBe(`count: expected a number; it is ${thrown}.`);
  });
});

describe('the message for an invalid day or moment', () => {
  it('names them, and what was given', () => {
    const day = { code: 'DATE-INVALID', properties: { name: 'on', date: '"2022-13-31"' } };
    expect(() => checkDay('on', '2022-13-31')).toThrow(expect.objectContaining(day));
    const moment = { code: 'INSTANT-INVALID', properties: { name: 'at', instant: '"2022-11-13"' } };
    expect(() => checkInstant('at', '2022-11-13')).toThrow(expect.objectContaining(moment));
  });

  it.each([
    '2022-11-13T12:00:00.000Z ',
    '2022-11-13T12:00:00.0000Z',
    '2022-11-13T12:00:00.000ZZ',
    '+2022-11-13T12:00:00.000Z',
  ])('takes %j for no moment', (text) => {
    expect(() => checkInstant('at', text)).toThrow(expect.objectContaining({ code: 'INSTANT-INVALID' }));
  });
});
