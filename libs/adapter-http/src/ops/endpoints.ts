import { insurerOwner, partnerOf, type AffinityWork } from '@affinity-engine/affinity';
import {
  endpointOf,
  type callOffReplays,
  type changeEndpoint,
  type createEndpoint,
  type DeliveryLists,
  type Endpoint,
  type EndpointChange,
  type MachineClock,
  type pingEndpoint,
  type replayEvents,
  type skipHead,
  type WebhookWork,
} from '@affinity-engine/webhook';
import { z } from 'zod';
import * as deliveries from '../edge/deliveries.js';
import { route, type Route } from '../edge/route.js';
import { paged } from '../edge/paged.js';
import * as schemas from './schemas.js';

export type EndpointUseCases = {
  readonly work: AffinityWork;
  readonly webhookWork: WebhookWork;
  readonly deliveryLists: DeliveryLists;
  readonly createEndpoint: ReturnType<typeof createEndpoint>;
  readonly changeEndpoint: ReturnType<typeof changeEndpoint>;
  readonly skipHead: ReturnType<typeof skipHead>;
  readonly replay: ReturnType<typeof replayEvents>;
  readonly callOffReplays: ReturnType<typeof callOffReplays>;
  readonly ping: ReturnType<typeof pingEndpoint>;
  readonly machineClock: MachineClock;
};

const roles = ['admin'] as const;
const tag = 'Operators';
const withSecret = deliveries.endpointAnswer.extend({ secret: z.string().describe('shown once') });
const maybeSecret = deliveries.endpointAnswer.extend({
  secret: z.string().optional().describe('after a rotation, once'),
});

/** Webhook endpoints, as an operator keeps them. */
export function endpointRoutes(its: EndpointUseCases): readonly Route[] {
  const { webhookWork, deliveryLists } = its;
  const found = (id: string): Promise<Endpoint> => webhookWork.run(({ endpoints }) => endpointOf(endpoints, id));
  const shown = (endpoint: Endpoint) => deliveries.readEndpointWire(endpoint, webhookWork);

  return [
    route({
      method: 'get',
      path: '/ops/v1/webhook-endpoints',
      operationId: 'listWebhookEndpoints',
      summary: 'Webhook endpoints, of all or of one partner or insurer',
      tag,
      roles,
      query: schemas.endpointsQuery,
      answer: deliveries.endpointsAnswer,
      act: ({ query }) => paged(deliveries.endpointsOf(deliveryLists, ownerOf(query)), query, deliveries.endpointWire),
    }),
    route({
      method: 'post',
      path: '/ops/v1/webhook-endpoints',
      operationId: 'createWebhookEndpoint',
      summary: 'Add an endpoint to a partner; its signing key is shown once',
      tag,
      roles,
      body: schemas.endpointBody,
      answer: withSecret,
      status: 201,
      idempotent: true,
      act: async ({ body, caller, once }) => {
        await its.work.run(({ partners }) => partnerOf(partners, body.partner_id));
        const input = {
          ownerId: body.partner_id,
          url: body.url ?? null,
          ...(body.ordering === undefined ? {} : { ordering: body.ordering }),
          eventTypes: body.event_types ?? null,
        };
        const answer = (endpoint: Endpoint) => ({ ...fresh(endpoint), secret: endpoint.secrets[0] });
        return answer(await its.createEndpoint(input, caller.clientId, once(answer)));
      },
    }),
    route({
      method: 'get',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}',
      operationId: 'getWebhookEndpoint',
      summary: 'One endpoint and how far delivery has come',
      tag,
      roles,
      params: schemas.endpointPath,
      answer: deliveries.endpointAnswer,
      act: async ({ params }) => shown(await found(params.endpoint_id)),
    }),
    route({
      method: 'patch',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}',
      operationId: 'changeWebhookEndpoint',
      summary: 'Set its url, pause, resume, disable, rotate its signing key',
      description: 'Setting a url or resuming makes what waits due at once.',
      tag,
      roles,
      params: schemas.endpointPath,
      body: schemas.endpointChange,
      answer: maybeSecret,
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        const changes: EndpointChange = {
          ...(body.url === undefined ? {} : { url: body.url }),
          ...(body.paused === undefined ? {} : { paused: body.paused }),
          ...(body.disabled === undefined ? {} : { disabled: body.disabled }),
          ...(body.ordering === undefined ? {} : { ordering: body.ordering }),
          ...(body.event_types === undefined ? {} : { eventTypes: body.event_types }),
          ...(body.rotate_secret === undefined ? {} : { rotateSecret: body.rotate_secret }),
        };
        const before = await shown(await found(params.endpoint_id));
        const answer = (changed: Endpoint) => ({
          ...before,
          ...deliveries.configuration(changed),
          ...(body.rotate_secret === true ? { secret: changed.secrets[0] } : {}),
        });
        return answer(await its.changeEndpoint(params.endpoint_id, changes, caller.clientId, once(answer)));
      },
    }),
    route({
      method: 'get',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}/deliveries',
      operationId: 'listDeliveries',
      summary: 'Events of an endpoint with their last 20 attempts, newest first',
      tag,
      roles,
      params: schemas.endpointPath,
      query: deliveries.deliveriesQuery,
      answer: deliveries.deliveriesAnswer,
      act: async ({ params, query }) =>
        deliveries.deliveriesPage(deliveryLists, (await found(params.endpoint_id)).id, query),
    }),
    route({
      method: 'post',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}/replay',
      operationId: 'replayEvents',
      summary: 'Send delivered events again, after what waits',
      tag,
      roles,
      params: schemas.endpointPath,
      body: deliveries.replayBody,
      answer: deliveries.replayAnswer,
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        const { from, to } = deliveries.rangeOf((await found(params.endpoint_id)).id, body);
        const answer = (replayed: number) => ({ replayed });
        return answer(await its.replay(params.endpoint_id, from, to, caller.clientId, once(answer)));
      },
    }),
    route({
      method: 'delete',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}/replay',
      operationId: 'callOffReplays',
      summary: 'Send nothing again of what a replay has not come to yet',
      tag,
      roles,
      params: schemas.endpointPath,
      answer: z.object({ called_off: z.int().describe('how many ranges') }),
      act: async ({ params, caller }) => ({
        called_off: await its.callOffReplays(params.endpoint_id, caller.clientId),
      }),
    }),
    route({
      method: 'post',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}/ping',
      operationId: 'pingWebhookEndpoint',
      summary: 'Send one signed test request now, beside the events',
      tag,
      roles,
      params: schemas.endpointPath,
      answer: deliveries.pingAnswer,
      act: async ({ params, caller }) => {
        const at = its.machineClock.now();
        return deliveries.pingWire(await its.ping(params.endpoint_id, caller.clientId), at);
      },
    }),
    route({
      method: 'post',
      path: '/ops/v1/webhook-endpoints/{endpoint_id}/skip-head',
      operationId: 'skipHead',
      summary: 'Pass over the event that holds back the rest',
      tag,
      roles,
      params: schemas.endpointPath,
      body: schemas.skipBody,
      answer: z.object({ skipped_sequence: z.int() }),
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        const answer = (skipped: number) => ({ skipped_sequence: skipped });
        const { reason, event_id } = body;
        const skipped =
          event_id === undefined ? {} : { sequence: deliveries.sequenceNamed(params.endpoint_id, event_id) };
        return answer(await its.skipHead(params.endpoint_id, { reason, ...skipped }, caller.clientId, once(answer)));
      },
    }),
  ];
}

/** An insurer's endpoint is there from the start; its risks wait until its url is set. */
const ownerOf = ({ partner_id, insurer_id }: z.output<typeof schemas.endpointsQuery>): string | undefined =>
  insurer_id === undefined ? partner_id : insurerOwner(insurer_id);

/** An endpoint nothing has happened to yet. */
const fresh = (endpoint: Endpoint) => ({
  ...deliveries.configuration(endpoint),
  last_sequence: 0,
  delivered_sequence: 0,
  waiting: 0,
  failures: 0,
  next_attempt_at: null,
  oldest_waiting_at: null,
  replays: 0,
});
