import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareText, meets, operators, type Operator } from './conditions.js';

describe('a condition', () => {
  it.each<[Operator, readonly string[], readonly (string | null)[]]>([
    ['eq', ['b'], ['b']],
    ['ne', ['b'], [null, 'B', 'a', 'ba', 'c', 'cab']],
    ['lt', ['b'], ['B', 'a']],
    ['gt', ['b'], ['ba', 'c', 'cab']],
    ['le', ['b'], ['B', 'a', 'b']],
    ['ge', ['b'], ['b', 'ba', 'c', 'cab']],
    ['in', ['b', 'c'], ['b', 'c']],
    ['ni', ['b', 'c'], [null, 'B', 'a', 'ba', 'cab']],
    ['sw', ['b'], ['b', 'ba']],
    ['cn', ['b'], ['b', 'ba', 'cab']],
  ])('%s %j is met by %j', (operator, values, expected) => {
    const all = [null, 'B', 'a', 'b', 'ba', 'c', 'cab'];
    expect(all.filter((value) => meets(value, { operator, values }))).toEqual(expected);
  });

  it('is met or its opposite is, for every value that is there', () => {
    const opposites = [
      ['eq', 'ne'],
      ['lt', 'ge'],
      ['gt', 'le'],
      ['in', 'ni'],
    ] as const;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, other) => {
        for (const pair of opposites) {
          expect(new Set(pair.map((operator) => meets(value, { operator, values: [other] }))).size).toBe(2);
        }
      }),
    );
  });

  it('is met by nothing that is not there, but for the negative ones', () => {
    expect(operators.filter((operator) => meets(null, { operator, values: ['x'] }))).toEqual(['ne', 'ni']);
  });
});

describe('the order of texts', () => {
  it('is that of their bytes in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(Math.sign(compareText(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
    );
  });

  it('begins with what is not there', () => {
    expect(['a', null, ''].sort(compareText)).toEqual([null, '', 'a']);
  });
});
