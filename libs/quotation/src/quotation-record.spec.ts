import { describe, expect, it } from '@jest/globals';
import { quotationOfRecord, recordOf, type QuotationRecord } from './quotation-record.js';
import type { Quotation } from './quotation.js';
import { aConfirmed, aDraft, anExpired, aProposal, aProposed } from './testing/index.js';

const paymentLock = { proposalNumber: '41125730650001', until: aDraft().createdAt };

/** Quotations and their stored status: names and values of existing rows. */
const kept: readonly (readonly [string, Quotation, Partial<QuotationRecord>])[] = [
  ['a draft', aDraft(), { status: 'draft', proposal: null, checkingOut: null, confirmation: null }],
  ['a proposed one', aProposed(), { status: 'draft', checkingOut: null, confirmation: null, released: false }],
  ['one that is being paid', aProposed({ paymentLock }), { status: 'draft', checkingOut: paymentLock }],
  [
    'one whose proposal changed its answers and variants, and was released',
    aProposed({ proposal: aProposal({ withdrawn: ['A'], contracted: [], released: true }) }),
    { proposalAnswers: aProposal().answers, withdrawn: ['A'], contracted: [], released: true },
  ],
  ['a confirmed one', aConfirmed(), { status: 'confirmed', confirmation: aConfirmed().confirmation }],
  ['an expired draft', anExpired(), { status: 'expired', proposal: null, proposalAnswers: [] }],
  [
    'an expired proposal',
    anExpired({ proposal: aProposal() }),
    { status: 'expired', proposalAnswers: aProposal().answers },
  ],
];

describe('the record of a quotation', () => {
  it.each(kept)(
    'of %s has the names and values it always had, and is read back as it was',
    (_, quotation, expected) => {
      const record = JSON.parse(JSON.stringify(recordOf(quotation))) as QuotationRecord;
      expect(record).toMatchObject(expected);
      expect(quotationOfRecord(record)).toEqual(quotation);
    },
  );

  it.each(kept)('of %s has every field', (_, quotation) => {
    expect(Object.keys(recordOf(quotation)).sort()).toEqual([
      ...[
        'answers',
        'checkingOut',
        'confirmation',
        'contracted',
        'createdAt',
        'currency',
        'declined',
        'expiresAt',
        'id',
      ],
      ...['number'],
      ...['operationCode', 'productVersion', 'proposal', 'proposalAnswers', 'proposals', 'registerNumber', 'released'],
      ...['status', 'subscriptionId', 'variants', 'version', 'withdrawn'],
    ]);
  });

  it('keeps of a proposal what was chosen, and nothing twice', () => {
    expect(Object.keys(recordOf(aProposed()).proposal ?? {})).toEqual([
      ...['number', 'sequence', 'madeAt', 'variantId', 'offerId', 'method', 'enhancedDiligence'],
    ]);
  });

  it('that is confirmed and says nothing of what was accepted is not read', () => {
    const record = recordOf(aConfirmed());
    expect(() => quotationOfRecord({ ...record, confirmation: null })).toThrow('quotation-1');
    expect(() => quotationOfRecord({ ...record, proposal: null })).toThrow('quotation-1');
  });
});
