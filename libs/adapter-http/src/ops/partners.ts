import { codeNamed, type AffinityGroupWork } from '@affinity-engine/affinity-group';
import {
  partnerOf,
  type AffinityWork,
  type changePartner,
  type Partner,
  type PartnerChange,
  type Products,
  type registerPartner,
} from '@affinity-engine/affinity';
import { isDomainError, normalizedDocument } from '@affinity-engine/kernel';
import type { z } from 'zod';
import { faulty } from '../edge/errors.js';
import { route, type Route } from '../edge/route.js';
import { paged, pageQuery, type ListOf } from '../edge/paged.js';
import * as schemas from './schemas.js';

export type PartnerUseCases = {
  readonly work: AffinityWork;
  readonly products: Products;
  readonly groupWork: AffinityGroupWork;
  readonly partners: ListOf<Partner>;
  readonly registerPartner: ReturnType<typeof registerPartner>;
  readonly changePartner: ReturnType<typeof changePartner>;
};

const roles = ['admin'] as const;

/** Partners, as an operator keeps them. */
export const partnerRoutes = (its: PartnerUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/partners',
    operationId: 'listPartners',
    summary: 'All partners',
    tag: 'Operators',
    roles,
    query: pageQuery,
    answer: schemas.partnersAnswer,
    act: ({ query }) => paged(its.partners, query, partnerWire),
  }),
  route({
    method: 'post',
    path: '/ops/v1/partners',
    operationId: 'createPartner',
    summary: 'Register a partner; its events wait from now on',
    tag: 'Operators',
    roles,
    body: schemas.partnerBody,
    answer: schemas.partnerAnswer,
    status: 201,
    idempotent: true,
    act: async ({ body, caller, once }) => {
      checkCatalogue(its.products, body);
      const partner = {
        name: body.name,
        legalName: body.legal_name,
        cnpj: normalizedDocument(body.cnpj) ?? body.cnpj,
        email: body.email,
        phone: body.phone,
        productIds: body.product_ids,
        standings: body.insurers ?? {},
        affinityGroupIds: [],
        defaultProducerCode: null,
      };
      return partnerWire(await its.registerPartner(partner, caller.clientId, once(partnerWire)));
    },
  }),
  route({
    method: 'get',
    path: '/ops/v1/partners/{partner_id}',
    operationId: 'getPartner',
    summary: 'One partner',
    tag: 'Operators',
    roles,
    params: schemas.partnerPath,
    answer: schemas.partnerAnswer,
    act: async ({ params }) =>
      partnerWire(await its.work.run(({ partners }) => partnerOf(partners, params.partner_id))),
  }),
  route({
    method: 'patch',
    path: '/ops/v1/partners/{partner_id}',
    operationId: 'changePartner',
    summary: 'Change what a partner sells, how it stands with insurers, and which groups it sells under',
    tag: 'Operators',
    roles,
    params: schemas.partnerPath,
    body: schemas.partnerChange,
    answer: schemas.partnerAnswer,
    idempotent: true,
    act: async ({ params, body, caller, once }) => {
      checkCatalogue(its.products, body);
      const changes: PartnerChange = {
        ...(await groupChanges(its.groupWork, body)),
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.email === undefined ? {} : { email: body.email }),
        ...(body.phone === undefined ? {} : { phone: body.phone }),
        ...(body.product_ids === undefined ? {} : { productIds: body.product_ids }),
        ...(body.insurers === undefined ? {} : { standings: body.insurers }),
      };
      return partnerWire(await its.changePartner(params.partner_id, changes, caller.clientId, once(partnerWire)));
    },
  }),
];

const partnerWire = (partner: Partner) => ({
  id: partner.id,
  name: partner.name,
  legal_name: partner.legalName,
  cnpj: partner.cnpj,
  email: partner.email,
  phone: partner.phone,
  product_ids: partner.productIds,
  insurers: partner.standings,
  affinity_group_ids: partner.affinityGroupIds,
  default_producer_code: partner.defaultProducerCode,
  created_at: partner.createdAt,
});

/** The groups and the code a partner is to sell under, each of them known; the code by its identifier. @throws INPUT-INVALID */
const groupChanges = (
  work: AffinityGroupWork,
  { affinity_group_ids: ids, default_producer_code: named }: z.output<typeof schemas.partnerChange>,
): Promise<PartnerChange> =>
  work.run(async ({ groups, codes }) => {
    const found = await Promise.all((ids ?? []).map((id) => groups.find(id)));
    const code = typeof named === 'string' ? await codeNamed(codes, named).catch(nullWhereRefused) : null;
    const faults = [
      ...found.flatMap((group, at) =>
        group === null ? [{ path: `affinity_group_ids[${at}]`, expected: 'an affinity group there is' }] : [],
      ),
      ...(typeof named === 'string' && code === null
        ? [{ path: 'default_producer_code', expected: 'a producer code there is' }]
        : []),
    ];
    if (faults.length > 0) throw faulty(faults);
    return {
      ...(ids === undefined ? {} : { affinityGroupIds: [...new Set(ids)] }),
      ...(named === undefined ? {} : { defaultProducerCode: code?.id ?? null }),
    };
  });

function nullWhereRefused(thrown: unknown): null {
  if (isDomainError(thrown)) return null;
  throw thrown;
}

/** Only what the catalogue holds can be sold. @throws INPUT-INVALID */
function checkCatalogue(products: Products, body: z.output<typeof schemas.partnerChange>): void {
  const { products: known, insurers } = products.current();
  const ids = known.map(({ id }) => id);
  const insurerIds = insurers.map(({ id }) => id);
  const faults = [
    ...(body.product_ids ?? [])
      .map((id, index) => ({ id, path: `product_ids[${index}]` }))
      .filter(({ id }) => !ids.includes(id))
      .map(({ path }) => ({ path, expected: `one of ${ids.join(', ')}` })),
    ...Object.keys(body.insurers ?? {})
      .filter((id) => !insurerIds.includes(id))
      .map((id) => ({ path: `insurers.${id}`, expected: `one of ${insurerIds.join(', ')}` })),
  ];
  if (faults.length > 0) throw faulty(faults);
}
