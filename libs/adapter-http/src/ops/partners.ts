import type { Partner } from '@affinity-engine/affinity';
import { normalizedDocument } from '@affinity-engine/kernel';
import { fromWire, toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import * as answers from './answers.js';
import * as schemas from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Operators manage partners. */
export const partnerRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/partners',
    operationId: 'listPartners',
    summary: 'All partners',
    description: 'In the order of their ids.',
    query: pageQuery,
    answer: answers.partners,
    act: ({ query }) => paged(useCases.lists.partners, query),
    present: pageOf<Partner>(partnerWire),
  }),
  route({
    call: 'POST /ops/v1/partners',
    operationId: 'createPartner',
    summary: 'Register a partner; its events wait from now on',
    description: 'It gets one webhook endpoint without a url.',
    body: schemas.partnerBody,
    answer: answers.partner,
    status: 201,
    idempotent: true,
    act: ({ body, caller, once }) => {
      const { insurers: standings = {}, cnpj, ...rest } = fromWire(body);
      const unrestricted = { affinityGroupIds: [], defaultProducerCode: null };
      const partner = { ...rest, ...unrestricted, standings, cnpj: normalizedDocument(cnpj) ?? cnpj };
      return useCases.registerPartner(partner, caller.clientId, once);
    },
    present: partnerWire,
  }),
  route({
    call: 'GET /ops/v1/partners/{partner_id}',
    operationId: 'getPartner',
    summary: 'One partner',
    description: 'By its identifier.',
    params: schemas.partnerPath,
    answer: answers.partner,
    act: ({ params }) => useCases.readPartner(params.partner_id),
    present: partnerWire,
  }),
  route({
    call: 'PATCH /ops/v1/partners/{partner_id}',
    operationId: 'changePartner',
    summary: 'Change what a partner sells, how it stands with insurers, and which groups it sells under',
    description: 'What is left out stays. A list is replaced; of `insurers` those that are named change.',
    params: schemas.partnerPath,
    body: schemas.partnerChange,
    answer: answers.partner,
    idempotent: true,
    act: ({ params, body, caller, once }) => {
      const { insurers: standings, ...rest } = fromWire(body);
      const changes = standings === undefined ? rest : { ...rest, standings };
      return useCases.changePartner(params.partner_id, changes, caller.clientId, once);
    },
    present: partnerWire,
  }),
];

const fieldsWire = toWire(answers.partner);
const partnerWire = (partner: Partner) => fieldsWire({ ...partner, insurers: partner.standings });
