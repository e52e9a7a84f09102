import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import type { Value } from '@affinity-engine/questionnaire';
import { ratedNet, type Rating } from './rating.js';

const rating: Rating = {
  by: ['LIMIT', 'DEDUCTIBLE'],
  rows: [
    { for: [100_000, 'DEFAULT'], net: 167_143 },
    { for: [100_000, 'MINIMUM'], net: 200_001 },
  ],
  factors: [
    {
      code: 'CLAIMS',
      of: [
        { is: 1, factor: '1.15' },
        { is: 2, factor: '1.5' },
      ],
    },
    {
      code: 'CATEGORIES',
      of: [
        { is: 'SURGERY', factor: '1.4' },
        { is: 'PEDIATRICS', factor: '0.9' },
      ],
    },
  ],
};
const values = (more: Readonly<Record<string, Value>>) =>
  new Map<string, Value>(Object.entries({ LIMIT: 100_000, DEDUCTIBLE: 'DEFAULT', ...more }));

describe('the rated net', () => {
  it.each<[string, Readonly<Record<string, Value>>, number]>([
    ['is that of the row', {}, 167_143],
    ['is that of another row', { DEDUCTIBLE: 'MINIMUM' }, 200_001],
    ['is multiplied by an answer’s factor: 1671.43 × 1.15 = 1922.1445', { CLAIMS: 1 }, 192_214],
    ['is as it was for an answer without factor', { CLAIMS: 0 }, 167_143],
    ['is rounded once, half-even: 2000.01 × 1.5 = 3000.015', { DEDUCTIBLE: 'MINIMUM', CLAIMS: 2 }, 300_002],
    [
      'has the factor of each item: 1671.43 × 1.4 × 0.9 = 2106.0018',
      { CATEGORIES: ['SURGERY', 'PEDIATRICS'] },
      210_600,
    ],
  ])('%s', (_, more, net) => {
    expect(ratedNet(rating, values(more))).toBe(net);
  });

  it('is refused where the table has no row', () => {
    expect(codeOf(() => ratedNet(rating, values({ LIMIT: 5 })))).toBe('RATE-MISSING');
  });
});
