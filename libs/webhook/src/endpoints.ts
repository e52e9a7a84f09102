import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import type { Endpoint, EndpointId, Ordering } from './endpoint.js';
import { refusal } from './errors.js';
import type { Endpoints, WebhookWork } from './ports.js';

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

/** Passes over the event that holds back the rest. @throws ENDPOINT-UNKNOWN, NOTHING-WAITS */
export const skipHead =
  (work: WebhookWork) =>
  (id: EndpointId, reason: string, by: Actor, once?: Once<number>): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      await endpointOf(endpoints, id);
      const { cursor, lastSequence } = await endpoints.progress(id);
      if (cursor >= lastSequence) throw refusal('NOTHING-WAITS', { id });
      endpoints.skip(id, cursor);
      audit.append({
        actor: by,
        action: 'webhook-endpoint.head-skipped',
        subject: id,
        details: { sequence: cursor + 1, reason },
      });
      return cursor + 1;
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
      if (from < 1 || from > to || to > cursor) throw refusal('REPLAY-RANGE-INVALID', { from, to, delivered: cursor });
      endpoints.replay(id, from, to);
      audit.append({ actor: by, action: 'webhook-endpoint.replayed', subject: id, details: { from, to } });
      return to - from + 1;
    }, once);

/** @throws ENDPOINT-UNKNOWN; with `ownerId`, another owner's endpoint is as unknown as none at all */
export async function endpointOf(endpoints: Endpoints, id: EndpointId, ownerId?: string): Promise<Endpoint> {
  const endpoint = await endpoints.find(id);
  if (endpoint === null || (ownerId !== undefined && endpoint.ownerId !== ownerId)) {
    throw refusal('ENDPOINT-UNKNOWN', { id });
  }
  return endpoint;
}

function checkUrl(url: string | null, urlRule: UrlRule): void {
  const refused = url === null ? null : urlRule(url);
  if (refused !== null) throw refusal('URL-REFUSED', { url, reason: refused });
}
