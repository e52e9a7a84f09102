import { decimal, type Ids, type Instant, type PlainDate, type Ratio } from '@affinity-engine/kernel';
import { offersOf, priceOf, taxRate, type Offer, type PaymentTerms, type TaxRow } from '@affinity-engine/premium';
import { valuesOf, type Value, type Values, type Variant } from '@affinity-engine/questionnaire';
import { codes } from './codes.js';
import type { PaymentMethod, QuotationProduct } from './product.js';
import type { PaymentOption, PricedVariant, Quotation } from './quotation.js';
import { ratedNet } from './rating.js';
import { underwrite } from './underwriting.js';

/** When prices are made, and what counts then. */
export type Pricing = {
  readonly taxes: readonly TaxRow[];
  readonly now: Instant;
  readonly today: PlainDate;
  /** The day of the month the customer chose, where that is known. */
  readonly dueDay?: number;
};

/**
 * Prices every variant of the answers. Where a variant was priced before and nothing of its price has changed, it keeps
 * its identifiers; otherwise it has new ones, and those offered before fit no longer.
 *
 * @param values the answers to contracting
 * @throws RATE-MISSING, TAX-RATE-UNKNOWN
 */
export function priceVariants(
  product: QuotationProduct,
  values: Values,
  pricing: Pricing,
  before: readonly PricedVariant[],
  ids: Ids,
): readonly PricedVariant[] {
  const { jurisdiction, line } = product;
  const rate = taxRate(pricing.taxes, { jurisdiction, line, on: pricing.today });
  const variants = (values.get(codes.variants) ?? []) as readonly Variant[];
  return variants.map((answers) => {
    const fresh = pricedVariant(product, values, answers, rate, pricing);
    const known = before.find((each) => samePrice(each, fresh));
    return known === undefined ? named(fresh, ids) : keepingIds(fresh, known);
  });
}

/** The variants whose offers were told: the last ones, and those of contracting where a proposal has changed them. */
export const everOffered = ({ variants, contracted }: Quotation): readonly PricedVariant[] => [
  ...variants,
  ...contracted,
];

type Unnamed = Omit<PricedVariant, 'id' | 'paymentOptions'> & {
  readonly paymentOptions: readonly { readonly method: string; readonly offers: readonly Offer[] }[];
};

function pricedVariant(
  product: QuotationProduct,
  values: Values,
  answers: Variant,
  rate: Ratio,
  { now, dueDay }: Pricing,
): Unnamed {
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

const named = (fresh: Unnamed, ids: Ids): PricedVariant => ({
  ...fresh,
  id: ids.next(),
  paymentOptions: fresh.paymentOptions.map(({ method, offers }) => ({
    method,
    offers: offers.map((offer) => ({ ...offer, id: ids.next() })),
  })),
});

/** Only due dates may differ from those offered before. */
const keepingIds = (fresh: Unnamed, known: PricedVariant): PricedVariant => ({
  ...fresh,
  id: known.id,
  paymentOptions: fresh.paymentOptions.map(({ method, offers }, option) => ({
    method,
    offers: offers.map((offer, at) => ({ ...offer, id: known.paymentOptions[option]?.offers[at]?.id ?? '' })),
  })),
});

const samePrice = (one: PricedVariant, other: Unnamed): boolean => fingerprintOf(one) === fingerprintOf(other);

/** Everything a price says but when it is due, and what it is called. */
const fingerprintOf = ({ answers, price, loading, paymentOptions }: Unnamed): string =>
  JSON.stringify([answers.map(({ code, answer }) => [code, answer]), price, loading, paymentOptions.map(amountsOf)]);

const amountsOf = ({ method, offers }: PaymentOption | Unnamed['paymentOptions'][number]) => [
  method,
  offers.map(({ count, net, interest, tax, total, commission, installmentValue }) => [
    ...[count, net, interest, tax, total, commission, installmentValue],
  ]),
];
