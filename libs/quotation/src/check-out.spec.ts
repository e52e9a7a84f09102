import { describe, expect, it } from '@jest/globals';
import { instant, plainDate } from '@affinity-engine/kernel';
import { refusalOf } from '@affinity-engine/kernel/testing';
import type { Reason } from '@affinity-engine/eligibility';
import { cardProblems, isCardNumber, type Card } from './card.js';
import { settlePayments } from './scheduled-jobs.js';
import type { PaymentOutcome } from './ports.js';
import type { Proposed } from './quotation.js';
import { eligibilityOf, quotationFixtures, type QuotationFixtures } from './testing/index.js';

const card: Card = {
  number: '4111 1111 1111 1111',
  name: 'INES CONCEICAO',
  identity: '529.982.247-25',
  cvv: '123',
  expiryMonth: 12,
  expiryYear: 2030,
  useCustomerAddress: true,
};

async function proposedBy(method: string, fixtures: QuotationFixtures, count = 1, changes = {}) {
  const quotation = await fixtures.quoted(changes);
  await fixtures.proposed(quotation, {}, method, count);
  return (given: Card | null) =>
    fixtures.checkOut({ quotationId: quotation.id, registerNumber: '100000', card: given }, fixtures.by);
}

/** An underwriter's release of a proposal. */
const looked = (sequence: string) => ({ proposalNumber: `4112573065${sequence}`, reason: 'claims were small' });

describe('checkout', () => {
  it('by card charges the total once, under the proposal’s number, and bills it to the cent', async () => {
    const fixtures = quotationFixtures();
    const accept = await proposedBy('CREDIT-CARD', fixtures, 11);
    const confirmed = await accept(card);
    expect(fixtures.payments.charges()).toEqual([
      { reference: '41125730650001', amount: 179_478, currency: 'BRL', installments: 11 },
    ]);
    expect(confirmed).toMatchObject({
      status: 'confirmed',
      confirmation: { paymentReference: 'paid 41125730650001', at: fixtures.clock.now() },
    });
    const { schedule } = confirmed.confirmation;
    expect(schedule.reduce((sum, { value }) => sum + value, 0)).toBe(179_478);
    expect(schedule.reduce((sum, { tax }) => sum + tax, 0)).toBe(12_335);
    expect(schedule.map(({ value }) => value)).toEqual([16_318, ...Array<number>(10).fill(16_316)]);
  });

  it('by ticket charges nothing', async () => {
    const fixtures = quotationFixtures();
    const confirmed = await (await proposedBy('TICKET', fixtures))(null);
    expect(confirmed.confirmation.paymentReference).toBeNull();
    expect(fixtures.payments.charges()).toEqual([]);
  });

  it('keeps nothing of the card', async () => {
    const fixtures = quotationFixtures();
    await (
      await proposedBy('CREDIT-CARD', fixtures)
    )(card);
    const kept = JSON.stringify([fixtures.quotations(), fixtures.audit()]);
    for (const secret of ['4111', 'INES CONCEICAO', '"123"']) expect(kept).not.toContain(secret);
  });

  it('is refused where the payment is, and may be tried again', async () => {
    let open = false;
    const fixtures = quotationFixtures({
      pay: ({ reference }) => (open ? { outcome: 'accepted', reference } : { outcome: 'refused', reason: 'no funds' }),
    });
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    expect(await refusalOf(accept(card))).toBe('PAYMENT-REFUSED');
    open = true;
    expect(await accept(card)).toMatchObject({ status: 'confirmed' });
    expect(await refusalOf(accept(card))).toBe('QUOTATION-CONFIRMED');
  });

  it.each([
    ['CREDIT-CARD', null],
    ['TICKET', card],
    ['CREDIT-CARD', { ...card, number: '4111 1111 1111 1112' }],
  ])('by %s with %j is refused', async (method, given) => {
    const accept = await proposedBy(method, quotationFixtures());
    expect(await refusalOf(accept(given))).toBe('CARD-INVALID');
  });

  it('needs a proposal', async () => {
    const fixtures = quotationFixtures();
    const { id } = await fixtures.quoted();
    const input = { quotationId: id, registerNumber: '100000', card };
    expect(await refusalOf(fixtures.checkOut(input, fixtures.by))).toBe('PROPOSAL-MISSING');
  });

  it('of what the rules refer waits for an underwriter, who releases this proposal only', async () => {
    const fixtures = quotationFixtures();
    const accept = await proposedBy('TICKET', fixtures, 1, { CLAIMS: 1 });
    expect(await refusalOf(accept(null))).toBe('REFERRAL-OPEN');
    const [quotation] = fixtures.quotations();
    if (quotation === undefined) throw new Error('expected a quotation');
    expect(await fixtures.release(quotation.id, looked('0001'), 'operator')).toMatchObject({
      proposal: { released: true },
    });
    expect(fixtures.audit().at(-1)).toMatchObject({ actor: 'operator', action: 'quotation.released' });
    await fixtures.proposed(quotation, {}, 'TICKET');
    expect(await refusalOf(accept(null))).toBe('REFERRAL-OPEN');
    expect(await refusalOf(fixtures.release(quotation.id, looked('0001'), 'operator'))).toBe('PROPOSAL-SUPERSEDED');
    await fixtures.release(quotation.id, looked('0002'), 'operator');
    expect(await accept(null)).toMatchObject({ status: 'confirmed' });
    expect(await refusalOf(fixtures.release(quotation.id, looked('0002'), 'operator'))).toBe('QUOTATION-CONFIRMED');
  });

  it('lets nothing else happen while the payment is not decided, and charges that proposal only', async () => {
    const meanwhile: (string | null)[] = [];
    const fixtures: QuotationFixtures = quotationFixtures({
      pay: async ({ reference }) => {
        const [quotation] = fixtures.quotations();
        if (quotation === undefined) throw new Error('expected a quotation');
        meanwhile.push(await refusalOf(fixtures.proposed(quotation)));
        meanwhile.push(await refusalOf(fixtures.quoted({}, { quotationId: quotation.id })));
        return { outcome: 'accepted', reference };
      },
    });
    const confirmed = await (await proposedBy('CREDIT-CARD', fixtures))(card);
    expect(meanwhile).toEqual(['CHECKOUT-UNDER-WAY', 'CHECKOUT-UNDER-WAY']);
    expect(confirmed).toMatchObject({ status: 'confirmed', proposal: { sequence: 1 } });
    expect(fixtures.payments.charges()).toHaveLength(1);
  });

  it('whose provider does not answer says nothing of what it said, and goes on under the same number', async () => {
    let down = true;
    const fixtures = quotationFixtures({
      pay: async ({ reference, card: { number } }) => {
        if (down) throw new Error(`no route to provider with ${number}`);
        return { outcome: 'accepted', reference };
      },
    });
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    const failure: unknown = await accept(card).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'PAYMENT-UNDECIDED', message: expect.not.stringContaining('4111') });
    fixtures.clock.advance({ days: 14 });
    down = false;
    expect(await accept(card)).toMatchObject({ status: 'confirmed' });
    expect(new Set(fixtures.payments.charges().map(({ reference }) => reference)).size).toBe(1);
  });

  it('bills from the day of checkout on', async () => {
    const fixtures = quotationFixtures();
    const accept = await proposedBy('TICKET', fixtures, 2);
    fixtures.clock.advance({ days: 14 });
    const { confirmation } = await accept(null);
    expect(confirmation.schedule.map(({ dueDate }) => dueDate)).toEqual([
      '2022-12-04T00:00:00.000Z',
      '2023-01-10T12:00:00.000Z',
    ]);
  });

  it('by many at once confirms once', async () => {
    const fixtures = quotationFixtures();
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => refusalOf(accept(card))));
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(fixtures.payments.charges().map(({ reference }) => reference)).size).toBe(1);
  });
});

/** A provider with a scripted answer, given when the test releases it. */
function slowProvider() {
  const charges = [0, 1].map(() => ({ asked: later<void>(), answer: later<PaymentOutcome>() }));
  let count = 0;
  return {
    pay: (): Promise<PaymentOutcome> => {
      const charge = charges[count++];
      charge?.asked.resolve();
      return charge?.answer.promise ?? Promise.reject(new Error('no further charge was expected'));
    },
    /** Resolves once this many charges wait; rejects if the checkout ends before. */
    asked: (many: number, checkout: Promise<unknown>): Promise<unknown> =>
      Promise.race([charges[many - 1]?.asked.promise, checkout.then(() => undefined)]),
    says: (charge: number, outcome: PaymentOutcome) => charges[charge]?.answer.resolve(outcome),
  };
}

function later<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}

const accepted: PaymentOutcome = { outcome: 'accepted', reference: 'charge-1' };
const reasons: readonly Reason[] = [{ code: 'PRODUCER-CODE-INACTIVE', groupId: null }];
const refused: PaymentOutcome = { outcome: 'refused', reason: 'no funds' };

/** A card is being charged for two minutes, and then a second checkout asks for the same proposal. */
async function overtaken(given: Card) {
  const provider = slowProvider();
  const fixtures = quotationFixtures({ pay: provider.pay });
  const accept = await proposedBy('CREDIT-CARD', fixtures);
  const first = accept(given);
  await provider.asked(1, first);
  fixtures.clock.advance({ minutes: 2 });
  const second = accept(given);
  await provider.asked(2, second);
  return { fixtures, first, second, says: provider.says, current: () => fixtures.quotations()[0] as Proposed };
}

describe('a card that is being charged', () => {
  it('keeps any other from being charged for the same proposal', async () => {
    const provider = slowProvider();
    const fixtures = quotationFixtures({ pay: provider.pay });
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    const first = accept(card);
    await provider.asked(1, first);
    expect(await refusalOf(accept({ ...card, number: '5500 0055 5555 5559' }))).toBe('CHECKOUT-UNDER-WAY');
    provider.says(0, accepted);
    expect(await first).toMatchObject({ status: 'confirmed' });
    expect(fixtures.payments.charges()).toHaveLength(1);
  });

  it('for longer than two minutes may be asked for again; what was charged for and no longer stands is on record', async () => {
    const { fixtures, first, second, says, current } = await overtaken(card);
    says(1, refused);
    expect(await refusalOf(second)).toBe('PAYMENT-REFUSED');
    await fixtures.proposed(current(), {}, 'TICKET');
    says(0, accepted);
    expect(await refusalOf(first)).toBe('PAYMENT-UNMATCHED');
    expect(current()).toMatchObject({ status: 'proposed', proposal: { sequence: 2, method: 'TICKET' } });
    expect(fixtures.audit().at(-1)).toMatchObject({
      action: 'quotation.payment-unmatched',
      details: { number: '41125730650001', paymentReference: 'charge-1' },
    });
  });

  it('for longer than two minutes is not released by the refusal of the first caller', async () => {
    const { fixtures, first, second, says, current } = await overtaken(card);
    says(0, refused);
    expect(await refusalOf(first)).toBe('PAYMENT-REFUSED');
    expect(await refusalOf(fixtures.proposed(current()))).toBe('CHECKOUT-UNDER-WAY');
    says(1, accepted);
    expect(await second).toMatchObject({ status: 'confirmed' });
  });

  it('pays also where it expires before the provider answers', async () => {
    const lastMonth = { ...card, expiryMonth: 11, expiryYear: 2022 };
    const provider = slowProvider();
    const fixtures = quotationFixtures({ pay: provider.pay });
    fixtures.clock.set('2022-11-20T12:00:00Z');
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    fixtures.clock.set('2022-12-01T02:59:59Z');
    const first = accept(lastMonth);
    await provider.asked(1, first);
    fixtures.clock.advance({ minutes: 1 });
    provider.says(0, accepted);
    expect(await first).toMatchObject({ status: 'confirmed', confirmation: { paymentReference: 'charge-1' } });
  });
});

describe('a payment without a waiting caller', () => {
  /** The provider charges, or not, and crashes before it answers. */
  async function unanswered(charged: string | null) {
    let against: readonly Reason[] = [];
    const fixtures = quotationFixtures({
      eligibility: eligibilityOf(async () => against),
      by: { partnerId: 'partner-1' },
      pay: async () => {
        throw new Error('no route to provider');
      },
      charged: () => charged,
    });
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    expect(await refusalOf(accept(card))).toBe('PAYMENT-UNDECIDED');
    return { fixtures, accept, revoke: () => (against = reasons), current: () => fixtures.quotations()[0] as Proposed };
  }

  it('and was made is confirmed by the next checkout in any case, and not charged again', async () => {
    const { fixtures, accept, revoke } = await unanswered('charge-1');
    revoke();
    fixtures.clock.advance({ days: 400 });
    expect(await fixtures.expireAll()).toBe(0);
    expect(await accept(null)).toMatchObject({ status: 'confirmed', confirmation: { paymentReference: 'charge-1' } });
    expect(fixtures.payments.charges()).toHaveLength(1);
  });

  it('and was made is confirmed by itself', async () => {
    const { fixtures, current } = await unanswered('charge-1');
    expect([await fixtures.settleAll(), await fixtures.settleAll()]).toEqual([1, 0]);
    expect(current()).toMatchObject({ status: 'confirmed', confirmation: { paymentReference: 'charge-1' } });
    expect(fixtures.audit().at(-1)).toMatchObject({ actor: 'engine', action: 'quotation.confirmed' });
  });

  it('and was not made leaves the quotation free, by itself as well', async () => {
    const { fixtures, current } = await unanswered(null);
    expect(await fixtures.settleAll()).toBe(1);
    expect(current()).toMatchObject({ status: 'proposed', paymentLock: null });
    fixtures.clock.advance({ days: 15 });
    expect(await fixtures.expireAll()).toBe(1);
  });

  it.each([
    ['whose days are over', 'QUOTATION-EXPIRED', (fixtures: QuotationFixtures) => fixtures.clock.advance({ days: 15 })],
    ['that may not be sold any more', 'NOT-ELIGIBLE', () => undefined],
  ])('and was not made is no way to a quotation %s', async (_, code, meanwhile) => {
    const { fixtures, accept, revoke } = await unanswered(null);
    meanwhile(fixtures);
    if (code === 'NOT-ELIGIBLE') revoke();
    expect([await refusalOf(accept(card)), fixtures.payments.charges().length]).toEqual([code, 1]);
  });

  it('is waited for while its time is not over', async () => {
    const provider = slowProvider();
    const fixtures = quotationFixtures({ pay: provider.pay });
    const accept = await proposedBy('CREDIT-CARD', fixtures);
    const first = accept(card);
    await provider.asked(1, first);
    expect([await fixtures.settleAll(), fixtures.quotations()]).toEqual([
      0,
      [expect.objectContaining({ paymentLock: expect.anything() })],
    ]);
    provider.says(0, accepted);
    await first;
  });

  it('is not waited for longer where the clock was set back', async () => {
    const { fixtures, current } = await unanswered(null);
    const paymentLock = { proposalNumber: '41125730650001', until: instant('2030-01-01T00:00:00Z') };
    await fixtures.work.run(async ({ quotations }) => quotations.save({ ...current(), paymentLock }));
    expect(await fixtures.settleAll()).toBe(1);
  });

  it('stays undecided where the provider does not say', async () => {
    const { fixtures, accept, current } = await unanswered('charge-1');
    const silent = quotationFixtures();
    const settle = settlePayments(
      fixtures.work,
      fixtures.lists,
      { ...silent.payments, charged: () => Promise.reject(new Error('no route to provider')) },
      fixtures.clock,
    );
    expect([await settle(), current().paymentLock]).toEqual([0, expect.anything()]);
    expect(await accept(card)).toMatchObject({ status: 'confirmed' });
  });
});

describe('a checkout that the partner’s groups do not admit any more', () => {
  it.each([
    ['CREDIT-CARD', card],
    ['TICKET', null],
  ])('is refused by %s, with nothing charged', async (method, given) => {
    let against: readonly Reason[] = [];
    const fixtures = quotationFixtures({
      eligibility: eligibilityOf(async () => against),
      by: { partnerId: 'partner-1' },
    });
    const accept = await proposedBy(method, fixtures);
    against = reasons;
    expect(await refusalOf(accept(given))).toBe('NOT-ELIGIBLE');
    expect(fixtures.payments.charges()).toEqual([]);
    expect(fixtures.quotations()).toMatchObject([{ status: 'proposed', paymentLock: null }]);
    against = [];
    expect(await accept(given)).toMatchObject({ status: 'confirmed' });
  });

  it('is asked about with the first day of cover and the state of the insured', async () => {
    const asked: unknown[] = [];
    const eligibility = eligibilityOf(async (sale) => {
      asked.push(sale);
      return [];
    });
    const fixtures = quotationFixtures({ eligibility, by: { partnerId: 'partner-1' } });
    await (
      await proposedBy('TICKET', fixtures)
    )(null);
    expect(asked).toHaveLength(3);
    expect(asked[2]).toEqual(asked[1]);
  });
});

describe('a card', () => {
  const today = plainDate('2026-11-22');

  it.each<[string, Partial<Card>]>([
    ['number', { number: '411111111111111' }],
    ['number', { number: '4111111111111112' }],
    ['number', { number: 'card' }],
    ['name', { name: '  ' }],
    ['identity', { identity: '11111111111' }],
    ['cvv', { cvv: '12' }],
    ['expiryMonth', { expiryMonth: 13 }],
    ['expiryYear', { expiryYear: 2026, expiryMonth: 10 }],
    ['expiryYear', { expiryYear: 25 }],
    ['expiryYear', { expiryYear: 5 }],
    ['expiryYear', { expiryYear: 122 }],
    ['expiryYear', { expiryYear: -1 }],
    ['expiryYear', { expiryYear: 20_300 }],
    ['number', { number: '0000000000000000' }],
    ['billingAddress', { useCustomerAddress: false }],
  ])('has a problem in its %s where that is %j', (field, change) => {
    expect(cardProblems({ ...card, ...change }, today).map(({ path }) => path)).toEqual([field]);
  });

  it('is good to the end of its month, with a year of two digits as well', () => {
    expect(cardProblems({ ...card, expiryYear: 2026, expiryMonth: 11 }, today)).toEqual([]);
    expect(cardProblems({ ...card, expiryYear: 26, expiryMonth: 11 }, today)).toEqual([]);
  });

  it.each(['4111111111111111', '5500005555555559', '378282246310005', '6011000990139424'])(
    'number %s checks',
    (digits) => {
      expect(isCardNumber(digits)).toBe(true);
      expect(isCardNumber(digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10)))).toBe(false);
    },
  );
});
