import { describe, expect, it } from '@jest/globals';
import { addDays } from '@affinity-engine/kernel';
import { codeOf, refusalOf } from '@affinity-engine/kernel/testing';
import type { Answer } from '@affinity-engine/questionnaire';
import type { Reason } from '@affinity-engine/eligibility';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import type { PartnerSale } from './ports.js';
import { aSubscription, eligibilityOf, quotationFixtures } from './testing/index.js';
import type { Quotation } from './quotation.js';
import { quotationError } from './index.js';

const variant = (limit: number, deductible: string): readonly Answer[] => [
  { code: 'LIMIT', answer: limit },
  { code: 'DEDUCTIBLE', answer: deductible },
];
const offerIds = ({ variants }: Quotation): readonly string[] =>
  variants.flatMap(({ paymentOptions }) => paymentOptions.flatMap(({ offers }) => offers.map(({ id }) => id)));

/** The properties of a rejection. */
const refusedWith = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown: unknown) => (thrown as ReturnType<typeof quotationError>).properties,
  );

describe('contracting', () => {
  it('refuses an answer that a proposal could not print, naming the code and the character', async () => {
    const fixtures = quotationFixtures();
    expect(await refusedWith(fixtures.quoted({ 'INSURED-NAME': 'Ana 山' }))).toMatchObject({
      codes: ['INSURED-NAME'],
      causes: [{ code: 'INSURED-NAME', reason: 'unprintable U+5C71' }],
    });
    expect(fixtures.quotations()).toEqual([]);
  });

  it('prices the published answers as published, 11 installments by each method', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    expect(quotation).toMatchObject({ status: 'draft', number: '4112573065', version: 1 });
    const [priced] = quotation.variants;
    expect(priced?.price).toEqual({ net: 167_143, interest: 0, tax: 12_335, total: 179_478, commission: 33_429 });
    expect(priced?.underwriting).toEqual({ decision: 'approve', evaluations: [] });
    expect(priced?.paymentOptions.map(({ method, offers }) => [method, offers.length])).toEqual([
      ['CREDIT-CARD', 11],
      ['TICKET', 11],
    ]);
    expect(new Set(offerIds(quotation)).size).toBe(22);
    expect(quotation.expiresAt).toBe('2022-11-28T12:00:00.000Z');
    expect(await fixtures.read(quotation.id, '100000', fixtures.by)).toEqual(quotation);
    expect(fixtures.audit()).toEqual([
      { actor: 'subscription:subscription-1', action: 'quotation.created', subject: quotation.id },
    ]);
  });

  it('prices each variant, with the loading, the commission and the factors of the answers', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted({
      'GRIEVANCE-DISCOUNT': '50',
      'BROKERAGE-COMMISSION': 10,
      CATEGORIES: ['SURGERY', 'PEDIATRICS'],
      'LIMIT-DEDUCTIBLE': [variant(100_000, 'DEFAULT'), variant(250_000, 'MINIMUM')],
    });
    // 1671.43 × 1.4 × 1.5 = 3510.003; of the second (1671.43 + 400 + 30) × 1.4 = 2942.002 × 1.5 = 4413.00
    expect(quotation.variants.map(({ price, loading }) => [price.net, price.commission, loading])).toEqual([
      [351_000, 35_100, '50'],
      [441_300, 44_130, '50'],
    ]);
  });

  it('charges interest on installments where the product does', async () => {
    const interest = { monthly: '0.0199', freeUpTo: 3 };
    const paymentMethods = [{ method: 'TICKET', cap: 4, minimum: 0, interest }];
    const fixtures = quotationFixtures({ products: [aQuotationProduct({ paymentMethods })] });
    const offers = (await fixtures.quoted()).variants[0]?.paymentOptions[0]?.offers ?? [];
    expect(offers.map(({ interest: charged }) => charged > 0)).toEqual([false, false, false, true]);
    expect(JSON.parse(JSON.stringify(fixtures.products.current()))).toEqual(fixtures.products.current());
  });

  it('lists every answer that could not be evaluated, and codes that are unknown or doubled', async () => {
    const fixtures = quotationFixtures();
    const refused = await refusedWith(
      fixtures.contract(
        {
          registerNumber: '100000',
          operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
          answers: [
            { code: 'PERSON-TYPE', answer: 'NATURAL' },
            { code: 'IDENTITY', answer: '1' },
            { code: 'IDENTITY', answer: '2' },
            { code: 'SHOE-SIZE', answer: 43 },
            { code: 'PEP', answer: 'NO' },
          ],
        },
        fixtures.by,
      ),
    );
    expect(refused).toMatchObject({ unknown: ['PEP', 'SHOE-SIZE'], doubled: ['IDENTITY'] });
    expect((refused as { codes: string[] }).codes.slice(0, 3)).toEqual(['IDENTITY', 'INSURED-NAME', 'INSURED-EMAIL']);
    expect(fixtures.quotations()).toEqual([]);
  });

  it.each([
    ['REGISTER-NUMBER-REFUSED', { registerNumber: '200000' }],
    ['OPERATION-UNKNOWN', { operationCode: 'DENTAL' }],
    ['QUOTATION-NOT-FOUND', { quotationId: 'nobody' }],
  ])('is refused as %s for %j', async (code, input) => {
    const fixtures = quotationFixtures();
    expect(await refusalOf(fixtures.quoted({}, input))).toBe(code);
  });

  it.each([
    [-3, 'ANSWERS-NOT-EVALUATED'],
    [-2, null],
    [0, null],
    [30, null],
    [31, 'ANSWERS-NOT-EVALUATED'],
  ])('lets cover start %d days from today, with a window of 2 days before and 30 after: %s', async (days, refusal) => {
    const startWindow = { pastDays: 2, futureDays: 30 };
    const fixtures = quotationFixtures({ products: [aQuotationProduct({ startWindow })] });
    const start = addDays(fixtures.clock.today(), days);
    expect(await refusalOf(fixtures.quoted({ 'START-VIGENCY-DATE': start }))).toBe(refusal);
  });

  it('lets cover start on any day, if the product has no window', async () => {
    const fixtures = quotationFixtures();
    for (const start of ['1900-01-01', '9999-12-31']) {
      expect(await refusalOf(fixtures.quoted({ 'START-VIGENCY-DATE': start }))).toBe(null);
    }
  });

  it('declines and refers by rules, each listed; a declined variant keeps its price', async () => {
    const quotation = await quotationFixtures().quoted({
      CLAIMS: 2,
      'LIMIT-DEDUCTIBLE': [variant(100_000, 'DEFAULT'), variant(1_000_000, 'DEFAULT')],
    });
    expect(quotation.variants.map(({ underwriting }) => underwriting.decision)).toEqual(['refer', 'decline']);
    expect(quotation.variants[1]?.underwriting.evaluations.map(({ code }) => code)).toEqual([
      'CLAIMS-AND-HIGH-LIMIT',
      'CLAIMS',
    ]);
    expect(quotation.variants[1]?.price.net).toBeGreaterThan(0);
  });
});

describe('affinity groups', () => {
  const reasons = [{ code: 'PRODUCT-NOT-IN-GROUP', groupId: 'pc:909' }] as const;

  it('of the partner a subscription sells for are asked about product, first day of cover and state', async () => {
    const asked: PartnerSale[] = [];
    let against: readonly Reason[] = [];
    const eligibility = eligibilityOf(async (sale) => {
      asked.push(sale);
      return against;
    });
    const fixtures = quotationFixtures({ eligibility, by: { partnerId: 'partner-1' } });
    const quotation = await fixtures.quoted();
    expect(asked).toEqual([
      {
        partnerId: 'partner-1',
        productId: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
        on: '2022-11-14',
        jurisdiction: 'BR_SP',
      },
    ]);
    against = reasons;
    expect(await refusedWith(fixtures.quoted())).toMatchObject({
      reasons: [{ ...reasons[0], message: expect.any(String) }],
    });
    expect(await refusalOf(fixtures.proposed(quotation))).toBe('NOT-ELIGIBLE');
    expect(fixtures.quotations()).toEqual([quotation]);
  });

  it('do not restrict a subscription without a partner', async () => {
    const fixtures = quotationFixtures({ eligibility: eligibilityOf(async () => reasons) });
    expect(await refusalOf(fixtures.quoted())).toBeNull();
  });
});

describe('an edit', () => {
  it('that leaves a price as it was keeps its identifiers; one that changes it makes new ones', async () => {
    const fixtures = quotationFixtures();
    const first = await fixtures.quoted();
    fixtures.clock.advance({ days: 1 });
    const renamed = await fixtures.quoted({ 'INSURED-NAME': 'Outra Pessoa' }, { quotationId: first.id });
    expect(offerIds(renamed)).toEqual(offerIds(first));
    expect(renamed.variants[0]?.paymentOptions[0]?.offers[0]?.dueDates).toEqual(['2022-11-21T00:00:00.000Z']);
    const dearer = await fixtures.quoted({ CLAIMS: 1 }, { quotationId: first.id });
    expect(offerIds(dearer).filter((id) => offerIds(first).includes(id))).toEqual([]);
    expect(dearer).toMatchObject({ id: first.id, number: first.number, expiresAt: first.expiresAt, version: 3 });
  });

  it('keeps the identifiers of the variants that stay, wherever they stand', async () => {
    const fixtures = quotationFixtures();
    const first = await fixtures.quoted();
    const both = await fixtures.quoted(
      { 'LIMIT-DEDUCTIBLE': [variant(500_000, 'DEFAULT'), variant(100_000, 'DEFAULT')] },
      { quotationId: first.id },
    );
    expect(both.variants[1]?.id).toBe(first.variants[0]?.id);
    expect(both.variants[0]?.id).not.toBe(first.variants[0]?.id);
  });

  it('drops the proposal, and takes the product as it is today', async () => {
    const fixtures = quotationFixtures();
    const first = await fixtures.quoted();
    await fixtures.proposed(first);
    fixtures.products.load(
      aQuotationProduct({ version: 'v2', paymentMethods: [{ method: 'TICKET', cap: 1, minimum: 0 }] }),
    );
    const edited = await fixtures.quoted({}, { quotationId: first.id });
    expect(edited).toMatchObject({ status: 'draft', productVersion: 'v2' });
    expect(offerIds(edited)).toHaveLength(1);
  });

  it('of another subscription’s quotation is refused as if there were none', async () => {
    const fixtures = quotationFixtures();
    const { id } = await fixtures.quoted();
    const other = aSubscription({ id: 'subscription-2' });
    const answers = (await fixtures.read(id, '100000', fixtures.by)).answers;
    const input = {
      quotationId: id,
      registerNumber: '100000',
      operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
      answers,
    };
    expect(await refusalOf(fixtures.contract(input, other))).toBe('QUOTATION-NOT-FOUND');
  });

  it('is refused after 15 days, whether or not the job came by, and after checkout', async () => {
    const fixtures = quotationFixtures();
    const [late, done] = [await fixtures.quoted(), await fixtures.quoted()];
    await fixtures.proposed(done, {}, 'TICKET');
    await fixtures.checkOut({ quotationId: done.id, registerNumber: '100000', card: null }, fixtures.by);
    fixtures.clock.advance({ days: 15 });
    expect(await refusalOf(fixtures.quoted({}, { quotationId: late.id }))).toBe('QUOTATION-EXPIRED');
    expect(await fixtures.read(late.id, '100000', fixtures.by)).toMatchObject({ status: 'expired', version: 1 });
    expect(await fixtures.expireAll()).toBe(1);
    expect(await fixtures.expireAll()).toBe(0);
    expect(await refusalOf(fixtures.quoted({}, { quotationId: late.id }))).toBe('QUOTATION-EXPIRED');
    expect(await refusalOf(fixtures.quoted({}, { quotationId: done.id }))).toBe('QUOTATION-CONFIRMED');
  });
});

describe('a code of a refusal', () => {
  it('has its sentence', () => {
    expect(
      codeOf(() => {
        throw quotationError('PROPOSAL-MISSING');
      }),
    ).toBe('PROPOSAL-MISSING');
    expect(quotationError('PROPOSAL-MISSING').message).toBe('The quotation has no proposal yet.');
  });
});
