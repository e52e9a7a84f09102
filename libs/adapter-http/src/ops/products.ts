import type { LoadedVersion, PreviewInput, ProductPreview, ProductWithTaxes } from '@affinity-engine/affinity';
import { daysCovered, languageOf, type Product } from '@affinity-engine/catalogue';
import { civilDate, type Problem } from '@affinity-engine/kernel';
import { particularsWire } from '../affinity/portable-schema.js';
import { inputInvalid } from '../edge/errors.js';
import { routesFor, type File, type Route } from '../edge/route.js';
import * as schemas from './product-schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

const path = '/ops/v1/products';

/** The products of the catalogue, and sales that are tried out: nothing is kept of them. */
export const productRoutes = ({
  products,
  listProductVersions,
  readProductVersion,
  previewProduct,
  printSpecimen,
}: OpsUseCases): readonly Route[] => {
  const isCurrent = ({ id, version }: Pick<Product, 'id' | 'version'>): boolean =>
    products.current().products.some((each) => each.id === id && each.version === version);
  return [
    route({
      call: `GET ${path}`,
      operationId: 'listCatalogueProducts',
      summary: 'The products of today’s catalogue, all or those of one insurer',
      description: 'The catalogue is read when the engine starts. Products that are quoted are not among them.',
      query: schemas.productsQuery,
      answer: schemas.products,
      act: async ({ query: { insurer_id: insurerId } }) =>
        products.current().products.filter(({ insurer }) => insurerId === undefined || insurer.id === insurerId),
      present: (found: readonly Product[]) => ({
        items: found.map((product) => ({ ...productWire(product), plan_ids: product.plans.map(({ id }) => id) })),
      }),
    }),
    route({
      call: `GET ${path}/{product_id}/versions`,
      operationId: 'listCatalogueProductVersions',
      summary: 'Every version of a product that was ever loaded, the newest first',
      description: 'Certificates name the version that was contracted.',
      params: schemas.productPath,
      answer: schemas.productVersions,
      act: async ({ params: { product_id: id } }) => ({ id, versions: await listProductVersions(id) }),
      present: ({ id, versions }: { readonly id: string; readonly versions: readonly LoadedVersion[] }) => ({
        items: versions.map(({ version, loadedAt }) => ({
          version,
          loaded_at: loadedAt,
          is_current: isCurrent({ id, version }),
        })),
      }),
    }),
    route({
      call: `GET ${path}/{product_id}/versions/{version}`,
      operationId: 'getCatalogueProductVersion',
      summary: 'One version of a product: plans, what it asks of holder and item, terms, taxes',
      description: 'Today’s, or any that was loaded before: certificates name the version that was contracted.',
      params: schemas.versionPath,
      answer: schemas.productVersion,
      act: ({ params }) => readProductVersion(params.product_id, params.version),
      present: ({ product, taxes }: ProductWithTaxes) => ({
        ...productWire(product),
        is_current: isCurrent(product),
        process_number: product.processNumber,
        group_policy_number: product.groupPolicyNumber,
        broker_name: product.broker.name,
        plans: product.plans.map(({ price, lifetimeDays, ...plan }) => ({
          ...{ id: plan.id, name: plan.name, assists: plan.assists, coverages: plan.coverages },
          ...{ net: price.net, fees: price.fees, period_days: price.periodDays, lifetime_days: lifetimeDays ?? null },
        })),
        particulars: particularsWire(product),
        general_conditions: product.generalConditions,
        prize_draw: drawWire(product),
        taxes: taxes.map(({ from, rate }) => ({ from, rate })),
      }),
    }),
    route({
      call: `POST ${path}/{product_id}/preview`,
      operationId: 'previewCatalogueProduct',
      summary: 'Try a sale out: everything that is wrong with it, and what it would cost',
      description:
        'Nothing is kept. Whether a partner may sell it is another question: `POST /ops/v1/eligibility-checks`.',
      params: schemas.productPath,
      body: schemas.previewBody,
      answer: schemas.preview,
      act: ({ params, body }) => previewProduct(inputOf(params.product_id, body)),
      present: ({ product, problems, priced }: ProductPreview) => ({
        product_id: product.id,
        version: product.version,
        faults: problems.map(onWire).map(({ path: at, expected }) => ({ path: at, expected })),
        premium: priced === null ? null : premiumWire(priced),
      }),
    }),
    route({
      call: `POST ${path}/{product_id}/preview/document`,
      operationId: 'printSpecimen',
      summary: 'The certificate that a sale would print, as PDF, marked as a specimen on every page',
      description: 'For a sale in which the preview finds nothing wrong; otherwise refused, by the same paths.',
      params: schemas.productPath,
      body: schemas.previewBody,
      answer: { contentType: 'application/pdf' },
      act: async ({ params, body }): Promise<File> => {
        const { specimen, problems } = await printSpecimen(inputOf(params.product_id, body));
        if (specimen === null) throw inputInvalid(problems.map(onWire));
        return { contentType: 'application/pdf', name: 'specimen.pdf', bytes: specimen };
      },
      present: (document: File) => document,
    }),
  ];
};

const inputOf = (productId: string, body: schemas.PreviewBody): PreviewInput => ({
  productId,
  version: body.version ?? undefined,
  planId: body.plan_id ?? undefined,
  lifetimeStart: civilDate(body.lifetime_start),
  lifetimeEnd: typeof body.lifetime_end === 'string' ? civilDate(body.lifetime_end) : undefined,
  holder: body.affinity_holder ?? null,
  item: body.item ?? null,
});

const productWire = (product: Product) => ({
  id: product.id,
  version: product.version,
  name: product.name,
  insurer_id: product.insurer.id,
  insurer_name: product.insurer.name,
  jurisdiction: product.jurisdiction,
  line: product.line,
  currency: product.currency,
  language: languageOf(product),
  is_asynchronous: product.asynchronous,
});

function drawWire({ prizeDraw }: Product) {
  if (prizeDraw === undefined) return null;
  const { title, processNumber, regulation } = prizeDraw;
  return { title, process_number: processNumber, regulation };
}

const premiumWire = ({ plan, lifetimeStart, lifetimeEnd, premium }: NonNullable<ProductPreview['priced']>) => ({
  plan_id: plan.id,
  lifetime_start: lifetimeStart,
  lifetime_end: lifetimeEnd,
  term_days: daysCovered(lifetimeStart, lifetimeEnd),
  ...premium,
});

/** Problems of the check have the names of the wire already. */
const wireNames: Readonly<Record<string, string>> = {
  planId: 'plan_id',
  lifetimeStart: 'lifetime_start',
  lifetimeEnd: 'lifetime_end',
  holder: 'affinity_holder',
};

const onWire = (problem: Problem): Problem => ({ ...problem, path: wireNames[problem.path] ?? problem.path });
