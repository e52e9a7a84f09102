import type {
  createSubscription,
  Quotation,
  QuotationLists,
  QuotationWork,
  releaseQuotation,
  revokeSubscription,
  rotateSubscriptionKey,
  Subscription,
  SubscriptionWithKey,
} from '@affinity-engine/quotation';
import { confirmationOf, listedStatus, proposalOf, quotationError } from '@affinity-engine/quotation';
import { z } from 'zod';
import { paged, pageQuery, type ListOf } from '../edge/paged.js';
import { route, type Route } from '../edge/route.js';
import { identifier, instantText, line } from '../edge/schemas.js';

export type OperatedQuotations = {
  /** Rejects with PARTNER-UNKNOWN where there is none. */
  readonly partnerOf: (id: string) => Promise<unknown>;
  readonly quotationWork: QuotationWork;
  readonly quotationLists: QuotationLists;
  readonly releaseQuotation: ReturnType<typeof releaseQuotation>;
  readonly subscriptions: ListOf<Subscription>;
  readonly createSubscription: ReturnType<typeof createSubscription>;
  readonly rotateSubscriptionKey: ReturnType<typeof rotateSubscriptionKey>;
  readonly revokeSubscription: ReturnType<typeof revokeSubscription>;
};

const roles = ['admin'] as const;
const tag = 'Operators';
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

/** Quotations to look at, and the keys that brokers' systems quote with. */
export const quotationRoutes = (its: OperatedQuotations): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/subscriptions',
    operationId: 'listSubscriptions',
    summary: 'The keys that quote, without the keys themselves',
    tag,
    roles,
    query: pageQuery,
    answer: z.object({ items: z.array(subscriptionAnswer), cursor: z.string().nullable() }),
    act: ({ query }) => paged(its.subscriptions, query, subscriptionWire),
  }),
  route({
    method: 'post',
    path: '/ops/v1/subscriptions',
    operationId: 'createSubscription',
    summary: 'A key for brokers of these register numbers; it is shown once',
    tag,
    roles,
    body: z.strictObject({
      name: line(80),
      register_numbers: z.array(z.string().min(1).max(30)).min(1).max(1_000),
      partner_id: identifier.optional().describe('sell for this partner, under its affinity groups'),
    }),
    answer: withKey,
    status: 201,
    idempotent: true,
    act: async ({ body, caller, once }) => {
      if (body.partner_id !== undefined) await its.partnerOf(body.partner_id);
      const input = {
        name: body.name,
        registerNumbers: body.register_numbers,
        partnerId: body.partner_id ?? null,
      };
      return keyWire(await its.createSubscription(input, caller.clientId, once(keyWire)));
    },
  }),
  route({
    method: 'post',
    path: '/ops/v1/subscriptions/{subscription_id}/rotate',
    operationId: 'rotateSubscriptionKey',
    summary: 'A new key; the old one ends',
    tag,
    roles,
    params: subscriptionPath,
    answer: withKey,
    idempotent: true,
    act: async ({ params, caller, once }) =>
      keyWire(await its.rotateSubscriptionKey(params.subscription_id, caller.clientId, once(keyWire))),
  }),
  route({
    method: 'post',
    path: '/ops/v1/subscriptions/{subscription_id}/revoke',
    operationId: 'revokeSubscription',
    summary: 'End a subscription for good',
    tag,
    roles,
    params: subscriptionPath,
    answer: subscriptionAnswer,
    idempotent: true,
    act: async ({ params, caller, once }) =>
      subscriptionWire(await its.revokeSubscription(params.subscription_id, caller.clientId, once(subscriptionWire))),
  }),
  route({
    method: 'get',
    path: '/ops/v1/quotations',
    operationId: 'listOperatedQuotations',
    summary: 'Quotations of all brokers, newest first, 20 a page',
    tag,
    roles,
    query: quotationsQuery,
    answer: z.object({ items: z.array(quotationAnswer), total: z.int() }),
    act: async ({ query }) => {
      const asked = {
        sort: [{ by: 'createdAt', descending: true }],
        skip: ((query.page ?? 1) - 1) * 20,
        limit: 20,
        ...(query.status === undefined ? {} : { status: query.status }),
        ...(query.register_number === undefined ? {} : { registerNumber: query.register_number }),
        ...(query.enhanced_diligence === undefined ? {} : { enhancedDiligence: query.enhanced_diligence }),
      } as const;
      const [items, total] = await Promise.all([its.quotationLists.page(asked), its.quotationLists.count(asked)]);
      return { items: items.map(quotationWire), total };
    },
  }),
  route({
    method: 'get',
    path: '/ops/v1/quotations/{quotation_id}',
    operationId: 'getOperatedQuotation',
    summary: 'One quotation, whoever it belongs to',
    tag,
    roles,
    params: quotationPath,
    answer: quotationAnswer,
    act: async ({ params }) => {
      const id = params.quotation_id;
      const found = await its.quotationWork.run(({ quotations }) => quotations.find(id));
      if (found === null) throw quotationError('QUOTATION-NOT-FOUND', { id });
      return quotationWire(found);
    },
  }),
  route({
    method: 'post',
    path: '/ops/v1/quotations/{quotation_id}/release',
    operationId: 'releaseQuotation',
    summary: 'An underwriter lets a referred proposal be checked out',
    tag,
    roles,
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
    act: async ({ params, body, caller, once }) =>
      quotationWire(
        await its.releaseQuotation(
          params.quotation_id,
          { proposalNumber: body.proposal_number, reason: body.reason },
          caller.clientId,
          once(quotationWire),
        ),
      ),
  }),
];

const subscriptionWire = ({ id, name, registerNumbers, partnerId, createdAt, revokedAt }: Subscription) => ({
  id,
  name,
  register_numbers: registerNumbers,
  partner_id: partnerId,
  created_at: createdAt,
  revoked_at: revokedAt,
});

const keyWire = ({ subscription, key }: SubscriptionWithKey) => ({
  ...subscriptionWire(subscription),
  subscription_key: key,
});

const quotationWire = (quotation: Quotation) => {
  const proposal = proposalOf(quotation);
  const proposed = quotation.variants.find(({ id }) => id === proposal?.variantId);
  return {
    id: quotation.id,
    number: quotation.number,
    subscription_id: quotation.subscriptionId,
    register_number: quotation.registerNumber,
    operation_code: quotation.operationCode,
    status: listedStatus(quotation),
    proposal_number: proposal?.number ?? null,
    underwriting: proposed?.underwriting.decision ?? null,
    released: proposal?.released ?? false,
    enhanced_diligence: proposal?.enhancedDiligence ?? false,
    payment_reference: confirmationOf(quotation)?.paymentReference ?? null,
    created_at: quotation.createdAt,
    expires_at: quotation.expiresAt,
  };
};
