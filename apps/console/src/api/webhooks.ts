import { useMay } from '../app/session.js';
import { answerOf, engine, type Shape } from './engine.js';

type Filter = { readonly partner_id?: string; readonly cursor?: string; readonly rows?: number };
type DeliveryFilter = {
  readonly status?: Shape<'DeliveryStatus'>;
  readonly type?: string;
  readonly subject?: string;
  readonly answer?: string;
  readonly cursor?: string;
  readonly rows?: number;
};
type Replayed = Promise<Shape<'ReplayedEvents'>>;
type Change = Shape<'OwnWebhookEndpointChange'> & Shape<'WebhookEndpointChange'>;

/** The calls about endpoints: operators have all of them, a partner's developers their own. */
export type WebhookCalls = {
  readonly isOperator: boolean;
  readonly list: (query: Filter) => Promise<Shape<'WebhookEndpointList'>>;
  readonly read: (id: string) => Promise<Shape<'WebhookEndpoint'>>;
  readonly change: (id: string, body: Change) => Promise<Shape<'ChangedWebhookEndpoint'>>;
  readonly ping: (id: string) => Promise<Shape<'PingResult'>>;
  readonly deliveries: (id: string, query: DeliveryFilter) => Promise<Shape<'WebhookDeliveryList'>>;
  readonly delivery: (id: string, eventId: string) => Promise<Shape<'WebhookDeliveryRead'>>;
  readonly replay: (id: string, body: Shape<'ReplayInput'>) => Replayed;
};

const operators: WebhookCalls = {
  isOperator: true,
  list: (query) => answerOf(engine.GET('/ops/v1/webhook-endpoints', { params: { query } })),
  read: (id) => answerOf(engine.GET('/ops/v1/webhook-endpoints/{endpoint_id}', of(id))),
  change: (id, body) => answerOf(engine.PATCH('/ops/v1/webhook-endpoints/{endpoint_id}', { ...of(id), body })),
  ping: (id) => answerOf(engine.POST('/ops/v1/webhook-endpoints/{endpoint_id}/ping', of(id))),
  deliveries: (id, query) =>
    answerOf(engine.GET('/ops/v1/webhook-endpoints/{endpoint_id}/deliveries', { params: { ...of(id).params, query } })),
  delivery: (id, eventId) =>
    answerOf(engine.GET('/ops/v1/webhook-endpoints/{endpoint_id}/deliveries/{event_id}', event(id, eventId))),
  replay: (id, body) => answerOf(engine.POST('/ops/v1/webhook-endpoints/{endpoint_id}/replay', { ...of(id), body })),
};

const own: WebhookCalls = {
  isOperator: false,
  list: ({ partner_id: _, ...query }) => answerOf(engine.GET('/v1/webhooks/endpoints', { params: { query } })),
  read: (id) => answerOf(engine.GET('/v1/webhooks/endpoints/{endpoint_id}', of(id))),
  change: (id, body) => answerOf(engine.PATCH('/v1/webhooks/endpoints/{endpoint_id}', { ...of(id), body })),
  ping: (id) => answerOf(engine.POST('/v1/webhooks/endpoints/{endpoint_id}/ping', of(id))),
  deliveries: (id, query) =>
    answerOf(engine.GET('/v1/webhooks/endpoints/{endpoint_id}/deliveries', { params: { ...of(id).params, query } })),
  delivery: (id, eventId) =>
    answerOf(engine.GET('/v1/webhooks/endpoints/{endpoint_id}/deliveries/{event_id}', event(id, eventId))),
  replay: (id, body) => answerOf(engine.POST('/v1/webhooks/endpoints/{endpoint_id}/replay', { ...of(id), body })),
};

function of(id: string): { readonly params: { readonly path: { readonly endpoint_id: string } } } {
  return { params: { path: { endpoint_id: id } } };
}

function event(
  id: string,
  eventId: string,
): {
  readonly params: { readonly path: { readonly endpoint_id: string; readonly event_id: string } };
} {
  return { params: { path: { endpoint_id: id, event_id: eventId } } };
}

export const useWebhookCalls = (): WebhookCalls => (useMay()('listWebhookEndpoints') ? operators : own);
