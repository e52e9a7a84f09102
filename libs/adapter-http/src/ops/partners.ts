import type { Partner, PartnerChange } from '@affinity-engine/affinity';
import { normalizedDocument } from '@affinity-engine/kernel';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import * as schemas from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Operators manage partners. */
export const partnerRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/partners',
    operationId: 'listPartners',
    summary: 'All partners',
    query: pageQuery,
    answer: schemas.partnersAnswer,
    act: ({ query }) => paged(useCases.lists.partners, query),
    present: pageOf<Partner>(partnerWire),
  }),
  route({
    call: 'POST /ops/v1/partners',
    operationId: 'createPartner',
    summary: 'Register a partner; its events wait from now on',
    body: schemas.partnerBody,
    answer: schemas.partnerAnswer,
    status: 201,
    idempotent: true,
    act: ({ body, caller, once }) => {
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
      return useCases.registerPartner(partner, caller.clientId, once);
    },
    present: partnerWire,
  }),
  route({
    call: 'GET /ops/v1/partners/{partner_id}',
    operationId: 'getPartner',
    summary: 'One partner',
    params: schemas.partnerPath,
    answer: schemas.partnerAnswer,
    act: ({ params }) => useCases.readPartner(params.partner_id),
    present: partnerWire,
  }),
  route({
    call: 'PATCH /ops/v1/partners/{partner_id}',
    operationId: 'changePartner',
    summary: 'Change what a partner sells, how it stands with insurers, and which groups it sells under',
    params: schemas.partnerPath,
    body: schemas.partnerChange,
    answer: schemas.partnerAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) => {
      const changes: PartnerChange = {
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.email === undefined ? {} : { email: body.email }),
        ...(body.phone === undefined ? {} : { phone: body.phone }),
        ...(body.product_ids === undefined ? {} : { productIds: body.product_ids }),
        ...(body.insurers === undefined ? {} : { standings: body.insurers }),
        ...(body.affinity_group_ids === undefined ? {} : { affinityGroupIds: body.affinity_group_ids }),
        ...(body.default_producer_code === undefined ? {} : { defaultProducerCode: body.default_producer_code }),
      };
      return useCases.changePartner(params.partner_id, changes, caller.clientId, once);
    },
    present: partnerWire,
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
