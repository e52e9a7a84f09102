import { z } from 'zod';
import * as deliveries from '../edge/deliveries.js';
import * as delivery from '../edge/delivery-schemas.js';
import * as feed from '../edge/feed.js';
import { paged, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { identifier } from '../edge/schemas.js';
import type { AffinityUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Webhooks', callers: ['partner'] });
const path = z.strictObject({ endpoint_id: identifier.describe('the webhook endpoint') });

/** A partner's own webhook endpoints: read them, list deliveries, send events again; and all events. */
export const webhookRoutes = ({ lists, readEndpoint, readFeed, replayEvents }: AffinityUseCases): readonly Route[] => [
  route({
    call: 'GET /v1/webhooks/endpoints',
    operationId: 'listOwnWebhookEndpoints',
    summary: "The partner's webhook endpoints",
    description: 'Operators make and change them. Signing keys are not shown.',
    query: pageQuery,
    answer: delivery.endpointsAnswer,
    act: ({ query, caller }) => paged(deliveries.endpointsOf(lists.deliveries, caller.partnerId), query),
    present: deliveries.endpointsWire,
  }),
  route({
    call: 'GET /v1/webhooks/endpoints/{endpoint_id}',
    operationId: 'getOwnWebhookEndpoint',
    summary: 'One webhook endpoint and how far delivery has come',
    description: 'What waits, since when, and when the next try is.',
    params: path,
    answer: delivery.endpointAnswer,
    act: ({ params, caller }) => readEndpoint(params.endpoint_id, caller.partnerId),
    present: deliveries.endpointWire,
  }),
  route({
    call: 'GET /v1/webhooks/endpoints/{endpoint_id}/deliveries',
    operationId: 'listOwnDeliveries',
    summary: 'Events of an endpoint with their last 20 attempts, newest first',
    description:
      'Each attempt with its status, its duration and the beginning of your answer. Attempts are kept for 30 days by default.',
    params: path,
    query: delivery.deliveriesQuery,
    answer: delivery.deliveriesAnswer,
    act: async ({ params, query, caller }) => {
      const endpoint = await readEndpoint(params.endpoint_id, caller.partnerId);
      return deliveries.deliveriesPage(lists.deliveries, endpoint.id, query);
    },
    present: deliveries.deliveriesWire,
  }),
  route({
    call: 'POST /v1/webhooks/endpoints/{endpoint_id}/replay',
    operationId: 'replayOwnEvents',
    summary: 'Send delivered events again, after what waits',
    description: 'With their old ids and sequences, and `webhook-replay: true`. One event, or a range of sequences.',
    params: path,
    body: delivery.replayBody,
    answer: delivery.replayAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      replayEvents(params.endpoint_id, deliveries.rangeOf(body), caller.clientId, once, caller.partnerId),
    present: deliveries.replayWire,
  }),
  route({
    call: 'GET /v1/events',
    operationId: 'listOwnEvents',
    summary: "The partner's events in sequence, by their identifiers",
    description: 'Independent of webhook endpoints: for those who read the event feed and lost something, or poll.',
    query: feed.feedQuery,
    answer: feed.feedAnswer,
    act: ({ query, caller }) => readFeed(caller.partnerId, query.after ?? null, query.rows ?? feed.feedRows),
    present: feed.feedWire,
  }),
];
