import { describe, expect, it } from '@jest/globals';
import { addDays } from '@affinity-engine/kernel';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import { answersOf } from './answers.js';
import type { Quotation } from './quotation.js';
import { quotationFixtures } from './testing/index.js';

const sixCodes = [
  'PAYMENT-INSTALLMENT-IDENTIFIER',
  'NET-VALUE',
  'INTEREST-VALUE',
  'TAX-VALUE',
  'TOTAL-VALUE',
  'INSTALLMENT-NUMBER',
];

const codesOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (thrown: unknown) => (thrown as { properties: { codes: unknown } }).properties.codes,
  );

describe('a proposal', () => {
  it('chooses one of the offers, has a number of 14 digits and waits for checkout', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    const proposed = await fixtures.proposed(quotation, {}, 'TICKET', 3);
    const offer = proposed.variants[0]?.paymentOptions[1]?.offers[2];
    expect(proposed).toMatchObject({
      status: 'proposed',
      proposals: 1,
      proposal: {
        number: '41125730650001',
        sequence: 1,
        method: 'TICKET',
        offerId: offer?.id,
        madeAt: fixtures.clock.now(),
      },
    });
    // Due day 10, chosen with the ticket, counts from now on.
    expect(offer?.dueDates.slice(1)).toEqual(['2022-12-10T12:00:00.000Z', '2023-01-10T12:00:00.000Z']);
    expect(proposed.proposal.answers.map(({ code }) => code)).toEqual([
      ...['INSURED-BIRTH-DATE', 'PAYMENT-METHOD', 'DUE-DAY', 'PAYMENT-INSTALLMENT-IDENTIFIER', 'PEP'],
    ]);
    expect(fixtures.audit().at(-1)).toMatchObject({
      action: 'quotation.proposed',
      details: { number: '41125730650001' },
    });
  });

  it('without its installments lists the six codes of the published sample, in its order, and changes nothing', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    const refused = fixtures.proposed(quotation, { 'PAYMENT-INSTALLMENT-IDENTIFIER': undefined });
    expect(await codesOf(refused)).toEqual(sixCodes);
    expect(fixtures.quotations()).toEqual([quotation]);
  });

  it('leaves blank what contracting had answered, and has it again where the next proposal says nothing of it', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted({ 'INSURED-ADDRESS-COMPLEMENT': 'ap 5' });
    const complements = (of: Quotation) =>
      answersOf(of)
        .filter(({ code }) => code === 'INSURED-ADDRESS-COMPLEMENT')
        .map(({ answer }) => answer);
    for (const blank of ['', ' ', null]) {
      expect(complements(await fixtures.proposed(quotation, { 'INSURED-ADDRESS-COMPLEMENT': blank }))).toEqual([]);
    }
    expect(complements(await fixtures.proposed(quotation, { 'INSURED-ADDRESS-COMPLEMENT': 'ap 6' }))).toEqual(['ap 6']);
    expect(complements(await fixtures.proposed(quotation))).toEqual(['ap 5']);
    expect(await codesOf(fixtures.proposed(quotation, { 'INSURED-NAME': '' }))).toEqual(['INSURED-NAME']);
  });

  it('of fewer variants leaves those of contracting on offer', async () => {
    const fixtures = quotationFixtures();
    const variants = [30_000, 100_000].map((limit) => [
      { code: 'LIMIT', answer: limit },
      { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
    ]);
    const quotation = await fixtures.quoted({ 'LIMIT-DEDUCTIBLE': variants });
    const offerOf = (variant: number) =>
      ({ 'PAYMENT-INSTALLMENT-IDENTIFIER': quotation.variants[variant]?.paymentOptions[0]?.offers[0]?.id }) as const;
    const one = await fixtures.proposed(quotation, { 'LIMIT-DEDUCTIBLE': [variants[0]], ...offerOf(0) });
    expect([one.variants.length, one.proposal.contracted]).toEqual([1, quotation.variants]);
    const other = await fixtures.proposed(quotation, offerOf(1));
    expect([other.proposal.variantId, other.proposal.contracted]).toEqual([quotation.variants[1]?.id, []]);
    expect(other.variants.map(({ id }) => id)).toEqual(quotation.variants.map(({ id }) => id));
    const edited = await fixtures.quoted({ 'LIMIT-DEDUCTIBLE': [variants[1]] }, { quotationId: quotation.id });
    expect(edited.variants[0]?.id).toBe(quotation.variants[1]?.id);
  });

  it('refuses an answer that it could not print; one that was contracted before stays', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    expect(await codesOf(fixtures.proposed(quotation, { 'INSURED-NAME': '山' }))).toEqual(['INSURED-NAME']);
    const answers = quotation.answers.map((each) =>
      each.code === 'INSURED-NAME' ? { ...each, answer: '山', answerText: '山' } : each,
    );
    await fixtures.work.run(async ({ quotations }) => quotations.save({ ...quotation, answers }));
    expect((await fixtures.proposed(await fixtures.read(quotation.id, '100000', fixtures.by))).status).toBe('proposed');
  });

  it('can be repeated: its answers take the place of the earlier one’s, under the next number', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    await fixtures.proposed(quotation, { PEP: 'RELATION', 'PEP-NAME': 'teste', 'PEP-PARENTING': 'SON/DAUGHTER' });
    const again = await fixtures.proposed(quotation);
    expect(again.proposal.number).toBe('41125730650002');
    expect(again.proposal.answers.map(({ code }) => code)).not.toContain('PEP-NAME');
  });

  it('with the installments of the other payment method is refused', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    expect(await codesOf(fixtures.proposed(quotation, { 'PAYMENT-METHOD': 'TICKET', 'DUE-DAY': 5 }))).toEqual(sixCodes);
  });

  it('with installments that were offered before the price changed is refused', async () => {
    const fixtures = quotationFixtures();
    const before = await fixtures.quoted();
    const edited = await fixtures.quoted({ CLAIMS: 1 }, { quotationId: before.id });
    expect(await codesOf(fixtures.proposed(before))).toEqual(sixCodes);
    expect((await fixtures.proposed(edited)).proposal.sequence).toBe(1);
  });

  it('may change answers of contracting; one that changes the price is at odds with its own installments', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    const renamed = await fixtures.proposed(quotation, { 'INSURED-NAME': 'Outra Pessoa' });
    const nameOf = (of: Quotation) => answersOf(of).find(({ code }) => code === 'INSURED-NAME')?.answer;
    expect(nameOf(renamed)).toBe('Outra Pessoa');
    expect(renamed.answers).toEqual(quotation.answers);
    expect(await codesOf(fixtures.proposed(quotation, { CLAIMS: 1 }))).toEqual(sixCodes);
    expect(fixtures.quotations()).toEqual([renamed]);
    expect(nameOf(await fixtures.proposed(quotation))).toBe('Ana Souza');
  });

  it('of a declined variant is refused', async () => {
    const fixtures = quotationFixtures();
    const declined = await fixtures.quoted({
      CLAIMS: 2,
      'LIMIT-DEDUCTIBLE': [
        [
          { code: 'LIMIT', answer: 1_000_000 },
          { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
        ],
      ],
    });
    expect(await codesOf(fixtures.proposed(declined))).toEqual(sixCodes);
  });

  it.each([
    ['NO', undefined],
    ['YES', true],
    ['RELATION', true],
  ])('of a person whose PEP is %s is flagged in the trail: %s', async (PEP, enhancedDiligence) => {
    const fixtures = quotationFixtures();
    const relation = PEP === 'RELATION' ? { 'PEP-NAME': 'teste', 'PEP-PARENTING': 'OTHER' } : {};
    const proposed = await fixtures.proposed(await fixtures.quoted(), { PEP, ...relation });
    expect(proposed.proposal.enhancedDiligence).toBe(enhancedDiligence ?? false);
    expect(fixtures.audit().at(-1)?.details).toEqual({
      number: '41125730650001',
      ...(enhancedDiligence === undefined ? {} : { enhancedDiligence }),
    });
    expect(proposed.variants[0]?.underwriting).toEqual({ decision: 'approve', evaluations: [] });
  });

  it.each([
    [-1, null],
    [0, 'ANSWERS-NOT-EVALUATED'],
    [1, 'ANSWERS-NOT-EVALUATED'],
  ])('with a birth date %d days from today: %s', async (days, refusal) => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    const birth = addDays(fixtures.clock.today(), days);
    expect(await refusalOf(fixtures.proposed(quotation, { 'INSURED-BIRTH-DATE': birth }))).toBe(refusal);
  });

  it('is refused once the start of cover has left the window of the product', async () => {
    const startWindow = { pastDays: 2, futureDays: 30 };
    const fixtures = quotationFixtures({ products: [aQuotationProduct({ startWindow })] });
    const quotation = await fixtures.quoted({ 'START-VIGENCY-DATE': fixtures.clock.today() });
    fixtures.clock.advance({ days: 2 });
    expect(await refusalOf(fixtures.proposed(quotation))).toBe(null);
    fixtures.clock.advance({ days: 1 });
    expect(await refusalOf(fixtures.proposed(quotation))).toBe('ANSWERS-NOT-EVALUATED');
  });

  it('for another product, or of an expired quotation, is refused', async () => {
    const fixtures = quotationFixtures();
    const quotation = await fixtures.quoted();
    const input = { quotationId: quotation.id, registerNumber: '100000', answers: [] };
    expect(await refusalOf(fixtures.propose({ ...input, operationCode: 'DENTAL' }, fixtures.by))).toBe(
      'OPERATION-UNKNOWN',
    );
    fixtures.clock.advance({ days: 15 });
    expect(await refusalOf(fixtures.proposed(quotation))).toBe('QUOTATION-EXPIRED');
  });
});
