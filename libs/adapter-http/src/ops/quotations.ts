import { proposalOf } from '@affinity-engine/quotation';
import type { Quotation, QuotationQuery, Subscription, SubscriptionWithKey } from '@affinity-engine/quotation';
import type { z } from 'zod';
import { fromWire, toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { momentOf } from '../edge/schemas.js';
import { quotationDetail, quotationDetailWire, revealedQuotation } from './quotation-detail.js';
import { quotationWire } from './quotation-wire.js';
import {
  quotationAnswer,
  quotationPath,
  quotationsAnswer,
  quotationSearch,
  quotationsQuery,
  declineBody,
  releaseBody,
  searchedQuotations,
  subscriptionAnswer,
  subscriptionBody,
  subscriptionPath,
  subscriptionsAnswer,
  withKey,
} from './quotation-schemas.js';
import { seenOf } from './insurers-seen.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Operators read quotations and manage the subscription keys of brokers' systems. */
export function quotationRoutes(useCases: OpsUseCases): readonly Route[] {
  const seen = seenOf(useCases);
  return [
    route({
      call: 'GET /ops/v1/subscriptions',
      operationId: 'listSubscriptions',
      summary: 'The keys that quote, without the keys themselves',
      description: 'In the order of their ids; those that were ended, too.',
      query: pageQuery,
      answer: subscriptionsAnswer,
      act: ({ query }) => paged(useCases.lists.subscriptions, query),
      present: pageOf<Subscription>(subscriptionWire),
    }),
    route({
      call: 'POST /ops/v1/subscriptions',
      operationId: 'createSubscription',
      summary: 'A key for brokers of these register numbers; it is shown once',
      description: 'The key is sent as Ocp-Apim-Subscription-Key.',
      body: subscriptionBody,
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
      description: 'At once: there is no overlap.',
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
      description: 'Its key ends at once. What was quoted stays.',
      params: subscriptionPath,
      answer: subscriptionAnswer,
      idempotent: true,
      act: ({ params, caller, once }) => useCases.revokeSubscription(params.subscription_id, caller.clientId, once),
      present: subscriptionWire,
    }),
    route({
      call: 'GET /ops/v1/quotations',
      operationId: 'listOperatedQuotations',
      summary: 'Quotations of all brokers, newest first',
      description:
        'Without their answers. The queue of the underwriters: `status=draft`, `underwriting_state=referred`, `sort=created_at`.',
      query: quotationsQuery,
      answer: quotationsAnswer,
      isOfPersons: true,
      act: async ({ query, caller }) => {
        const { page = 1, rows = 20, sort = '-created_at', expiresBefore, ...filter } = fromWire(query);
        const operationCodes = seen.operationCodes(caller);
        const asked = {
          ...filter,
          ...(operationCodes === undefined ? {} : { operationCodes }),
          ...(expiresBefore === undefined ? {} : { expiresBefore: momentOf(expiresBefore) }),
          sort: [{ by: 'createdAt', descending: sort.startsWith('-') }],
          skip: (page - 1) * rows,
          limit: rows,
        } as const;
        return foundPage(useCases, asked);
      },
      present: quotationsWire,
    }),
    route({
      call: 'POST /ops/v1/quotations/search',
      operationId: 'searchQuotations',
      summary: 'The quotations of a number or an insured person, newest first',
      description: 'Of all brokers, without their answers. A POST, so that no name and no CPF is in a URL.',
      body: quotationSearch,
      answer: searchedQuotations,
      act: async ({ body: { search, page = 1, rows = 20 }, caller }) => {
        const operationCodes = seen.operationCodes(caller);
        const found = await foundPage(useCases, {
          ...{ search, sort: [{ by: 'createdAt', descending: true }], skip: (page - 1) * rows, limit: rows },
          ...(operationCodes === undefined ? {} : { operationCodes }),
        });
        return { ...found, notYetFound: await useCases.personsDue() };
      },
      present: ({ notYetFound, ...found }: QuotationPage & { readonly notYetFound: number }) => ({
        ...quotationsWire(found),
        not_yet_found: notYetFound,
      }),
    }),
    route({
      call: 'GET /ops/v1/quotations/{quotation_id}',
      operationId: 'getOperatedQuotation',
      summary: 'One quotation, whoever it belongs to, with answers, evaluations and prices',
      description: 'CPF, e-mail addresses, telephone numbers and dates of birth are hidden.',
      params: quotationPath,
      answer: quotationDetail,
      act: ({ params, caller }) => useCases.readAnyQuotation(params.quotation_id, seen.operationCodes(caller)),
      present: (quotation: Quotation) => quotationDetailWire(quotation),
    }),
    route({
      call: 'POST /ops/v1/quotations/{quotation_id}/reveal',
      operationId: 'revealQuotation',
      summary: 'A quotation with its persons in the clear, and a link to its proposal',
      description: 'The audit trail names who looked.',
      params: quotationPath,
      answer: revealedQuotation,
      act: async ({ params, caller }) => {
        await seen.checkQuotation(params.quotation_id, caller);
        return useCases.revealQuotation(params.quotation_id, caller.clientId);
      },
      present: (quotation: Quotation) => {
        const sequence = proposalOf(quotation)?.sequence;
        return {
          ...quotationDetailWire(quotation, (parts) => parts),
          document_url: sequence === undefined ? null : useCases.links.to(quotation.id, 'proposal', sequence),
        };
      },
    }),
    route({
      call: 'POST /ops/v1/quotations/{quotation_id}/release',
      operationId: 'releaseQuotation',
      summary: 'An underwriter lets a referred proposal be checked out',
      description: 'Names the proposal that was looked at: another one that took its place is not released.',
      params: quotationPath,
      body: releaseBody,
      answer: quotationAnswer,
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        await seen.checkQuotation(params.quotation_id, caller);
        return useCases.releaseQuotation(params.quotation_id, decisionOf(body), caller.clientId, once);
      },
      present: quotationWire,
    }),
    route({
      call: 'POST /ops/v1/quotations/{quotation_id}/decline',
      operationId: 'declineQuotation',
      summary: 'An underwriter declines a referred proposal: it cannot be checked out',
      description: 'Names the proposal that was looked at. The broker may make another one, which is referred anew.',
      params: quotationPath,
      body: declineBody,
      answer: quotationAnswer,
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        await seen.checkQuotation(params.quotation_id, caller);
        return useCases.declineQuotation(params.quotation_id, decisionOf(body), caller.clientId, once);
      },
      present: quotationWire,
    }),
  ];
}

type QuotationPage = { readonly items: readonly Quotation[]; readonly total: number };

async function foundPage({ lists: { quotations } }: OpsUseCases, query: QuotationQuery): Promise<QuotationPage> {
  const [items, total] = await Promise.all([quotations.page(query), quotations.count(query)]);
  return { items, total };
}

const quotationsWire = ({ items, total }: QuotationPage) => ({ items: items.map(quotationWire), total });

const decisionOf = ({ proposal_number: proposalNumber, reason }: z.output<typeof releaseBody>) => ({
  proposalNumber,
  reason,
});

const subscriptionWire: (subscription: Subscription) => object = toWire(subscriptionAnswer);
const keyWire = ({ subscription, key }: SubscriptionWithKey) => ({
  ...subscriptionWire(subscription),
  subscription_key: key,
});
