import { decimal, type Instant, type PlainDate, type Ratio } from '@affinity-engine/kernel';
import { offersOf, priceOf, taxRate } from '@affinity-engine/premium';
import type { Offer, PaymentTerms, Price, TaxRow } from '@affinity-engine/premium';
import { valuesOf, type Value, type Values, type Variant } from '@affinity-engine/questionnaire';
import { codes } from './codes.js';
import type { PaymentMethod, QuotationProduct } from './product.js';
import { ratedNet } from './rating.js';
import { underwrite, type Underwriting } from './underwriting.js';

/** The moment, day and tax table of a price. */
export type Pricing = {
  readonly taxes: readonly TaxRow[];
  readonly now: Instant;
  readonly today: PlainDate;
  /** The day of the month the customer chose, if any. */
  readonly dueDay?: number;
};

/** One variant of the cover with its price and every way to pay it. Amounts are minor units. */
export type VariantPrice = {
  readonly answers: Variant;
  readonly underwriting: Underwriting;
  readonly price: Price;
  /** The loading on the rated net, in percent as exact text. */
  readonly loading: string;
  readonly paymentOptions: readonly { readonly method: string; readonly offers: readonly Offer[] }[];
};

/**
 * The price of every variant, in the order of the answers. Declined variants have a price too.
 *
 * @param values the answers to contracting
 * @throws RATE-MISSING, TAX-RATE-UNKNOWN
 */
export function variantPrices(product: QuotationProduct, values: Values, pricing: Pricing): readonly VariantPrice[] {
  const { jurisdiction, line } = product;
  const rate = taxRate(pricing.taxes, { jurisdiction, line, on: pricing.today });
  const variants = (values.get(codes.variants) ?? []) as readonly Variant[];
  return variants.map((answers) => variantPrice(product, values, answers, rate, pricing));
}

function variantPrice(
  product: QuotationProduct,
  values: Values,
  answers: Variant,
  rate: Ratio,
  { now, dueDay }: Pricing,
): VariantPrice {
  const all: Values = new Map([...values, ...valuesOf(answers)]);
  const loading = textOf(values.get(codes.loading)) ?? '0';
  const commission = textOf(values.get(codes.commission));
  const charge = {
    net: ratedNet(product.rating, all),
    taxRate: rate,
    loading,
    ...(commission === undefined ? {} : { commission }),
  };
  const timing = { executed: now, ...(dueDay === undefined ? {} : { dueDay }) };
  return {
    answers,
    underwriting: underwrite(product.underwriting, all),
    price: priceOf(charge),
    loading,
    paymentOptions: product.paymentMethods.map((method) => ({
      method: method.method,
      offers: offersOf(charge, termsOf(method), timing),
    })),
  };
}

const termsOf = ({ cap, minimum, interest }: PaymentMethod): PaymentTerms => ({
  cap,
  minimum,
  ...(interest === undefined ? {} : { interest: { ...interest, monthly: decimal(interest.monthly) } }),
});

const textOf = (value: Value | undefined): string | undefined => (value === undefined ? undefined : String(value));
