import { insurerOwner } from '@affinity-engine/affinity';
import type { ChangedEndpoint, EndpointWithProgress } from '@affinity-engine/webhook';
import { z } from 'zod';
import * as deliveries from '../edge/deliveries.js';
import * as feed from '../edge/feed.js';
import { fromWire } from '../edge/names.js';
import { paged } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import * as schemas from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const withSecret = deliveries.endpointAnswer.extend({ secret: z.string().describe('shown once') });
const maybeSecret = deliveries.endpointAnswer.extend({
  secret: z.string().optional().describe('after a rotation, once'),
});

/** Operators manage webhook endpoints. */
export const endpointRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/webhook-endpoints',
    operationId: 'listWebhookEndpoints',
    summary: 'Webhook endpoints, of all or of one partner or insurer',
    query: schemas.endpointsQuery,
    answer: deliveries.endpointsAnswer,
    act: ({ query }) => paged(deliveries.endpointsOf(useCases.lists.deliveries, ownerOf(query)), query),
    present: deliveries.endpointsWire,
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints',
    operationId: 'createWebhookEndpoint',
    summary: 'Add an endpoint to a partner; its signing key is shown once',
    body: schemas.endpointBody,
    answer: withSecret,
    status: 201,
    idempotent: true,
    act: ({ body, caller, once }) => {
      const { partnerId: ownerId, ...rest } = fromWire(body);
      const input = { url: null, eventTypes: null, ...rest, ownerId };
      return useCases.createEndpoint(input, caller.clientId, once);
    },
    present: (endpoint: EndpointWithProgress) => ({
      ...deliveries.endpointWire(endpoint),
      secret: endpoint.secrets[0],
    }),
  }),
  route({
    call: 'GET /ops/v1/webhook-endpoints/{endpoint_id}',
    operationId: 'getWebhookEndpoint',
    summary: 'One endpoint and how far delivery has come',
    params: schemas.endpointPath,
    answer: deliveries.endpointAnswer,
    act: ({ params }) => useCases.readEndpoint(params.endpoint_id),
    present: deliveries.endpointWire,
  }),
  route({
    call: 'PATCH /ops/v1/webhook-endpoints/{endpoint_id}',
    operationId: 'changeWebhookEndpoint',
    summary: 'Set its url, pause, resume, disable, rotate its signing key',
    description: 'Setting a url or resuming makes what waits due at once.',
    params: schemas.endpointPath,
    body: schemas.endpointChange,
    answer: maybeSecret,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      useCases.changeEndpoint(params.endpoint_id, fromWire(body), caller.clientId, once),
    present: ({ newSecret, ...endpoint }: ChangedEndpoint) => ({
      ...deliveries.endpointWire(endpoint),
      ...(newSecret === null ? {} : { secret: newSecret }),
    }),
  }),
  route({
    call: 'GET /ops/v1/webhook-endpoints/{endpoint_id}/deliveries',
    operationId: 'listDeliveries',
    summary: 'Events of an endpoint with their last 20 attempts, newest first',
    params: schemas.endpointPath,
    query: deliveries.deliveriesQuery,
    answer: deliveries.deliveriesAnswer,
    act: async ({ params, query }) => {
      const { id } = await useCases.readEndpoint(params.endpoint_id);
      return deliveries.deliveriesPage(useCases.lists.deliveries, id, query);
    },
    present: deliveries.deliveriesWire,
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints/{endpoint_id}/replay',
    operationId: 'replayEvents',
    summary: 'Send delivered events again, after what waits',
    params: schemas.endpointPath,
    body: deliveries.replayBody,
    answer: deliveries.replayAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      useCases.replayEvents(params.endpoint_id, deliveries.rangeOf(body), caller.clientId, once),
    present: deliveries.replayWire,
  }),
  route({
    call: 'DELETE /ops/v1/webhook-endpoints/{endpoint_id}/replay',
    operationId: 'callOffReplays',
    summary: 'Send nothing again of what a replay has not come to yet',
    params: schemas.endpointPath,
    answer: z.object({ called_off: z.int().describe('how many ranges') }),
    act: ({ params, caller }) => useCases.callOffReplays(params.endpoint_id, caller.clientId),
    present: (ranges: number) => ({ called_off: ranges }),
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints/{endpoint_id}/ping',
    operationId: 'pingWebhookEndpoint',
    summary: 'Send one signed test request now, beside the events',
    params: schemas.endpointPath,
    answer: deliveries.pingAnswer,
    act: async ({ params, caller }) => {
      const at = useCases.machineClock.now();
      return { ...(await useCases.pingEndpoint(params.endpoint_id, caller.clientId)), at };
    },
    present: deliveries.pingWire,
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints/{endpoint_id}/skip-head',
    operationId: 'skipHead',
    summary: 'Pass over the event that holds back the rest',
    params: schemas.endpointPath,
    body: schemas.skipBody,
    answer: z.object({ skipped_sequence: z.int() }),
    idempotent: true,
    act: ({ params, body: { reason, event_id: eventId }, caller, once }) => {
      const skipped = eventId === undefined ? { reason } : { reason, eventId };
      return useCases.skipHead(params.endpoint_id, skipped, caller.clientId, once);
    },
    present: (sequence: number) => ({ skipped_sequence: sequence }),
  }),
  route({
    call: 'GET /ops/v1/events',
    operationId: 'listEvents',
    summary: 'The events of a partner or insurer in sequence, by their identifiers',
    query: schemas.eventsQuery,
    answer: feed.feedAnswer,
    act: ({ query }) => useCases.readFeed(query.owner_id, query.after ?? null, query.rows ?? feed.feedRows),
    present: feed.feedWire,
  }),
];

/** An insurer's endpoint exists from the start; its risks wait until its url is set. */
const ownerOf = ({ partner_id, insurer_id }: z.output<typeof schemas.endpointsQuery>): string | undefined =>
  insurer_id === undefined ? partner_id : insurerOwner(insurer_id);
