import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { Card } from '@affinity-engine/quotation';

const card: Card = {
  number: '4111111111111111',
  name: 'INES CONCEICAO',
  identity: '52998224725',
  cvv: '123',
  expiryMonth: 12,
  expiryYear: 2030,
  useCustomerAddress: true,
};
// example
import { noPayments, sandboxPayments } from '@affinity-engine/adapter-payment';

const total = { reference: 'q-1', amount: 179_478, currency: 'BRL', installments: 1, card }; // in minor units
const accepted = await sandboxPayments.charge(total); // { outcome: 'accepted', reference: 'sandbox-q-1' }
const refused = await noPayments.charge(total); // { outcome: 'refused', reason: 'no payment provider is connected' }
// end

it('does what the README shows', () => {
  expect(accepted).toEqual({ outcome: 'accepted', reference: 'sandbox-q-1' });
  expect(refused).toEqual({ outcome: 'refused', reason: 'no payment provider is connected' });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
