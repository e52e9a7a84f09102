import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundedNumber } from './rounded-numbers.js';

describe('a number in a body', () => {
  it('as programs write it is kept, in its shortest form and in 17 digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        for (const text of [JSON.stringify(number), number.toPrecision(17), number.toExponential(16)]) {
          if (text.length <= 100) expect(roundedNumber(`{"value":[1,${text}]}`)).toBeUndefined();
        }
      }),
    );
  });

  it.each([
    '450000.01',
    '450000.00000000000000',
    '0.10000000000000001',
    '0.1000000000000000000000000000000',
    '1E2',
    '-0.0e5',
    '[1,2]',
    '"450000.00000000000001"',
    '"\\"450000.00000000000001"',
  ])('that is exact, or within a text, is kept: %s', (text) => {
    expect(roundedNumber(`{"value":${text}}`)).toBeUndefined();
  });

  it.each([
    '450000.00000000000001',
    '-450000.00000000000001',
    '0.1000000000000000055511151231257827',
    '1.00000000000000000001',
    '1e-400',
    `0.${'0'.repeat(200)}1`,
    `1${'0'.repeat(200)}`,
  ])('that would be rounded is found: %s', (text) => {
    expect(roundedNumber(`{"a":"x, 1","value":${text},"b":"1e-400"}`)).toBe(text);
    expect(roundedNumber(text)).toBe(text);
  });

  it('is looked for in time proportional to the body', () => {
    const long = `[0.${'0'.repeat(1_000_000)}1]`;
    expect(roundedNumber(long)).toHaveLength(1_000_003);
    expect(roundedNumber(`[${'"\\\\",'.repeat(200_000)}1e-400]`)).toBe('1e-400');
  });
});
