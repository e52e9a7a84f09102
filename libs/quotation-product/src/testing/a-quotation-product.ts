import { anInsurer } from '@affinity-engine/catalogue/testing';
import { partnerQuestionnaire } from '@affinity-engine/questionnaire/testing';
import type { QuotationProduct } from '../product.js';
import type { RatingRow } from '../rating.js';

const limits = [30_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000];
const deductibles = ['DEFAULT', 'INCREASED', 'REDUCED', 'MINIMUM'];

/** 1671.43 for the published sample's limit and deductible, as it must be; the others grow from there. */
const rows: readonly RatingRow[] = limits.flatMap((limit, at) =>
  deductibles.map((deductible, each) => ({
    for: [limit, deductible],
    net: 167_143 + (at - 2) * 40_000 + each * 1_000,
  })),
);

/** The published product, to test with. */
export const aQuotationProduct = (given: Partial<QuotationProduct> = {}): QuotationProduct => ({
  operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
  name: 'Responsabilidade civil profissional',
  version: '0123456789abcdef',
  insurer: anInsurer(),
  jurisdiction: 'BR',
  line: 'general',
  currency: 'BRL',
  processNumber: '15414.000002/2026-02',
  questionnaire: partnerQuestionnaire,
  rating: {
    by: ['LIMIT', 'DEDUCTIBLE'],
    rows,
    factors: [
      {
        code: 'CLAIMS',
        of: [
          { is: 1, factor: '1.15' },
          { is: 2, factor: '1.35' },
        ],
      },
      { code: 'CATEGORIES', of: [{ is: 'SURGERY', factor: '1.4' }] },
    ],
  },
  paymentMethods: [
    { method: 'CREDIT-CARD', cap: 11, minimum: 10_000 },
    { method: 'TICKET', cap: 11, minimum: 10_000 },
  ],
  underwriting: [
    {
      code: 'CLAIMS-AND-HIGH-LIMIT',
      text: 'Two claims and a high limit are not taken.',
      decision: 'decline',
      when: {
        all: [
          { code: 'CLAIMS', is: 2 },
          { code: 'LIMIT', in: [1_000_000, 2_000_000] },
        ],
      },
    },
    { code: 'CLAIMS', text: 'Claims are looked at.', decision: 'refer', when: { code: 'CLAIMS', in: [1, 2] } },
  ],
  validDays: 15,
  ...given,
});
