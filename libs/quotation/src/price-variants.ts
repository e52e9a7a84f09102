import type { Ids } from '@affinity-engine/kernel';
import { variantPrices } from '@affinity-engine/quotation-product';
import type { Pricing, QuotationProduct, VariantPrice } from '@affinity-engine/quotation-product';
import type { Values } from '@affinity-engine/questionnaire';
import { proposalOf } from './parts-of.js';
import type { PricedVariant, Quotation } from './quotation.js';

/**
 * Prices every variant. A variant whose earlier price is unchanged keeps its identifiers; otherwise it gets new ones,
 * and those offered before are no longer valid.
 *
 * @param values the answers to contracting
 * @throws RATE-MISSING, TAX-RATE-UNKNOWN
 */
export const priceVariants = (
  product: QuotationProduct,
  values: Values,
  pricing: Pricing,
  before: readonly PricedVariant[],
  ids: Ids,
): readonly PricedVariant[] =>
  variantPrices(product, values, pricing).map((fresh) => {
    const known = before.find((each) => samePrice(each, fresh));
    return known === undefined ? withNewIds(fresh, ids) : withIdsOf(known, fresh);
  });

/** Every variant offered to a caller: the last ones, and those of contracting if a proposal changed them. */
export const previouslyOffered = (quotation: Quotation): readonly PricedVariant[] => [
  ...quotation.variants,
  ...(proposalOf(quotation)?.contracted ?? []),
];

const withNewIds = (fresh: VariantPrice, ids: Ids): PricedVariant => ({
  ...fresh,
  id: ids.next(),
  paymentOptions: fresh.paymentOptions.map(({ method, offers }) => ({
    method,
    offers: offers.map((offer) => ({ ...offer, id: ids.next() })),
  })),
});

/** Only due dates may differ from those offered before. */
const withIdsOf = (known: PricedVariant, fresh: VariantPrice): PricedVariant => ({
  ...fresh,
  id: known.id,
  paymentOptions: fresh.paymentOptions.map(({ method, offers }, option) => ({
    method,
    offers: offers.map((offer, at) => ({ ...offer, id: known.paymentOptions[option]?.offers[at]?.id ?? '' })),
  })),
});

const samePrice = (one: VariantPrice, other: VariantPrice): boolean => fingerprintOf(one) === fingerprintOf(other);

/** The whole price without due dates and identifiers. */
const fingerprintOf = ({ answers, price, loading, paymentOptions }: VariantPrice): string =>
  JSON.stringify([answers.map(({ code, answer }) => [code, answer]), price, loading, paymentOptions.map(amountsOf)]);

const amountsOf = ({ method, offers }: VariantPrice['paymentOptions'][number]) => [
  method,
  offers.map(({ count, net, interest, tax, total, commission, installmentValue }) => [
    ...[count, net, interest, tax, total, commission, installmentValue],
  ]),
];
