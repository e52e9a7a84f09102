import { describe, it, expect } from '@jest/globals';
import { decimal, instant } from '@affinity-engine/kernel';
import { offersOf } from './offers.js';
import type { Offer } from './offers.js';

/** The rows of the published sample: payment method, number, installmentValue, installmentTax. */
const rows = [
  ['All', 1, 1794.78, 123.35],
  ['All', 2, 897.39, 61.68],
  ['All', 3, 598.26, 41.12],
  ['All', 4, 448.7, 30.84],
  ['All', 5, 358.96, 24.67],
  ['All', 6, 299.13, 20.56],
  ['All', 7, 256.4, 17.62],
  ['All', 8, 224.35, 15.42],
  ['All', 9, 199.42, 13.71],
  ['All', 10, 179.48, 12.34],
  ['All', 11, 163.16, 11.21],
  ['Ticket', 1, 1794.78, 123.35],
  ['Ticket', 2, 897.39, 61.68],
  ['Ticket', 3, 598.26, 41.12],
  ['Ticket', 4, 448.7, 30.84],
  ['Ticket', 5, 358.96, 24.67],
  ['Ticket', 6, 299.13, 20.56],
  ['Ticket', 7, 256.4, 17.62],
  ['Ticket', 8, 224.35, 15.42],
  ['Ticket', 9, 199.42, 13.71],
  ['Ticket', 10, 179.48, 12.34],
  ['Ticket', 11, 163.16, 11.21],
] as const;

/** The due dates: every row has the first of these, one for each installment. */
const dueDates = [
  '2022-11-20T00:00:00Z',
  '2022-12-01T12:00:00Z',
  '2023-01-01T12:00:00Z',
  '2023-02-01T12:00:00Z',
  '2023-03-01T12:00:00Z',
  '2023-04-01T12:00:00Z',
  '2023-05-01T12:00:00Z',
  '2023-06-01T12:00:00Z',
  '2023-07-01T12:00:00Z',
  '2023-08-01T12:00:00Z',
  '2023-09-01T12:00:00Z',
];

/** The values equal in every row. */
const common = {
  commissionValue: 334.29,
  netValue: 1671.43,
  interestValue: 0,
  taxValue: 123.35,
  totalValue: 1794.78,
  installmentInterest: 0,
};

const major = (cents: number): number => Number(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);

/** An offer in the notation of the sample. */
const printed = (offer: Offer) => ({
  number: offer.count,
  commissionValue: major(offer.commission),
  netValue: major(offer.net),
  interestValue: major(offer.interest),
  taxValue: major(offer.tax),
  totalValue: major(offer.total),
  installmentValue: major(offer.installmentValue),
  installmentInterest: major(offer.installmentInterest),
  installmentTax: major(offer.installmentTax),
  dueDates: offer.dueDates.map((at) => at.replace('.000Z', 'Z')),
});

const charge = { net: 167143, taxRate: decimal('0.0738') };
const terms = { cap: 11, minimum: 10000 };
const offers = () => offersOf(charge, terms, { executed: instant('2022-11-13T15:04:47.118Z') });

describe('the offers of the published sample', () => {
  it.each(rows)('%s in %d: an installment is %d, its tax %d', (_, number, installmentValue, installmentTax) => {
    expect(printed(offers()[number - 1]!)).toEqual({
      number,
      ...common,
      installmentValue,
      installmentTax,
      dueDates: dueDates.slice(0, number),
    });
  });

  it('are eleven for each method, as the product allows', () => {
    const perMethod = ['All', 'Ticket'].map((method) => rows.filter((row) => row[0] === method).length);
    expect(perMethod).toEqual([offers().length, offers().length]);
  });
});
