import { anInsurer } from '@affinity-engine/catalogue/testing';
import { instant } from '@affinity-engine/kernel';
import { partnerQuestionnaire } from '@affinity-engine/questionnaire/testing';
import type { QuotationProduct } from '../product.js';
import type { Quotation, Subscription } from '../quotation.js';
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

/** A subscription that quotes for the broker 100000. */
export const aSubscription = (given: Partial<Subscription> = {}): Subscription => ({
  id: 'subscription-1',
  name: 'Corretora Exemplo',
  registerNumbers: ['100000'],
  partnerId: null,
  keyHash: 'digest of a key',
  createdAt: instant('2022-11-01T12:00:00Z'),
  revokedAt: null,
  version: 1,
  ...given,
});

/** A draft without prices, made at noon of 13 November 2022. */
export const aQuotation = (given: Partial<Quotation> = {}): Quotation => ({
  id: 'quotation-1',
  subscriptionId: 'subscription-1',
  registerNumber: '100000',
  number: '4112573065',
  operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
  currency: 'BRL',
  productVersion: '0123456789abcdef',
  status: 'draft',
  answers: [{ code: 'INSURED-NAME', answer: 'Inês Conceição', questionText: 'Nome', answerText: 'Inês Conceição' }],
  proposalAnswers: [],
  withdrawn: [],
  variants: [],
  contracted: [],
  proposal: null,
  proposals: 0,
  released: false,
  checkingOut: null,
  confirmation: null,
  createdAt: instant('2022-11-13T12:00:00Z'),
  expiresAt: instant('2022-11-28T12:00:00Z'),
  version: 1,
  ...given,
});
