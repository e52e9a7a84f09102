import { describe, expect, it } from '@jest/globals';
import type { CardCharge } from '@affinity-engine/quotation';
import { noPayments, sandboxPayments } from './index.js';

const charge = (amount: number): CardCharge => ({
  reference: '10000000010001',
  amount,
  currency: 'BRL',
  installments: 3,
  card: {
    number: '4111111111111111',
    name: 'Ines Conceicao',
    identity: '52998224725',
    cvv: '123',
    expiryMonth: 12,
    expiryYear: 2030,
    useCustomerAddress: true,
  },
});

describe('a charge in the sandbox', () => {
  it.each([
    [179_478, 'accepted'],
    [179_479, 'refused'],
    [0, 'accepted'],
  ])('of %i is %s: even amounts are accepted', async (amount, outcome) => {
    expect(await sandboxPayments.charge(charge(amount))).toMatchObject({ outcome });
  });

  it('is named by its reference, however often it is tried', async () => {
    const [one, other] = [await sandboxPayments.charge(charge(2)), await sandboxPayments.charge(charge(2))];
    expect(one).toEqual({ outcome: 'accepted', reference: 'sandbox-10000000010001' });
    expect(other).toEqual(one);
  });
});

describe('where no provider is connected', () => {
  it('nothing was charged', async () => {
    for (const payments of [noPayments, sandboxPayments]) expect(await payments.charged('10000000010001')).toBeNull();
  });

  it('no card is accepted', async () => {
    expect(await noPayments.charge(charge(2))).toMatchObject({ outcome: 'refused' });
  });
});
