import { affinityEventTypes } from '@affinity-engine/affinity';
import { z } from 'zod';
import { feedQuery } from '../edge/feed.js';
import { producerCode } from '../affinity/schemas.js';
import { catalogueId, identifier, instantText, line, ownId } from '../edge/schemas.js';
import { orderings } from '../edge/deliveries.js';
import { pageQuery } from '../edge/paged.js';

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    reference: z.string(),
    faults: z.array(z.object({ path: z.string(), expected: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

const standing = z.enum(['active', 'suspended', 'pending']);

export const partnerAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    legal_name: z.string(),
    cnpj: z.string(),
    email: z.string(),
    phone: z.string(),
    product_ids: z.array(z.string()),
    insurers: z.record(z.string(), standing).describe('standing by insurer; one not named is active'),
    affinity_group_ids: z.array(z.string()).describe('the groups it sells under; none: it is not restricted'),
    default_producer_code: z.string().nullable().describe('sold through where a request names no other'),
    created_at: instantText,
  })
  .meta({ id: 'Partner' });

export const partnersAnswer = z.object({ items: z.array(partnerAnswer), cursor: z.string().nullable() });

const productIds = z.array(catalogueId).min(1).max(200);
const insurers = z.record(catalogueId, standing);

export const partnerBody = z.strictObject({
  name: line(120),
  legal_name: line(160),
  cnpj: z.string().max(20).meta({ format: 'cnpj' }),
  email: z.string().max(254).meta({ format: 'email' }),
  phone: z.string().max(25).meta({ format: 'phone' }),
  product_ids: productIds,
  insurers: insurers.optional(),
});

export const partnerChange = z.strictObject({
  name: line(120).optional(),
  email: z.string().max(254).meta({ format: 'email' }).optional(),
  phone: z.string().max(25).meta({ format: 'phone' }).optional(),
  product_ids: productIds.optional(),
  insurers: insurers.optional(),
  affinity_group_ids: z.array(z.string().min(1).max(200).meta(ownId)).max(50).optional(),
  default_producer_code: producerCode.nullish(),
});

export const partnerPath = z.strictObject({ partner_id: identifier });

const url = z.string().min(1).max(2000);
const eventTypes = z.array(z.enum(affinityEventTypes)).min(1).max(20);

export const endpointsQuery = pageQuery.extend({
  partner_id: identifier.optional(),
  insurer_id: catalogueId.optional().describe('the endpoint of an insurer that answers by callback'),
});

export const endpointBody = z.strictObject({
  partner_id: identifier,
  url: url.nullish(),
  ordering: orderings.optional(),
  event_types: eventTypes.nullish(),
});

export const endpointChange = z.strictObject({
  url: url.nullish(),
  paused: z.boolean().optional(),
  disabled: z.boolean().optional(),
  ordering: orderings.optional(),
  event_types: eventTypes.nullish(),
  rotate_secret: z
    .boolean()
    .optional()
    .describe('a new signing key; the one before signs beside it for a while, see rotation_ends_at'),
});

export const endpointPath = z.strictObject({ endpoint_id: identifier });

export const skipBody = z.strictObject({
  reason: line(500),
  event_id: z.string().min(1).max(200).meta(ownId).optional().describe('one that holds back its lane; else the head'),
});

export const auditQuery = z.strictObject({
  subject: z.string().min(1).max(200).meta(ownId).optional(),
  cursor: z.string().min(1).max(200).optional(),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

export const auditAnswer = z.object({
  items: z.array(
    z
      .object({
        number: z.int(),
        at: instantText,
        actor: z.string(),
        action: z.string(),
        subject: z.string(),
        details: z.record(z.string(), z.unknown()),
      })
      .meta({ id: 'AuditEntry' }),
  ),
  cursor: z.string().nullable(),
});

export const insurerAnswerBody = z.strictObject({ outcome: z.enum(['issued', 'declined']) });

export const role = z.enum(['partner', 'admin', 'account']);

export const clientAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    partner_id: z.string().nullable(),
    created_at: instantText,
    revoked_at: instantText.nullable(),
  })
  .meta({ id: 'Client' });

export const clientsAnswer = z.object({ items: z.array(clientAnswer), cursor: z.string().nullable() });

export const clientBody = z.strictObject({ name: line(120), role, partner_id: identifier.nullish() });

export const clientWithSecret = clientAnswer
  .extend({ client_secret: z.string().describe('shown once') })
  .meta({ id: 'ClientWithSecret' });

export const clientPath = z.strictObject({ client_id: identifier });

export const eventsQuery = feedQuery.extend({
  owner_id: z.string().min(1).max(200).meta(ownId).describe('the partner, or insurer:ID for an insurer'),
});
