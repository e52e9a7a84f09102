import { premiumFor, type OfferedProduct, type Partner, type PreparedAffinity } from '@affinity-engine/affinity';
import { addDays, type PlainDate } from '@affinity-engine/kernel';
import { languageOf, type Plan, type Product, type CatalogueTaxRow } from '@affinity-engine/catalogue';
import { particularsWire } from './portable-schema.js';

/** The complete data of a partner, with the products it offers. */
export const partnerWire = (partner: Partner, offered: readonly OfferedProduct[]) => ({
  customer: {
    id: partner.id,
    name: partner.name,
    legal_name: partner.legalName,
    cnpj: partner.cnpj,
    email: partner.email,
    phone: partner.phone,
    created_at: partner.createdAt,
  },
  products: offered.map(({ product, product: { insurer }, standing }) => ({
    id: product.id,
    name: product.name,
    assists: distinct(product.plans.flatMap(({ assists }) => assists)),
    coverages: distinct(product.plans.flatMap(({ coverages }) => coverages)),
    insurer: { id: insurer.id, name: insurer.name, susep_code: insurer.susepCode ?? null, status: standing },
    language: languageOf(product),
    particulars: particularsWire(product),
  })),
});

/** The plans of a request, each with its price for one period, taxed as of today. */
export const requestWire = (
  { request, product }: PreparedAffinity,
  taxes: readonly CatalogueTaxRow[],
  today: PlainDate,
) => ({
  id: request.id,
  expires_at: request.expiresAt,
  particulars: particularsWire(product),
  plans: product.plans.map((plan) => ({
    id: plan.id,
    name: plan.name,
    assists: plan.assists,
    coverages: plan.coverages,
    premium: planPremium(product, plan, taxes, today),
    lifetime_days: plan.lifetimeDays ?? null,
  })),
});

function planPremium(product: Product, plan: Plan, taxes: readonly CatalogueTaxRow[], today: PlainDate) {
  const period = plan.price.periodDays;
  return { ...premiumFor(product, plan, today, addDays(today, period - 1), taxes, today), period_days: period };
}

/** Each coverage once. One that several plans share, with different limits for example, is as in the first plan. */
const distinct = <Named extends { readonly id: string }>(all: readonly Named[]): readonly Named[] =>
  [...new Map([...all].reverse().map((each) => [each.id, each])).values()].reverse();
