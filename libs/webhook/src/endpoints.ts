import { plus, type Actor, type Clock, type Ids, type Instant, type Once } from '@affinity-engine/kernel';
import { noProgress, sequenceOf, type Endpoint, type EndpointId, type Ordering } from './endpoint.js';
import { webhookError } from './errors.js';
import type { EndpointWithProgress } from './delivery-lists.js';
import type { Courier, Endpoints, Sent, WebhookWork } from './ports.js';

/** Makes signing keys: `whsec_` and base64 of 24 to 64 random bytes. */
export type SigningKeys = () => string;

/** Why a url may not be an endpoint, null if it may. */
export type UrlRule = (url: string) => string | null;

export type NewEndpoint = {
  readonly ownerId: string;
  readonly url: string | null;
  readonly eventTypes?: readonly string[] | null;
  readonly ordering?: Ordering;
};

/** A new endpoint. */
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
  rotationEndsAt: null,
  eventTypes: input.eventTypes ?? null,
  ordering: input.ordering ?? 'endpoint',
  paused: false,
  disabled: false,
  createdAt: now,
  version: 1,
});

/** One endpoint; with `ownerId`, of this owner only. @throws ENDPOINT-UNKNOWN */
export const readEndpoint =
  (work: WebhookWork) =>
  (id: EndpointId, ownerId?: string): Promise<EndpointWithProgress> =>
    work.run(async ({ endpoints }) => ({
      ...(await endpointOf(endpoints, id, ownerId)),
      progress: await endpoints.progress(id),
    }));

/** Adds an endpoint to a partner. @throws PARTNER-UNKNOWN, URL-REFUSED */
export const createEndpoint =
  (work: WebhookWork, clock: Clock, ids: Ids, keys: SigningKeys, urlRule: UrlRule) =>
  (input: NewEndpoint, by: Actor, once?: Once<EndpointWithProgress>): Promise<EndpointWithProgress> =>
    work.run(async ({ endpoints, partners, audit }) => {
      await partners.assertExists(input.ownerId);
      const url = urlOf(input.url, urlRule);
      const endpoint = newEndpoint(ids.next(), { ...input, url }, keys(), clock.now());
      endpoints.add(endpoint);
      audit.append({ actor: by, action: 'webhook-endpoint.created', subject: endpoint.id });
      return { ...endpoint, progress: noProgress };
    }, once);

export type EndpointChange = Partial<Pick<Endpoint, 'url' | 'paused' | 'disabled' | 'eventTypes' | 'ordering'>> & {
  readonly rotateSecret?: boolean;
  /** Ends a rotation: only the newest signing key signs from now on. */
  readonly endRotation?: boolean;
};

export type Rotation = {
  /** The machine's time. */
  readonly now: () => Instant;
  /** How long a signing key signs beside its successor. */
  readonly overlapMs: number;
};

/** A changed endpoint; `newSecret` is its new signing key if the key was rotated. */
export type ChangedEndpoint = EndpointWithProgress & { readonly newSecret: string | null };

/**
 * Changes an endpoint: what waits is due at once. A rotation adds a new signing key before the current one; both sign for
 * a while, or until the next rotation. With `ownerId`, only an endpoint of this owner.
 * @throws ENDPOINT-UNKNOWN, URL-REFUSED
 */
export const changeEndpoint =
  (work: WebhookWork, keys: SigningKeys, urlRule: UrlRule, { now, overlapMs }: Rotation) =>
  (
    id: EndpointId,
    { rotateSecret = false, endRotation = false, ...changes }: EndpointChange,
    by: Actor,
    once?: Once<ChangedEndpoint>,
    ownerId?: string,
  ): Promise<ChangedEndpoint> =>
    work.run(async ({ endpoints, audit }) => {
      const endpoint = await endpointOf(endpoints, id, ownerId);
      const url = changes.url === undefined ? endpoint.url : urlOf(changes.url, urlRule);
      const progress = await endpoints.progress(id);
      const newSecret = rotateSecret ? keys() : null;
      const rotated = newSecret !== null && {
        secrets: [newSecret, ...endpoint.secrets.slice(0, 1)],
        rotationEndsAt: plus(now(), { milliseconds: overlapMs }),
      };
      const alone = endRotation &&
        newSecret === null && { secrets: endpoint.secrets.slice(0, 1), rotationEndsAt: null };
      const changed: Endpoint = { ...endpoint, ...changes, url, ...rotated, ...alone };
      endpoints.save(changed);
      const fields = [...Object.keys(changes), ...(rotateSecret || endRotation ? ['secrets'] : [])];
      audit.append({ actor: by, action: 'webhook-endpoint.changed', subject: id, details: { fields } });
      const dueAt = progress.waiting > 0 ? now() : null;
      return { ...changed, version: endpoint.version + 1, progress: { ...progress, failures: 0, dueAt }, newSecret };
    }, once);

/**
 * Skips an event that holds back others: the named one; otherwise the oldest event that holds back its lane, or without
 * one the head of the main line.
 * @throws ENDPOINT-UNKNOWN, EVENT-UNKNOWN, NOTHING-WAITS, EVENT-HOLDS-NOTHING-BACK
 */
export const skipHead =
  (work: WebhookWork) =>
  (
    id: EndpointId,
    { reason, eventId }: { readonly reason: string; readonly eventId?: string },
    by: Actor,
    once?: Once<number>,
  ): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      await endpointOf(endpoints, id);
      const { main, held } = await endpoints.heads(id);
      const ofMain = main === null ? [] : [main];
      const heads = [...held, ...ofMain];
      const skipped = eventId === undefined ? heads[0] : sequenceNamed(id, eventId);
      if (skipped === undefined) throw webhookError('NOTHING-WAITS', { id });
      if (!heads.includes(skipped)) throw webhookError('EVENT-HOLDS-NOTHING-BACK', { sequence: skipped });
      endpoints.skip(id, skipped);
      const details = { sequence: skipped, reason };
      audit.append({ actor: by, action: 'webhook-endpoint.head-skipped', subject: id, details });
      return skipped;
    }, once);

/** The type of the test request. It is no event: it has no sequence. */
export const pingEventType = 'webhook.ping' as const;

/**
 * Sends one signed test request now, independent of the events, with an identifier of its own.
 * @throws ENDPOINT-UNKNOWN, ENDPOINT-WITHOUT-URL
 */
export const pingEndpoint =
  (work: WebhookWork, courier: Courier, clock: Clock, ids: Ids) =>
  async (id: EndpointId, by: Actor, ownerId?: string): Promise<Sent> => {
    const endpoint = await work.run(async ({ endpoints, audit }) => {
      const found = await endpointOf(endpoints, id, ownerId);
      if (found.url === null) throw webhookError('ENDPOINT-WITHOUT-URL', { id });
      audit.append({ actor: by, action: 'webhook-endpoint.pinged', subject: id });
      return found;
    });
    const event = { endpointId: id, sequence: 0, type: pingEventType, subject: id, body: '{}' };
    const pingId = `ping_${ids.next().replaceAll('-', '')}`;
    return courier.send(endpoint, { ...event, id: pingId, occurredAt: clock.now() }, { replay: false });
  };

/** @throws ENDPOINT-UNKNOWN, also for another owner's endpoint if `ownerId` is given */
export async function endpointOf(endpoints: Endpoints, id: EndpointId, ownerId?: string): Promise<Endpoint> {
  const endpoint = await endpoints.find(id);
  if (endpoint === null || (ownerId !== undefined && endpoint.ownerId !== ownerId)) {
    throw webhookError('ENDPOINT-UNKNOWN', { id });
  }
  return endpoint;
}

/** The sequence of an event id. @throws EVENT-UNKNOWN */
export function sequenceNamed(id: EndpointId, eventId: string): number {
  const sequence = sequenceOf(id, eventId);
  if (sequence === null) throw webhookError('EVENT-UNKNOWN', { eventId });
  return sequence;
}

/** A url as it will be called: WHATWG's spelling, without a fragment. @throws URL-REFUSED */
function urlOf(given: string | null, urlRule: UrlRule): string | null {
  if (given === null) return null;
  const refused = urlRule(given);
  if (refused !== null) throw webhookError('URL-REFUSED', { url: given, reason: refused });
  const url = new URL(given);
  url.hash = '';
  return url.href;
}
