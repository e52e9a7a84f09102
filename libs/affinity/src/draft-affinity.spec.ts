import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { addDays, instant, plainDate } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import type { Product } from '@affinity-engine/catalogue';
import { certificateNumber, checkParticulars, draftAffinity, premiumFor, type Draft } from './draft-affinity.js';
import { aCatalogue, anAffinity, aPlan, aProduct, findingProblems, someTerms } from './testing/index.js';

const now = instant('2026-01-02T12:00:00Z');
const today = plainDate('2026-01-02');
const { taxes } = aCatalogue();

const draft = (overrides: Partial<Draft> = {}): Draft => ({
  id: '0b9c5a1e-5f6d-4c2b-9d3e-1122a3445566',
  partnerId: 'partner-1',
  requestId: 'request-1',
  product: aProduct(),
  plan: aPlan(),
  terms: someTerms(),
  renewedFrom: null,
  offeredOn: today,
  ...overrides,
});

describe('a drafted affinity', () => {
  it('is pending, priced for its whole term and paid', () => {
    expect(draftAffinity(draft(), taxes, now)).toEqual(
      anAffinity({
        id: draft().id,
        requestId: 'request-1',
        status: 'pending',
        issuedAt: null,
        certificateNumber: '9D3E-1122-A344-5566',
      }),
    );
  });

  it.each([
    [{ cpf: '529.982.247-25' }, '52998224725'],
    [{ cnpj: '11.222.333/0001-81' }, '11222333000181'],
    [{ cpf: '529.982.247-25', cnpj: '11.222.333/0001-81' }, '52998224725'],
    [{ cpf: '111.111.111-11' }, null],
    [{ cpf: 52998224725 }, null],
    [{}, null],
    [null, null],
  ])('of holder %j is found by document %s', (holder, document) => {
    expect(draftAffinity(draft({ terms: { ...someTerms(), holder } }), taxes, now)).toMatchObject({
      holder,
      holderDocument: document,
    });
  });

  it.each([
    ['ends before it begins', {}, '2025-12-31'],
    ['ends on the day it begins', {}, '2026-01-01'],
    ['is longer than its plan fixes', { lifetimeDays: 30 }, '2026-01-31'],
    ['is shorter than its plan fixes', { lifetimeDays: 30 }, '2026-01-29'],
  ])('is refused where it %s', (_, plan, lifetimeEnd) => {
    const refused = draft({
      plan: aPlan(plan),
      terms: { ...someTerms(), lifetimeEnd: plainDate(lifetimeEnd) },
    });
    expect(codeOf(() => draftAffinity(refused, taxes, now))).toBe('LIFETIME-INVALID');
  });

  it('may have exactly the lifetime its plan fixes', () => {
    const fixed = draft({
      plan: aPlan({ lifetimeDays: 30 }),
      terms: { ...someTerms(), lifetimeEnd: plainDate('2026-01-30') },
    });
    expect(draftAffinity(fixed, taxes, now).lifetimeEnd).toBe('2026-01-30');
  });

  it('is refused where no tax rate is known', () => {
    const foreign = draft({ product: aProduct({ jurisdiction: 'PT' }) });
    expect(codeOf(() => draftAffinity(foreign, taxes, now))).toBe('TAX-RATE-UNKNOWN');
  });
});

describe('the premium of a plan', () => {
  it('adds up to the cent for any term and price', () => {
    const start = plainDate('2026-01-01');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.nat(10 ** 9), fc.nat(10 ** 6), (days, net, fees) => {
        const plan = aPlan({ price: { net, fees, periodDays: 365 } });
        const premium = premiumFor(aProduct(), plan, start, addDays(start, days), taxes, today);
        expect(premium.total).toBe(premium.net + premium.fees + premium.tax);
        expect(premium.fees).toBe(fees);
        expect(Math.abs(premium.net - (net * (days + 1)) / 365)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(premium.tax - premium.net * 0.0738)).toBeLessThan(0.501);
      }),
    );
  });

  it('is taxed at the rate of the day it is given, not of the first day of cover', () => {
    const rates = [...taxes, { jurisdiction: 'BR', line: 'general', from: plainDate('2026-02-01'), rate: '0.10' }];
    const on = (day: string) =>
      premiumFor(aProduct(), aPlan(), plainDate('2026-03-01'), plainDate('2027-02-28'), rates, plainDate(day)).tax;
    expect([on('2026-01-31'), on('2026-02-01')]).toEqual([7_380, 10_000]);
  });
});

describe('holder and item', () => {
  const asking = (overrides: Partial<Product>) => aProduct(overrides);
  const required = { required: true, schema: {} };
  const optional = { required: false, schema: {} };
  const problems = [
    { path: '/cpf', expected: 'a CPF' },
    { path: '/gender', expected: 'male or female' },
  ];

  it.each([
    ['a holder that is needed', asking({ holder: required }), {}, 'HOLDER-REQUIRED'],
    ['an item that is needed', asking({ item: required, holder: required }), { holder: {} }, 'ITEM-REQUIRED'],
    ['a holder that may be left out', asking({ holder: optional }), {}, null],
    ['an item nobody asks for', asking({}), {}, null],
  ])('are checked for %s', (_, product, given, code) => {
    const particulars = { holder: null, item: null, ...given };
    expect(codeOf(() => checkParticulars(product, particulars, findingProblems(), today))).toBe(code);
  });

  it.each([
    ['holder', 'HOLDER-INVALID'],
    ['item', 'ITEM-INVALID'],
  ] as const)('are refused with every problem of the %s', (kind, code) => {
    const check = () =>
      checkParticulars(aProduct(), { holder: {}, item: {} }, findingProblems({ [kind]: problems }), today);
    expect(check).toThrow(expect.objectContaining({ code, properties: { productId: aProduct().id, problems } }));
  });
});

describe('a certificate’s number', () => {
  it('is the end of the identifier in capitals, four by four', () => {
    expect(certificateNumber('0b9c5a1e-5f6d-4c2b-9d3e-1122a3445566')).toBe('9D3E-1122-A344-5566');
    expect(certificateNumber('short-7')).toBe('SHOR-T7');
  });
});
