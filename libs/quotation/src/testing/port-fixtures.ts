import type { QuotationProduct } from '@affinity-engine/quotation-product';
import type { TaxRow } from '@affinity-engine/premium';
import { plainDate } from '@affinity-engine/kernel';
import type {
  CardCharge,
  PaymentOutcome,
  Payments,
  QuotationNumbers,
  QuotationProducts,
  SaleEligibility,
} from '../ports.js';
import { quotationError } from '../errors.js';

/** Numbers from 4112573065 on, the published sample's. */
export function countingNumbers(): QuotationNumbers {
  let next = 4_112_573_065;
  return { next: async () => String(next++) };
}

const taxes: readonly TaxRow[] = [
  { jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' },
];

export type MemoryQuotationProducts = QuotationProducts & {
  /** Configures products anew; versions that were there stay known. */
  load(...products: readonly QuotationProduct[]): void;
};

export function memoryQuotationProducts(...products: readonly QuotationProduct[]): MemoryQuotationProducts {
  let current = products;
  const known = [...products];
  return {
    current: () => current,
    taxes: () => taxes,
    async at(operationCode, version) {
      const product = known.find((each) => each.operationCode === operationCode && each.version === version);
      if (product === undefined) throw quotationError('OPERATION-UNKNOWN', { operationCode });
      return product;
    },
    load(...others) {
      current = others;
      known.push(...others);
    },
  };
}

/** Affinity groups that admit everything, or, of one partner, what the test sets. */
export const eligibilityOf = (reasonsAgainst: SaleEligibility['reasonsAgainst'] = async () => []): SaleEligibility => ({
  reasonsAgainst,
});

/** A payment provider with scripted results. It remembers what it was asked, without the card. */
export function scriptedPayments(
  outcome: (charge: CardCharge) => PaymentOutcome | Promise<PaymentOutcome>,
  charged: (reference: string) => string | null = () => null,
): Payments & {
  readonly charges: () => readonly Omit<CardCharge, 'card'>[];
} {
  const charges: Omit<CardCharge, 'card'>[] = [];
  return {
    async charge(charge) {
      const { card: _card, ...asked } = charge;
      charges.push(asked);
      return outcome(charge);
    },
    charged: async (reference) => charged(reference),
    charges: () => charges,
  };
}
