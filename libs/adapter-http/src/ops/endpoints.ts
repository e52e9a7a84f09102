import { insurerOwner } from '@affinity-engine/affinity';
import type { EndpointWithProgress } from '@affinity-engine/webhook';
import type { z } from 'zod';
import * as deliveries from '../edge/deliveries.js';
import * as delivery from '../edge/delivery-schemas.js';
import * as endpoint from '../edge/endpoint-schemas.js';
import * as feed from '../edge/feed.js';
import { fromWire } from '../edge/names.js';
import { maskedBody } from '../edge/masked-body.js';
import { paged } from '../edge/paged.js';
import { replayed } from '../edge/replays.js';
import { routesFor, type Route } from '../edge/route.js';
import * as answers from './answers.js';
import * as schemas from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Operators manage webhook endpoints. */
export const endpointRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/webhook-endpoints',
    operationId: 'listWebhookEndpoints',
    summary: 'Webhook endpoints, of all or of one partner or insurer',
    description: 'Without signing keys.',
    query: schemas.endpointsQuery,
    answer: delivery.endpointsAnswer,
    act: ({ query }) => paged(deliveries.endpointsOf(useCases.lists.deliveries, ownerOf(query)), query),
    present: deliveries.endpointsWire,
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints',
    operationId: 'createWebhookEndpoint',
    summary: 'Add an endpoint to a partner; its signing key is shown once',
    description: 'It gets the events from now on.',
    body: schemas.endpointBody,
    answer: answers.endpointWithSecret,
    status: 201,
    idempotent: true,
    act: ({ body, caller, once }) => {
      const { partnerId: ownerId, ...rest } = fromWire(body);
      const input = { url: null, eventTypes: null, ...rest, ownerId };
      return useCases.createEndpoint(input, caller.clientId, once);
    },
    present: (made: EndpointWithProgress) => ({
      ...deliveries.endpointWire(made),
      secret: made.secrets[0],
    }),
  }),
  route({
    call: 'GET /ops/v1/webhook-endpoints/{endpoint_id}',
    operationId: 'getWebhookEndpoint',
    summary: 'One endpoint and how far delivery has come',
    description: 'What waits, since when, what holds it back and why, and when the next try is.',
    params: schemas.endpointPath,
    answer: delivery.watchedEndpoint,
    act: async ({ params }) =>
      deliveries.watchedOne(useCases.lists.deliveries, await useCases.readEndpoint(params.endpoint_id)),
    present: deliveries.watchedWire,
  }),
  route({
    call: 'PATCH /ops/v1/webhook-endpoints/{endpoint_id}',
    operationId: 'changeWebhookEndpoint',
    summary: 'Set its url, pause, resume, disable, rotate its signing key',
    description: 'Setting a url or resuming makes what waits due at once.',
    params: schemas.endpointPath,
    body: endpoint.endpointChange,
    answer: endpoint.changedEndpoint,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      useCases.changeEndpoint(params.endpoint_id, fromWire(body), caller.clientId, once),
    present: deliveries.changedWire,
  }),
  route({
    call: 'GET /ops/v1/webhook-endpoints/{endpoint_id}/deliveries',
    operationId: 'listDeliveries',
    summary: 'Events of an endpoint with their last 20 attempts, newest first',
    description: 'Each attempt with its status, its duration and the beginning of the answer.',
    params: schemas.endpointPath,
    query: delivery.deliveriesQuery,
    answer: delivery.deliveriesAnswer,
    act: async ({ params, query }) =>
      deliveries.deliveriesPage(useCases.lists.deliveries, await useCases.readEndpoint(params.endpoint_id), query),
    present: deliveries.deliveriesWire,
  }),
  route({
    call: 'GET /ops/v1/webhook-endpoints/{endpoint_id}/deliveries/{event_id}',
    operationId: 'getDelivery',
    summary: 'One event with what is sent of it, and every try',
    description:
      'Links are left out of the body, and what identifies a person is hidden. Timestamp and signature are made anew for each try.',
    params: delivery.deliveryPath,
    answer: delivery.deliveryRead,
    act: ({ params }) => useCases.readDelivery(params.endpoint_id, params.event_id),
    present: deliveries.deliveryReadWire(maskedBody),
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints/{endpoint_id}/replay',
    operationId: 'replayEvents',
    summary: 'Send delivered events again, after what waits',
    description:
      'With their old ids and sequences. One event, a range of sequences, or a span of time; with `dry_run`, it is only said which.',
    params: schemas.endpointPath,
    body: delivery.replayBody,
    answer: delivery.replayAnswer,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      replayed(useCases, params.endpoint_id, body, { by: caller.clientId, once }),
    present: deliveries.replayWire,
  }),
  route({
    call: 'DELETE /ops/v1/webhook-endpoints/{endpoint_id}/replay',
    operationId: 'callOffReplays',
    summary: 'Send nothing again of what a replay has not come to yet',
    description: 'New events are sent as before.',
    params: schemas.endpointPath,
    answer: answers.calledOff,
    act: ({ params, caller }) => useCases.callOffReplays(params.endpoint_id, caller.clientId),
    present: (ranges: number) => ({ called_off: ranges }),
  }),
  route({
    call: 'POST /ops/v1/webhook-endpoints/{endpoint_id}/ping',
    operationId: 'pingWebhookEndpoint',
    summary: 'Send one signed test request now, beside the events',
    description: 'Answers when the endpoint has answered.',
    params: schemas.endpointPath,
    answer: delivery.pingAnswer,
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
    description: 'It stays in the log, and can be replayed.',
    params: schemas.endpointPath,
    body: schemas.skipBody,
    answer: answers.skipped,
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
    description: 'For those who read the event feed and lost something.',
    query: schemas.eventsQuery,
    answer: feed.feedAnswer,
    act: ({ query }) => useCases.readFeed(query.owner_id, query.after ?? null, query.rows ?? feed.feedRows),
    present: feed.feedWire,
  }),
];

/** An insurer's endpoint exists from the start; its risks wait until its url is set. */
const ownerOf = ({ partner_id, insurer_id }: z.output<typeof schemas.endpointsQuery>): string | undefined =>
  insurer_id === undefined ? partner_id : insurerOwner(insurer_id);
