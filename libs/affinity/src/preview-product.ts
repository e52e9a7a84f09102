import {
  lastDayOf,
  lifetimeProblems,
  planOf,
  productOf,
  type CatalogueTaxRow,
  type Plan,
  type Product,
} from '@affinity-engine/catalogue';
import { isDomainError, type Clock, type PlainDate, type Problem } from '@affinity-engine/kernel';
import type { AffinityPremium, DocumentFacts, Particular, Partner } from './affinity.js';
import { termsOf } from './contract-affinity.js';
import { draftAffinity, premiumFor } from './draft-affinity.js';
import { affinityError } from './errors.js';
import type { Documents, LoadedVersion, ParticularsCheck, Products } from './ports.js';

/** A sale that is tried out; nothing is kept of it. */
export type PreviewInput = {
  readonly productId: string;
  /** Today's by default. */
  readonly version?: string | undefined;
  readonly planId?: string | undefined;
  readonly lifetimeStart: PlainDate;
  /** Not needed where the plan fixes it. */
  readonly lifetimeEnd?: PlainDate | undefined;
  readonly holder: Particular | null;
  readonly item: Particular | null;
};

export type ProductPreview = {
  readonly product: Product;
  /** Everything that is wrong, by path: `planId`, `lifetimeEnd`, `holder`, those of the check. Empty: it could be sold so. */
  readonly problems: readonly Problem[];
  /** Null where the plan or the days are wrong: there is no price then. */
  readonly priced: PricedCover | null;
  /** With each date of them as a day. */
  readonly holder: Particular | null;
  readonly item: Particular | null;
};

export type PricedCover = {
  readonly plan: Plan;
  readonly lifetimeStart: PlainDate;
  readonly lifetimeEnd: PlainDate;
  readonly premium: AffinityPremium;
};

type PreviewPorts = {
  readonly products: Products;
  readonly checkParticulars: ParticularsCheck;
  readonly clock: Clock;
};

/** A product of the catalogue: today's version, or one that was loaded before. */
async function found(products: Products, id: string, version: string | undefined): Promise<Product> {
  try {
    return version === undefined ? productOf(products.current(), id) : await products.at(id, version);
  } catch (thrown) {
    if (!isDomainError(thrown) || thrown.code !== 'PRODUCT-UNKNOWN') throw thrown;
    throw affinityError('PRODUCT-VERSION-UNKNOWN', { productId: id });
  }
}

/** A version of a product, with the tax rates of its business. */
export type ProductWithTaxes = { readonly product: Product; readonly taxes: readonly CatalogueTaxRow[] };

/** A version of a product, with all tax rates of its business, as the catalogue has them. @throws PRODUCT-VERSION-UNKNOWN */
export const readProductVersion =
  (products: Products) =>
  async (id: string, version: string): Promise<ProductWithTaxes> => {
    const product = await found(products, id, version);
    const { jurisdiction, line } = product;
    const isIts = (row: CatalogueTaxRow) => row.jurisdiction === jurisdiction && row.line === line;
    return { product, taxes: products.current().taxes.filter(isIts) };
  };

/** Every version of a product that was ever loaded, the newest first. @throws PRODUCT-VERSION-UNKNOWN for an unknown product */
export const listProductVersions =
  (products: Products) =>
  async (id: string): Promise<readonly LoadedVersion[]> => {
    const versions = await products.versionsOf(id);
    if (versions.length === 0) throw affinityError('PRODUCT-VERSION-UNKNOWN', { productId: id });
    return versions;
  };

/** Tries a sale out: every problem, and what it would cost. @throws PRODUCT-VERSION-UNKNOWN, TAX-RATE-UNKNOWN */
export const previewProduct =
  ({ products, checkParticulars, clock }: PreviewPorts) =>
  async (input: PreviewInput): Promise<ProductPreview> => {
    const product = await found(products, input.productId, input.version);
    const today = clock.today();
    const problems: Problem[] = [];
    const plan = chosen(product, input.planId, problems);
    const lifetimeEnd = plan === null ? null : lastDay(plan, input, problems);
    const checked = { holder: input.holder, item: input.item };
    for (const kind of ['holder', 'item'] as const) {
      const given = input[kind];
      if (given === null) {
        if (product[kind]?.required === true) problems.push({ path: kind, expected: 'an object', kind: 'missing' });
        continue;
      }
      const { problems: wrong, value } = checkParticulars(product, kind, given, today);
      problems.push(...wrong);
      checked[kind] = value;
    }
    const { lifetimeStart } = input;
    const { taxes } = products.current();
    const priced =
      plan === null || lifetimeEnd === null
        ? null
        : {
            plan,
            lifetimeStart,
            lifetimeEnd,
            premium: premiumFor(product, plan, lifetimeStart, lifetimeEnd, taxes, today),
          };
    return { product, problems, priced, ...checked };
  };

/** Names nothing that exists: its certificate number is all zeros. */
const specimenId = '00000000-0000-0000-0000-000000000000';

/**
 * The certificate that a sale would print, marked as a specimen on every page; null where something is wrong with it.
 * @throws PRODUCT-VERSION-UNKNOWN, TAX-RATE-UNKNOWN
 */
export const printSpecimen = (ports: PreviewPorts, documents: Documents) => {
  const preview = previewProduct(ports);
  return async (input: PreviewInput): Promise<ProductPreview & { readonly specimen: Uint8Array | null }> => {
    const tried = await preview(input);
    const facts = tried.problems.length > 0 || tried.priced === null ? null : specimenFacts(ports, tried, tried.priced);
    return { ...tried, specimen: facts === null ? null : await documents.render('certificate', facts) };
  };
};

function specimenFacts(
  { products, clock }: PreviewPorts,
  { product, holder, item }: ProductPreview,
  { plan, lifetimeStart, lifetimeEnd }: PricedCover,
): DocumentFacts {
  const terms = termsOf({ lifetimeStart, lifetimeEnd, holder, item });
  const draft = { terms, product, plan, id: specimenId, partnerId: specimenId, requestId: specimenId };
  const { taxes } = products.current();
  const affinity = draftAffinity({ ...draft, renewedFrom: null, offeredOn: clock.today() }, taxes, clock.now());
  const partner: Partner = {
    ...{ id: specimenId, name: '–', legalName: '–', cnpj: '0'.repeat(14), email: '–', phone: '–' },
    ...{ productIds: [product.id], standings: {}, affinityGroupIds: [], defaultProducerCode: null },
    ...{ createdAt: affinity.createdAt, version: 1 },
  };
  return { affinity, partner, product, plan, isSpecimen: true };
}

function chosen(product: Product, planId: string | undefined, problems: Problem[]): Plan | null {
  try {
    return planOf(product, planId);
  } catch (thrown) {
    if (!isDomainError(thrown)) throw thrown;
    const ids = product.plans.map(({ id }) => id).join(', ');
    const isMissing = thrown.code === 'PLAN-REQUIRED';
    problems.push({ path: 'planId', expected: `one of ${ids}`, ...(isMissing ? { kind: 'missing' as const } : {}) });
    return null;
  }
}

/** The last day of cover, null where it is not given or is not one of the plan. */
function lastDay(plan: Plan, { lifetimeStart, lifetimeEnd }: PreviewInput, problems: Problem[]): PlainDate | null {
  const last = lifetimeEnd ?? fixedLastDay(plan, lifetimeStart, problems);
  if (last === null) return null;
  const wrong = lifetimeProblems(plan, lifetimeStart, last);
  problems.push(...wrong.map((sentence) => ({ path: 'lifetimeEnd', expected: `another day: ${sentence}` })));
  return wrong.length === 0 ? last : null;
}

function fixedLastDay(plan: Plan, start: PlainDate, problems: Problem[]): PlainDate | null {
  const missing = { path: 'lifetimeEnd', expected: 'the last day of cover', kind: 'missing' } as const;
  try {
    const last = lastDayOf(plan, start);
    if (last === undefined) problems.push(missing);
    return last ?? null;
  } catch (thrown) {
    if (!isDomainError(thrown) || thrown.code !== 'LIFETIME-INVALID') throw thrown;
    problems.push({ path: 'lifetimeStart', expected: thrown.message });
    return null;
  }
}
