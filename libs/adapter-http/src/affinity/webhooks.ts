import type { replayEvents } from '@affinity-engine/webhook';
import { endpointOf, type DeliveryLists, type Endpoint, type WebhookWork } from '@affinity-engine/webhook';
import { z } from 'zod';
import { identifier } from '../edge/schemas.js';
import { route, type Route } from '../edge/route.js';
import * as deliveries from '../edge/deliveries.js';
import { paged, pageQuery } from '../edge/paged.js';
import { partnerIdOf } from './routes.js';

export type WebhookReads = {
  readonly webhookWork: WebhookWork;
  readonly deliveryLists: DeliveryLists;
  readonly replay: ReturnType<typeof replayEvents>;
};

const roles = ['partner'] as const;
const path = z.strictObject({ endpoint_id: identifier });

/** What a partner sees of its own endpoints, and how it has events sent again. */
export function webhookRoutes({ webhookWork, deliveryLists, replay }: WebhookReads): readonly Route[] {
  const own = (id: string, partnerId: string): Promise<Endpoint> =>
    webhookWork.run(({ endpoints }) => endpointOf(endpoints, id, partnerId));

  return [
    route({
      method: 'get',
      path: '/v1/webhooks/endpoints',
      operationId: 'listOwnWebhookEndpoints',
      summary: "The partner's webhook endpoints",
      tag: 'Webhooks',
      roles,
      query: pageQuery,
      answer: deliveries.endpointsAnswer,
      act: ({ query, caller }) =>
        paged(deliveries.endpointsOf(deliveryLists, partnerIdOf(caller)), query, deliveries.endpointWire),
    }),
    route({
      method: 'get',
      path: '/v1/webhooks/endpoints/{endpoint_id}',
      operationId: 'getOwnWebhookEndpoint',
      summary: 'One webhook endpoint and how far delivery has come',
      tag: 'Webhooks',
      roles,
      params: path,
      answer: deliveries.endpointAnswer,
      act: async ({ params, caller }) =>
        deliveries.readEndpointWire(await own(params.endpoint_id, partnerIdOf(caller)), webhookWork),
    }),
    route({
      method: 'get',
      path: '/v1/webhooks/endpoints/{endpoint_id}/deliveries',
      operationId: 'listOwnDeliveries',
      summary: 'Events of an endpoint with their last 20 attempts, newest first',
      tag: 'Webhooks',
      roles,
      params: path,
      query: deliveries.deliveriesQuery,
      answer: deliveries.deliveriesAnswer,
      act: async ({ params, query, caller }) => {
        const endpoint = await own(params.endpoint_id, partnerIdOf(caller));
        return deliveries.deliveriesPage(deliveryLists, endpoint.id, query);
      },
    }),
    route({
      method: 'post',
      path: '/v1/webhooks/endpoints/{endpoint_id}/replay',
      operationId: 'replayOwnEvents',
      summary: 'Send delivered events again, after what waits',
      tag: 'Webhooks',
      roles,
      params: path,
      body: deliveries.replayBody,
      answer: deliveries.replayAnswer,
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        const endpoint = await own(params.endpoint_id, partnerIdOf(caller));
        const { from, to } = deliveries.rangeOf(endpoint.id, body);
        const answer = (replayed: number) => ({ replayed });
        return answer(await replay(endpoint.id, from, to, caller.clientId, once(answer)));
      },
    }),
  ];
}
