import { instant, plainDate } from '@affinity-engine/kernel';
import type { Affinity } from '../affinity.js';
import { anAffinity } from './data-fixtures.js';

const holder = {
  first_name: 'Ângela “Zezé” 😀',
  last_name: "D'Ávila \\ Conceição",
  cpf: '529.982.247-25',
  address: { number: 10, complement: null, tags: ['a', ['b']] },
  is_foreign: false,
};

/** Affinities that show every column in each of its forms. */
export const roundTrips: readonly (readonly [string, Affinity])[] = [
  ['a plain affinity', anAffinity()],
  [
    'holder and item with all their letters',
    anAffinity({ holder, item: { plate: 'ABC1D23' }, holderDocument: '52998224725' }),
  ],
  [
    'one that waits for its insurer',
    anAffinity({ status: 'pending', issuedAt: null, answerDueAt: instant('2026-01-02T12:00:30.123Z') }),
  ],
  [
    'one that was canceled',
    anAffinity({
      status: 'canceled',
      dateEnd: plainDate('2026-04-01'),
      cancellation: {
        reason: 'default',
        description: 'não pagou',
        at: instant('2026-04-01T02:59:59.999Z'),
        rule: 'short-rate',
        paid: 108_380,
        kept: 41_000,
        refund: 67_380,
        taxRefund: 4_428,
      },
    }),
  ],
  ['one that was renewed', anAffinity({ status: 'renewed', renewedBy: 'affinity-2', renewedFrom: 'affinity-0' })],
  [
    'the largest amounts and the last day there is',
    anAffinity({
      premium: { net: 2 ** 53 - 3, fees: 1, tax: 1, total: 2 ** 53 - 1, currency: 'BRL' },
      paid: 2 ** 53 - 1,
      lifetimeEnd: plainDate('9999-12-31'),
    }),
  ],
];
