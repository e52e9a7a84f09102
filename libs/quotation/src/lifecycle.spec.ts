import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import { nextStatus, quotationLifecycle, type QuotationEvent } from './lifecycle.js';
import type { QuotationStatus } from './quotation.js';
import { aQuotation } from './testing/index.js';

const table: readonly (readonly [QuotationStatus, Readonly<Record<QuotationEvent, string>>])[] = [
  ['draft', { edit: 'draft', propose: 'draft', 'check-out': 'confirmed', expire: 'expired', release: 'draft' }],
  [
    'confirmed',
    {
      edit: 'QUOTATION-CONFIRMED',
      propose: 'QUOTATION-CONFIRMED',
      'check-out': 'QUOTATION-CONFIRMED',
      expire: 'QUOTATION-CONFIRMED',
      release: 'QUOTATION-CONFIRMED',
    },
  ],
  [
    'expired',
    {
      edit: 'QUOTATION-EXPIRED',
      propose: 'QUOTATION-EXPIRED',
      'check-out': 'QUOTATION-EXPIRED',
      expire: 'QUOTATION-EXPIRED',
      release: 'QUOTATION-EXPIRED',
    },
  ],
];

const cells = table.flatMap(([status, row]) =>
  (Object.entries(row) as [QuotationEvent, string][]).map(([event, outcome]) => [status, event, outcome] as const),
);

describe('the lifecycle of a quotation', () => {
  it('has three states and five events, every cell of which is told here', () => {
    expect(Object.keys(quotationLifecycle)).toEqual(table.map(([status]) => status));
    expect(cells).toHaveLength(15);
  });

  it.each(cells)('from %s by %s leads to %s', (status, event, outcome) => {
    const quotation = aQuotation({ status });
    const refused = codeOf(() => nextStatus(quotation, event));
    expect(refused ?? nextStatus(quotation, event)).toBe(outcome);
  });
});
