import type { Delivery } from '@affinity-engine/webhook';
import { z } from 'zod';
import * as deliveries from '../edge/deliveries.js';
import * as delivery from '../edge/delivery-schemas.js';
import * as endpoint from '../edge/endpoint-schemas.js';
import * as feed from '../edge/feed.js';
import { maskedBody } from '../edge/masked-body.js';
import { fromWire } from '../edge/names.js';
import { paged, pageQuery } from '../edge/paged.js';
import { replayed } from '../edge/replays.js';
import { routesFor, type Route, type Webhook } from '../edge/route.js';
import { identifier } from '../edge/schemas.js';
import type { AffinityUseCases } from './use-cases.js';
import { composeBody } from './webhook-body.js';
import { affinityWebhooks } from './webhook-events.js';

const route = routesFor({ tag: 'Webhooks', callers: ['partner'] });
const path = z.strictObject({ endpoint_id: identifier.describe('the webhook endpoint') });

/** A partner's own webhook endpoints: read them, list deliveries, send events again; and all events. */
export const webhookRoutes = (useCases: AffinityUseCases): readonly Route[] => {
  const { lists, links, readEndpoint, readFeed, machineClock } = useCases;
  const [whole, masked] = [deliveries.deliveryReadWire(composeBody(links)), deliveries.deliveryReadWire(maskedBody)];
  return [
    route({
      call: 'GET /v1/webhooks/endpoints',
      operationId: 'listOwnWebhookEndpoints',
      summary: "The partner's webhook endpoints",
      description: 'Operators make them. Signing keys are not shown.',
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
      answer: delivery.watchedEndpoint,
      act: async ({ params, caller }) =>
        deliveries.watchedOne(lists.deliveries, await readEndpoint(params.endpoint_id, caller.partnerId)),
      present: deliveries.watchedWire,
    }),
    route({
      call: 'PATCH /v1/webhooks/endpoints/{endpoint_id}',
      operationId: 'changeOwnWebhookEndpoint',
      summary: 'Set its url, pause, resume, choose event types, rotate its signing key',
      description:
        'Setting a url or resuming makes what waits due at once. A new signing key is shown once; the one before signs beside it until `rotation_ends_at`, or until `end_rotation`.',
      params: path,
      body: endpoint.ownEndpointChange,
      answer: endpoint.changedEndpoint,
      idempotent: true,
      act: ({ params, body, caller, once }) =>
        useCases.changeEndpoint(params.endpoint_id, fromWire(body), caller.clientId, once, caller.partnerId),
      present: deliveries.changedWire,
    }),
    route({
      call: 'POST /v1/webhooks/endpoints/{endpoint_id}/ping',
      operationId: 'pingOwnWebhookEndpoint',
      summary: 'Send one signed test request now, beside the events',
      description: 'Answers when the endpoint has answered.',
      params: path,
      answer: delivery.pingAnswer,
      act: async ({ params, caller }) => {
        const at = machineClock.now();
        return { ...(await useCases.pingEndpoint(params.endpoint_id, caller.clientId, caller.partnerId)), at };
      },
      present: deliveries.pingWire,
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
      act: async ({ params, query, caller }) =>
        deliveries.deliveriesPage(lists.deliveries, await readEndpoint(params.endpoint_id, caller.partnerId), query),
      present: deliveries.deliveriesWire,
    }),
    route({
      call: 'GET /v1/webhooks/endpoints/{endpoint_id}/deliveries/{event_id}',
      operationId: 'getOwnDelivery',
      summary: 'One event with what is sent of it, and every try',
      description:
        'The body as it would be sent now. In a browser session links are left out, and what identifies a person is hidden. Timestamp and signature are made anew for each try.',
      params: delivery.deliveryPath,
      answer: delivery.deliveryRead,
      act: async ({ params, caller }) => ({
        found: await useCases.readDelivery(params.endpoint_id, params.event_id, caller.partnerId),
        show: caller.person === undefined ? whole : masked,
      }),
      present: ({ found, show }: { readonly found: Delivery; readonly show: typeof whole }) => show(found),
    }),
    route({
      call: 'POST /v1/webhooks/endpoints/{endpoint_id}/replay',
      operationId: 'replayOwnEvents',
      summary: 'Send delivered events again, after what waits',
      description:
        'With their old ids and sequences, and `webhook-replay: true`. One event, a range of sequences, or a span of time; with `dry_run`, it is only said which.',
      params: path,
      body: delivery.replayBody,
      answer: delivery.replayAnswer,
      idempotent: true,
      act: ({ params, body, caller, once }) =>
        replayed(useCases, params.endpoint_id, body, { by: caller.clientId, once, ownerId: caller.partnerId }),
      present: deliveries.replayWire,
    }),
    route({
      call: 'GET /v1/event-types',
      operationId: 'listEventTypes',
      summary: 'Every type of event, and what it means',
      description: 'As the document describes them under `webhooks`.',
      answer: endpoint.eventTypesAnswer,
      act: async () => affinityWebhooks.filter(({ type }) => !type.startsWith('insurer.')),
      present: (types: readonly Webhook[]) => ({
        items: types.map(({ type, summary, description }) => ({ type, summary, description })),
      }),
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
};
