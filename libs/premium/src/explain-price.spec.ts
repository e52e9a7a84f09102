import { describe, it, expect } from '@jest/globals';
import { decimal } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { explainPrice } from './explain-price.js';

const charge = { net: 167143, taxRate: decimal('0.0738') };

describe('the explanation of a price', () => {
  it('names every amount that leads to it', () => {
    expect(explainPrice({ ...charge, loading: '12.50', commission: '15.75' })).toEqual([
      { name: 'rated-net', amount: 167143 },
      { name: 'loading-percent', text: '12.5 %' },
      { name: 'loading', amount: 20893 },
      { name: 'net', amount: 188036 },
      { name: 'interest', amount: 0 },
      { name: 'tax-rate', text: '7.38 %' },
      { name: 'tax', amount: 13877 },
      { name: 'total', amount: 201913 },
      { name: 'commission-percent', text: '15.75 %' },
      { name: 'commission', amount: 29616 },
    ]);
  });

  it('shows the defaults', () => {
    expect(explainPrice(charge)).toEqual(
      expect.arrayContaining([
        { name: 'loading-percent', text: '0 %' },
        { name: 'loading', amount: 0 },
        { name: 'commission-percent', text: '20 %' },
      ]),
    );
  });

  it('is refused where the price is', () => {
    expect(codeOf(() => explainPrice({ ...charge, commission: '31' }))).toBe('COMMISSION-INVALID');
  });
});
