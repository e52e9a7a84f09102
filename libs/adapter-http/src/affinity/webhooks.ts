import type { DeliveryLists, readEndpoint, replayEvents } from '@affinity-engine/webhook';
import { z } from 'zod';
import * as deliveries from '../edge/deliveries.js';
import { paged, pageQuery } from '../edge/paged.js';
import { route, type Route } from '../edge/route.js';
import { identifier } from '../edge/schemas.js';

export type WebhookUseCases = {
  readonly deliveryLists: DeliveryLists;
  readonly readEndpoint: ReturnType<typeof readEndpoint>;
  readonly replay: ReturnType<typeof replayEvents>;
};

const callers = ['partner'] as const;
const path = z.strictObject({ endpoint_id: identifier });

/** What a partner sees of its own endpoints, and how it has events sent again. */
export const webhookRoutes = ({ deliveryLists, readEndpoint, replay }: WebhookUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/webhooks/endpoints',
    operationId: 'listOwnWebhookEndpoints',
    summary: "The partner's webhook endpoints",
    tag: 'Webhooks',
    callers,
    query: pageQuery,
    answer: deliveries.endpointsAnswer,
    act: ({ query, caller }) => paged(deliveries.endpointsOf(deliveryLists, caller.partnerId), query),
    present: deliveries.endpointsWire,
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/endpoints/{endpoint_id}',
    operationId: 'getOwnWebhookEndpoint',
    summary: 'One webhook endpoint and how far delivery has come',
    tag: 'Webhooks',
    callers,
    params: path,
    answer: deliveries.endpointAnswer,
    act: ({ params, caller }) => readEndpoint(params.endpoint_id, caller.partnerId),
    present: deliveries.endpointWire,
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/endpoints/{endpoint_id}/deliveries',
    operationId: 'listOwnDeliveries',
    summary: 'Events of an endpoint with their last 20 attempts, newest first',
    tag: 'Webhooks',
    callers,
    params: path,
    query: deliveries.deliveriesQuery,
    answer: deliveries.deliveriesAnswer,
    act: async ({ params, query, caller }) => {
      const endpoint = await readEndpoint(params.endpoint_id, caller.partnerId);
      return deliveries.deliveriesPage(deliveryLists, endpoint.id, query);
    },
    present: deliveries.deliveriesWire,
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/endpoints/{endpoint_id}/replay',
    operationId: 'replayOwnEvents',
    summary: 'Send delivered events again, after what waits',
    tag: 'Webhooks',
    callers,
    params: path,
    body: deliveries.replayBody,
    answer: deliveries.replayAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      replay(params.endpoint_id, deliveries.rangeOf(body), caller.clientId, once, caller.partnerId),
    present: deliveries.replayWire,
  }),
];
