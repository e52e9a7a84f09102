import type { Insurer, Language } from '@affinity-engine/catalogue';
import type { InterestTerms, PaymentTerms } from '@affinity-engine/premium';
import type { Questionnaire } from '@affinity-engine/questionnaire';
import type { Rating } from './rating.js';
import type { UnderwritingRule } from './underwriting.js';

/** The two stages of every quotation product's questionnaire, in order. */
export const stages = ['contracting', 'proposal'] as const;

/** A way to pay: the answer to PAYMENT-METHOD that chooses it, and its terms. */
export type PaymentMethod = Omit<PaymentTerms, 'interest'> & {
  /**
   * By the Price table: the monthly rate is an exact decimal as text. Left out where installments are free of
   * interest.
   */
  readonly interest?: Omit<InterestTerms, 'monthly'> & { readonly monthly: string };
  /** `CREDIT-CARD` charges a card at checkout; all others are billed. */
  readonly method: string;
};

/** On which days cover may start, counted from the day of the quotation and again of its proposal. */
export type StartWindow = {
  /** How many days before today; 0 is today at the earliest. */
  readonly pastDays: number;
  /** How many days after today. */
  readonly futureDays: number;
};

/** A product to quote: a questionnaire, a rating table, payment methods and underwriting rules, of one insurer. */
export type QuotationProduct = {
  /** The product's name in requests. */
  readonly operationCode: string;
  readonly name: string;
  /** A digest of the whole product, insurer included; a quotation pins it. */
  readonly version: string;
  readonly insurer: Insurer;
  /** ISO 3166 country or subdivision whose tax table applies. */
  readonly jurisdiction: string;
  /** The line of business in the tax table. */
  readonly line: string;
  readonly currency: string;
  /** The language of its proposals and of the texts here. */
  readonly language?: Language;
  /** The regulator's process number, printed on every proposal. */
  readonly processNumber: string;
  readonly questionnaire: Questionnaire;
  readonly rating: Rating;
  readonly paymentMethods: readonly PaymentMethod[];
  readonly underwriting: readonly UnderwritingRule[];
  /** For how many days a quotation can be edited, proposed and checked out. */
  readonly validDays: number;
  /** When START-VIGENCY-DATE may lie; any day without it. */
  readonly startWindow?: StartWindow;
};
