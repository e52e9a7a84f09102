import { daysBetween, normalizedDocument, type Instant, type PlainDate } from '@affinity-engine/kernel';
import { checkLifetime, type Plan, type Product, type CatalogueTaxRow } from '@affinity-engine/catalogue';
import { premiumOf, taxRate } from '@affinity-engine/premium';
import type { Affinity, AffinityTerms, Particular, AffinityPremium } from './affinity.js';
import { affinityError } from './errors.js';
import type { ParticularsCheck } from './ports.js';

/** The content of a certificate before the insurer has answered. */
export type Draft = {
  readonly terms: AffinityTerms;
  readonly id: string;
  readonly partnerId: string;
  readonly requestId: string;
  readonly product: Product;
  readonly plan: Plan;
  readonly renewedFrom: string | null;
  /** The day of the offer, or of a renewal: its tax rate holds. */
  readonly offeredOn: PlainDate;
};

/**
 * A pending certificate, priced for its whole term.
 * @throws LIFETIME-INVALID, TAX-RATE-UNKNOWN
 */
export function draftAffinity(
  { product, plan, terms, id, partnerId, requestId, renewedFrom, offeredOn }: Draft,
  taxes: readonly CatalogueTaxRow[],
  now: Instant,
): Affinity {
  const { lifetimeStart, lifetimeEnd } = terms;
  checkLifetime(plan, lifetimeStart, lifetimeEnd);
  const premium = premiumFor(product, plan, lifetimeStart, lifetimeEnd, taxes, offeredOn);
  return {
    id,
    partnerId,
    requestId,
    productId: product.id,
    productVersion: product.version,
    planId: plan.id,
    status: 'pending',
    certificateNumber: certificateNumber(id),
    dateEnd: null,
    holderDocument: documentOf(terms.holder),
    premium,
    paid: premium.total,
    createdAt: now,
    issuedAt: null,
    answerDueAt: null,
    cancellation: null,
    renewedFrom,
    renewedBy: null,
    version: 1,
    ...terms, // last: each new property after a spread costs V8 about 1 µs
  };
}

/** The price of a plan for a term, taxed at the rate in force on the day of the offer. @throws TAX-RATE-UNKNOWN */
export const premiumFor = (
  product: Product,
  plan: Plan,
  lifetimeStart: PlainDate,
  lifetimeEnd: PlainDate,
  taxes: readonly CatalogueTaxRow[],
  on: PlainDate,
): AffinityPremium => ({
  ...premiumOf(plan.price, {
    termDays: daysBetween(lifetimeStart, lifetimeEnd) + 1,
    taxRate: taxRate(taxes, { jurisdiction: product.jurisdiction, line: product.line, on }),
  }),
  currency: product.currency,
});

type Particulars = Pick<AffinityTerms, 'holder' | 'item'>;

/**
 * Checks holder and item against the product's own schemas.
 * @returns the terms with each date of holder and item as a day
 * @throws HOLDER-REQUIRED, ITEM-REQUIRED, HOLDER-INVALID, ITEM-INVALID with every problem listed
 */
export function checkParticulars<Terms extends Particulars>(
  product: Product,
  terms: Terms,
  check: ParticularsCheck,
  today: PlainDate,
): Terms {
  const checked: Partial<Record<keyof Particulars, Particular>> = {};
  for (const [kind, required, invalid] of [
    ['holder', 'HOLDER-REQUIRED', 'HOLDER-INVALID'],
    ['item', 'ITEM-REQUIRED', 'ITEM-INVALID'],
  ] as const) {
    const given = terms[kind];
    if (given === null) {
      if (product[kind]?.required === true) throw affinityError(required, { productId: product.id });
      continue;
    }
    const { problems, value } = check(product, kind, given, today);
    if (problems.length > 0) throw affinityError(invalid, { productId: product.id, problems });
    checked[kind] = value;
  }
  return { ...terms, ...checked };
}

/** Sixteen characters of the identifier's random end, in groups of four: unique, and short enough to read out. */
export const certificateNumber = (id: string): string =>
  id
    .replace(/[^0-9a-z]/gi, '')
    .toUpperCase()
    .slice(-16)
    .replace(/(.{4})(?=.)/g, '$1-');

const documentOf = (holder: Particular | null): string | null => {
  const written = holder?.['cpf'] ?? holder?.['cnpj'];
  return typeof written === 'string' ? normalizedDocument(written) : null;
};
