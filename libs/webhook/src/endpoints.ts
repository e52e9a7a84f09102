import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import type { Endpoint, EndpointId, Ordering } from './endpoint.js';
import { webhookError } from './errors.js';
import type { Courier, Endpoints, Sent, WebhookWork } from './ports.js';

/** Makes signing keys: `whsec_` and base64 of 24 to 64 random bytes. */
export type SigningKeys = () => string;

/** Says why a url may not be an endpoint, null where it may. */
export type UrlRule = (url: string) => string | null;

export type NewEndpoint = {
  readonly ownerId: string;
  readonly url: string | null;
  readonly eventTypes?: readonly string[] | null;
  readonly ordering?: Ordering;
};

/** An endpoint as it is before anything happened to it. */
export const newEndpoint = (
  id: EndpointId,
  input: NewEndpoint,
  secret: string,
  now: Endpoint['createdAt'],
): Endpoint => ({
  id,
  ownerId: input.ownerId,
  url: input.url,
  secrets: [secret],
  eventTypes: input.eventTypes ?? null,
  ordering: input.ordering ?? 'endpoint',
  paused: false,
  disabled: false,
  createdAt: now,
  version: 1,
});

/** Adds an endpoint to an owner. @throws URL-REFUSED */
export const createEndpoint =
  (work: WebhookWork, clock: Clock, ids: Ids, keys: SigningKeys, urlRule: UrlRule) =>
  (input: NewEndpoint, by: Actor, once?: Once<Endpoint>): Promise<Endpoint> =>
    work.run(async ({ endpoints, audit }) => {
      checkUrl(input.url, urlRule);
      const endpoint = newEndpoint(ids.next(), input, keys(), clock.now());
      endpoints.add(endpoint);
      audit.append({ actor: by, action: 'webhook-endpoint.created', subject: endpoint.id });
      return endpoint;
    }, once);

export type EndpointChange = Partial<Pick<Endpoint, 'url' | 'paused' | 'disabled' | 'eventTypes' | 'ordering'>> & {
  readonly rotateSecret?: boolean;
};

/**
 * Changes an endpoint. A rotation puts a new signing key before the present one; both sign until the next rotation.
 * @throws ENDPOINT-UNKNOWN, URL-REFUSED
 */
export const changeEndpoint =
  (work: WebhookWork, keys: SigningKeys, urlRule: UrlRule) =>
  (id: EndpointId, { rotateSecret, ...changes }: EndpointChange, by: Actor, once?: Once<Endpoint>): Promise<Endpoint> =>
    work.run(async ({ endpoints, audit }) => {
      const endpoint = await endpointOf(endpoints, id);
      checkUrl(changes.url ?? null, urlRule);
      const secrets = rotateSecret === true ? [keys(), ...endpoint.secrets.slice(0, 1)] : endpoint.secrets;
      const changed: Endpoint = { ...endpoint, ...changes, secrets };
      endpoints.save(changed);
      const fields = [...Object.keys(changes), ...(rotateSecret === true ? ['secrets'] : [])];
      audit.append({ actor: by, action: 'webhook-endpoint.changed', subject: id, details: { fields } });
      return { ...changed, version: endpoint.version + 1 };
    }, once);

/**
 * Passes over an event that holds back others: the one of this sequence, or, where none is named, the head of the main
 * line with ordering `endpoint`, else the oldest that holds back its lane.
 * @throws ENDPOINT-UNKNOWN, NOTHING-WAITS, EVENT-HOLDS-NOTHING-BACK
 */
export const skipHead =
  (work: WebhookWork) =>
  (
    id: EndpointId,
    { reason, sequence }: { readonly reason: string; readonly sequence?: number },
    by: Actor,
    once?: Once<number>,
  ): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      const { ordering } = await endpointOf(endpoints, id);
      const { main, held } = await endpoints.heads(id);
      const ofMain = main === null ? [] : [main];
      const heads = ordering === 'endpoint' ? [...ofMain, ...held] : [...held, ...ofMain];
      const skipped = sequence ?? heads[0];
      if (skipped === undefined) throw webhookError('NOTHING-WAITS', { id });
      if (!heads.includes(skipped)) throw webhookError('EVENT-HOLDS-NOTHING-BACK', { sequence: skipped });
      endpoints.skip(id, skipped);
      const details = { sequence: skipped, reason };
      audit.append({ actor: by, action: 'webhook-endpoint.head-skipped', subject: id, details });
      return skipped;
    }, once);

/**
 * Sends delivered events again, after what waits, with the identifiers and sequences they had.
 * @throws ENDPOINT-UNKNOWN, REPLAY-RANGE-INVALID
 */
export const replayEvents =
  (work: WebhookWork) =>
  (id: EndpointId, from: number, to: number, by: Actor, once?: Once<number>): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      await endpointOf(endpoints, id);
      const { cursor } = await endpoints.progress(id);
      if (from < 1 || from > to || to > cursor)
        throw webhookError('REPLAY-RANGE-INVALID', { from, to, delivered: cursor });
      endpoints.replay(id, from, to);
      audit.append({ actor: by, action: 'webhook-endpoint.replayed', subject: id, details: { from, to } });
      return to - from + 1;
    }, once);

/** Sends nothing again of what a replay has not come to yet. @returns how many ranges that were @throws ENDPOINT-UNKNOWN */
export const callOffReplays =
  (work: WebhookWork) =>
  (id: EndpointId, by: Actor): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      await endpointOf(endpoints, id);
      const { replays } = await endpoints.progress(id);
      if (replays === 0) return 0;
      endpoints.callOffReplays(id);
      audit.append({ actor: by, action: 'webhook-endpoint.replays-called-off', subject: id, details: { replays } });
      return replays;
    });

/**
 * Sends one signed test request now, beside the events, under an identifier of its own.
 * @throws ENDPOINT-UNKNOWN, ENDPOINT-WITHOUT-URL
 */
export const pingEndpoint =
  (work: WebhookWork, courier: Courier, clock: Clock, ids: Ids) =>
  async (id: EndpointId, by: Actor): Promise<Sent> => {
    const endpoint = await work.run(async ({ endpoints, audit }) => {
      const found = await endpointOf(endpoints, id);
      if (found.url === null) throw webhookError('ENDPOINT-WITHOUT-URL', { id });
      audit.append({ actor: by, action: 'webhook-endpoint.pinged', subject: id });
      return found;
    });
    const event = { endpointId: id, sequence: 0, type: 'webhook.ping', subject: id, body: '{}' };
    const pingId = `ping_${ids.next().replaceAll('-', '')}`;
    return courier.send(endpoint, { ...event, id: pingId, occurredAt: clock.now() }, { replay: false });
  };

/** @throws ENDPOINT-UNKNOWN; with `ownerId`, another owner's endpoint is as unknown as none at all */
export async function endpointOf(endpoints: Endpoints, id: EndpointId, ownerId?: string): Promise<Endpoint> {
  const endpoint = await endpoints.find(id);
  if (endpoint === null || (ownerId !== undefined && endpoint.ownerId !== ownerId)) {
    throw webhookError('ENDPOINT-UNKNOWN', { id });
  }
  return endpoint;
}

function checkUrl(url: string | null, urlRule: UrlRule): void {
  const refused = url === null ? null : urlRule(url);
  if (refused !== null) throw webhookError('URL-REFUSED', { url, reason: refused });
}
