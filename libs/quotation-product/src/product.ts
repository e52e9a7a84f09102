import type { Insurer } from '@affinity-engine/catalogue';
import type { InterestTerms, PaymentTerms } from '@affinity-engine/premium';
import type { Questionnaire } from '@affinity-engine/questionnaire';
import type { Rating } from './rating.js';
import type { UnderwritingRule } from './underwriting.js';

/** The two stages of every quotation product's questionnaire, in their order. */
export const stages = ['contracting', 'proposal'] as const;

/** One way to pay: the answer to PAYMENT-METHOD that chooses it, and its terms. */
export type PaymentMethod = Omit<PaymentTerms, 'interest'> & {
  /** By the Price table: the monthly rate is an exact decimal as text. Left out where installments cost nothing. */
  readonly interest?: Omit<InterestTerms, 'monthly'> & { readonly monthly: string };
  /** `CREDIT-CARD` is charged at checkout, by a card; whatever else is billed. */
  readonly method: string;
};

/** What is quoted: a questionnaire, a rating table, ways to pay and underwriting rules, of one insurer. */
export type QuotationProduct = {
  /** How callers name the product. */
  readonly operationCode: string;
  readonly name: string;
  /** A digest of the product's whole content, its insurer among it: what a quotation pins. */
  readonly version: string;
  readonly insurer: Insurer;
  /** ISO 3166 country or subdivision whose tax table counts. */
  readonly jurisdiction: string;
  /** Line of business in the tax table. */
  readonly line: string;
  readonly currency: string;
  /** The regulator's process number, printed on every proposal. */
  readonly processNumber: string;
  readonly questionnaire: Questionnaire;
  readonly rating: Rating;
  readonly paymentMethods: readonly PaymentMethod[];
  readonly underwriting: readonly UnderwritingRule[];
  /** How many days a quotation can be edited, proposed and checked out. */
  readonly validDays: number;
};
