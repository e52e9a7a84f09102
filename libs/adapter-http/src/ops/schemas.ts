import { z } from 'zod';
import { insurerStanding } from '../affinity/enumerations.js';
import { producerCode } from '../affinity/schemas.js';
import { orderings } from '../edge/delivery-schemas.js';
import { eventTypes, url } from '../edge/endpoint-schemas.js';
import { feedQuery } from '../edge/feed.js';
import { enumerated, named } from '../edge/marks.js';
import { pageQuery } from '../edge/paged.js';
import { about, catalogueId, identifier, line, moment, ownId } from '../edge/schemas.js';

const name = line(120).meta(about('what people read', 'Loja Azul'));
const email = z
  .string()
  .max(254)
  .meta({ format: 'email', ...about('where it is written to', 'life@lojaazul.example') });
const phone = z
  .string()
  .max(25)
  .meta({ format: 'phone', ...about('where it is called', '+55 11 4002-8922') });
const productIds = z
  .array(catalogueId)
  .min(1)
  .max(200)
  .meta(about('what it sells', ['personal-life']));
const insurers = z
  .record(catalogueId, insurerStanding)
  .meta(about('standing by insurer; one not named is active', { 'ins-5036': 'active' }));

export const partnerBody = z
  .strictObject({
    name,
    legal_name: line(160).meta(about('the name it is registered under', 'Loja Azul Comércio Ltda.')),
    cnpj: z
      .string()
      .max(20)
      .meta({ format: 'cnpj', ...about('with or without punctuation', '11.222.333/0001-81') }),
    email,
    phone,
    product_ids: productIds,
    insurers: insurers.optional(),
  })
  .meta(named('PartnerInput', 'A partner to register'));

export const partnerChange = z
  .strictObject({
    name: name.optional(),
    email: email.optional(),
    phone: phone.optional(),
    product_ids: productIds.optional(),
    insurers: insurers.optional(),
    affinity_group_ids: z
      .array(z.string().min(1).max(200).meta(ownId))
      .max(50)
      .optional()
      .meta(about('the groups it sells under; none: it is not restricted', ['pc:6'])),
    default_producer_code: producerCode.nullish().describe('sold through where a request names no other; null: none'),
  })
  .meta(named('PartnerChange', 'What to change of a partner'));

export const brandBody = z
  .strictObject({
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .meta(about('a color dark enough for white letters, such as #15426b', '#15426b')),
    logo: z
      .string()
      .min(1)
      .max(90_000)
      .nullish()
      .meta(about('a PNG picture as Base64: at most 64 KiB and 1200 × 600 pixels; null: none', null)),
  })
  .meta(named('BrandInput', 'The color and the picture of a partner'));

export const partnerPath = z.strictObject({ partner_id: identifier.describe('the partner') });

const partnerId = identifier.describe('the partner');

export const endpointsQuery = pageQuery.extend({
  partner_id: partnerId.optional().describe('only those of this partner'),
  insurer_id: catalogueId.optional().meta(about('the endpoint of an insurer that answers by callback', 'ins-61234')),
});

export const endpointBody = z
  .strictObject({ partner_id: partnerId, url, ordering: orderings.optional(), event_types: eventTypes })
  .meta(named('WebhookEndpointInput', 'An endpoint to add'));

export const endpointPath = z.strictObject({ endpoint_id: identifier.describe('the webhook endpoint') });

export const skipBody = z
  .strictObject({
    reason: line(500).meta(about('why, for the audit trail', 'the partner has no such product any more')),
    event_id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({
        ...ownId,
        ...about('one that holds back its lane; else the head', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17'),
      }),
  })
  .meta(named('SkipInput', 'The event to pass over'));

export const auditQuery = z.strictObject({
  subject: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ ...ownId, ...about('only what happened to this', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51') }),
  actor: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ ...ownId, ...about('only what this client, or part of the engine, did', 'engine') }),
  action: z.string().min(1).max(100).optional().meta(about('only this action', 'affinity.canceled')),
  from: moment.optional().describe('from this moment on'),
  to: moment.optional().describe('before this moment'),
  cursor: z.string().min(1).max(200).optional().describe('where the reply before said it goes on'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

export const role = z.enum(['partner', 'admin', 'account']).meta(
  enumerated('ClientRole', 'What a client may do', {
    partner: 'the calls of a partner, for its own affinities and endpoints',
    admin: 'the calls of operators',
    account: 'those of an account: producer codes and agency numbers',
  }),
);

export const clientBody = z
  .strictObject({
    name: name.meta(about('what people read', 'Loja Azul, production')),
    role,
    partner_id: identifier.nullish().describe('whose calls it makes; only for the role partner'),
  })
  .meta(named('ClientInput', 'A client to create'));

export const clientPath = z.strictObject({ client_id: identifier.describe('the client') });

export const eventsQuery = feedQuery.extend({
  owner_id: z
    .string()
    .min(1)
    .max(200)
    .meta({ ...ownId, ...about('the partner, or insurer:ID for an insurer', 'insurer:ins-61234') }),
});
