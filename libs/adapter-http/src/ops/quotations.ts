import { confirmationOf, listedStatus, proposalOf } from '@affinity-engine/quotation';
import type { Quotation, Subscription, SubscriptionWithKey } from '@affinity-engine/quotation';
import { z } from 'zod';
import { fromWire, toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { identifier, instantText, line } from '../edge/schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const subscriptionPath = z.strictObject({ subscription_id: identifier });
const quotationPath = z.strictObject({ quotation_id: identifier });

const subscriptionAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    register_numbers: z.array(z.string()),
    partner_id: z.string().nullable().describe('whose affinity groups bind what is sold'),
    created_at: instantText,
    revoked_at: instantText.nullable(),
  })
  .meta({ id: 'Subscription' });
const withKey = subscriptionAnswer.extend({ subscription_key: z.string().describe('shown once') });

const quotationAnswer = z
  .object({
    id: z.string(),
    number: z.string(),
    subscription_id: z.string(),
    register_number: z.string(),
    operation_code: z.string(),
    status: z.enum(['draft', 'confirmed', 'expired']),
    proposal_number: z.string().nullable(),
    underwriting: z.enum(['approve', 'refer', 'decline']).nullable().describe('of the variant that is proposed'),
    released: z.boolean(),
    enhanced_diligence: z.boolean().describe('somebody politically exposed, or close to one'),
    payment_reference: z.string().nullable(),
    created_at: instantText,
    expires_at: instantText,
  })
  .meta({ id: 'OperatedQuotation' });

const quotationsQuery = z.strictObject({
  page: z.int().min(1).max(100_000).optional(),
  status: z.enum(['draft', 'confirmed', 'expired']).optional(),
  register_number: z.string().min(1).max(30).optional(),
  enhanced_diligence: z.boolean().optional(),
});

/** Operators read quotations and manage the subscription keys of brokers' systems. */
export const quotationRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/subscriptions',
    operationId: 'listSubscriptions',
    summary: 'The keys that quote, without the keys themselves',
    query: pageQuery,
    answer: z.object({ items: z.array(subscriptionAnswer), cursor: z.string().nullable() }),
    act: ({ query }) => paged(useCases.lists.subscriptions, query),
    present: pageOf<Subscription>(subscriptionWire),
  }),
  route({
    call: 'POST /ops/v1/subscriptions',
    operationId: 'createSubscription',
    summary: 'A key for brokers of these register numbers; it is shown once',
    body: z.strictObject({
      name: line(80),
      register_numbers: z.array(z.string().min(1).max(30)).min(1).max(1_000),
      partner_id: identifier.optional().describe('sell for this partner, under its affinity groups'),
    }),
    answer: withKey,
    status: 201,
    idempotent: true,
    act: ({ body, caller, once }) => {
      const { name, register_numbers: registerNumbers, partner_id: partnerId = null } = body;
      return useCases.createSubscription({ name, registerNumbers, partnerId }, caller.clientId, once);
    },
    present: keyWire,
  }),
  route({
    call: 'POST /ops/v1/subscriptions/{subscription_id}/rotate',
    operationId: 'rotateSubscriptionKey',
    summary: 'A new key; the old one ends',
    params: subscriptionPath,
    answer: withKey,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.rotateSubscriptionKey(params.subscription_id, caller.clientId, once),
    present: keyWire,
  }),
  route({
    call: 'POST /ops/v1/subscriptions/{subscription_id}/revoke',
    operationId: 'revokeSubscription',
    summary: 'End a subscription for good',
    params: subscriptionPath,
    answer: subscriptionAnswer,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.revokeSubscription(params.subscription_id, caller.clientId, once),
    present: subscriptionWire,
  }),
  route({
    call: 'GET /ops/v1/quotations',
    operationId: 'listOperatedQuotations',
    summary: 'Quotations of all brokers, newest first, 20 a page',
    query: quotationsQuery,
    answer: z.object({ items: z.array(quotationAnswer), total: z.int() }),
    act: async ({ query }) => {
      const { page = 1, ...filter } = fromWire(query);
      const asked = {
        ...filter,
        sort: [{ by: 'createdAt', descending: true }],
        skip: (page - 1) * 20,
        limit: 20,
      } as const;
      const { quotations } = useCases.lists;
      const [items, total] = await Promise.all([quotations.page(asked), quotations.count(asked)]);
      return { items, total };
    },
    present: ({ items, total }: { readonly items: readonly Quotation[]; readonly total: number }) => ({
      items: items.map(quotationWire),
      total,
    }),
  }),
  route({
    call: 'GET /ops/v1/quotations/{quotation_id}',
    operationId: 'getOperatedQuotation',
    summary: 'One quotation, whoever it belongs to',
    params: quotationPath,
    answer: quotationAnswer,
    act: ({ params }) => useCases.readAnyQuotation(params.quotation_id),
    present: quotationWire,
  }),
  route({
    call: 'POST /ops/v1/quotations/{quotation_id}/release',
    operationId: 'releaseQuotation',
    summary: 'An underwriter lets a referred proposal be checked out',
    params: quotationPath,
    body: z.strictObject({
      proposal_number: z
        .string()
        .regex(/^\d{14}$/)
        .describe('the one that was looked at: 14 digits'),
      reason: line(500),
    }),
    answer: quotationAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) => {
      const release = { proposalNumber: body.proposal_number, reason: body.reason };
      return useCases.releaseQuotation(params.quotation_id, release, caller.clientId, once);
    },
    present: quotationWire,
  }),
];

const subscriptionWire: (subscription: Subscription) => object = toWire(subscriptionAnswer);
const keyWire = ({ subscription, key }: SubscriptionWithKey) => ({
  ...subscriptionWire(subscription),
  subscription_key: key,
});

const fieldsWire = toWire(quotationAnswer);
const quotationWire = (quotation: Quotation) => {
  const proposal = proposalOf(quotation);
  const proposed = quotation.variants.find(({ id }) => id === proposal?.variantId);
  return fieldsWire({
    ...quotation,
    status: listedStatus(quotation),
    proposalNumber: proposal?.number ?? null,
    underwriting: proposed?.underwriting.decision ?? null,
    released: proposal?.released ?? false,
    enhancedDiligence: proposal?.enhancedDiligence ?? false,
    paymentReference: confirmationOf(quotation)?.paymentReference ?? null,
  });
};
