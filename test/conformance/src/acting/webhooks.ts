import { clientFor, eventually } from '@affinity-engine/test-harness';
import type { Client, Engine, Received, Receiver, Reply } from '@affinity-engine/test-harness';
import { expect } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { contract, done } from './partner-day.js';
import type { Affinity, Contracted, Delivery, Endpoint, Listed, WebhookEvent } from './wire.js';

export type WebhookBody = Affinity & { readonly event: WebhookEvent };

/** The parsed body of a delivery. */
export const bodyOf = ({ body }: Received): WebhookBody => JSON.parse(body.toString('utf8')) as WebhookBody;

/** The subjects and types of deliveries, in the order they arrived. */
export const eventsIn = (received: readonly Received[]) =>
  received.map((each) => [bodyOf(each).id, bodyOf(each).event.type]);

/** Verifies the exact bytes against the signature with the published library. */
export const verified = ({ body, headers }: Received, secret: string): unknown =>
  new Webhook(secret).verify(body.toString('utf8'), { ...headers });

/** A separate partner with a client and an endpoint at its own path, so that tests do not affect each other. */
export type Subscriber = {
  readonly partnerId: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  readonly endpointId: string;
  readonly secret: string;
  readonly path: string;
};

let subscribers = 0;

export async function subscriber(admin: Client, receiver: Receiver, listens = true): Promise<Subscriber> {
  const number = (subscribers += 1);
  const name = `Subscriber ${number}`;
  const partner = done(
    await admin.post<{ readonly id: string }>('/ops/v1/partners', {
      name,
      legal_name: `${name} Ltda.`,
      cnpj: cnpjOf(number),
      email: 'webhooks@subscriber.example',
      phone: '+55 11 4000-0000',
      product_ids: ['personal-life', 'auto', 'bike'],
    }),
    201,
  );
  const client = done(
    await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', {
      name,
      role: 'partner',
      partner_id: partner.id,
    }),
    201,
  );
  const path = `/hooks/${number}`;
  const { items } = done(
    await admin.get<Listed<Endpoint>>('/ops/v1/webhook-endpoints', { query: { partner_id: partner.id } }),
  );
  const endpointId = items[0]?.id ?? '';
  const url = receiver.url(path);
  const changes = { rotate_secret: true, ...(listens ? { url } : {}) };
  const { secret = '' } = done(await admin.patch<Endpoint>(`/ops/v1/webhook-endpoints/${endpointId}`, changes));
  return {
    partnerId: partner.id,
    credentials: { clientId: client.id, clientSecret: client.client_secret },
    endpointId,
    secret,
    path,
  };
}

/** A valid CNPJ for each number. */
function cnpjOf(number: number): string {
  const base = `${String(10_000_000 + number * 37)}0001`;
  const digit = (text: string): number => {
    const sum = [...text].reverse().reduce((total, each, at) => total + Number(each) * (2 + (at % 8)), 0);
    return sum % 11 < 2 ? 0 : 11 - (sum % 11);
  };
  const first = digit(base);
  return `${base}${first}${digit(`${base}${first}`)}`;
}

/** Waits until that many requests have arrived at a subscriber's path. */
export const arrivals = (receiver: Receiver, { path }: Subscriber, count: number): Promise<readonly Received[]> =>
  eventually(() => {
    const received = receiver.received(path);
    expect(received.length).toBeGreaterThanOrEqual(count);
    return received;
  });

export const deliveriesOf = async (
  client: Client,
  { endpointId }: Subscriber,
  query: Readonly<Record<string, string | number>> = {},
  root = '/ops/v1/webhook-endpoints',
): Promise<Listed<Delivery>> => done(await client.get<Listed<Delivery>>(`${root}/${endpointId}/deliveries`, { query }));

export const endpointOf = async (admin: Client, { endpointId }: Subscriber): Promise<Endpoint> =>
  done(await admin.get<Endpoint>(`/ops/v1/webhook-endpoints/${endpointId}`));

export const changed = async (admin: Client, { endpointId }: Subscriber, change: object): Promise<Endpoint> =>
  done(await admin.patch<Endpoint>(`/ops/v1/webhook-endpoints/${endpointId}`, change));

/** The setting of webhook tests. */
export type Scene = { readonly engine: Engine; readonly admin: Client; readonly receiver: Receiver };

/** A subscriber that answers with the given replies, with some events on their way to it. */
export async function dammed(
  { engine, admin, receiver }: Scene,
  events: number,
  next: readonly Reply[],
  thereafter: Reply = {},
) {
  const its = await subscriber(admin, receiver, false);
  receiver.answer(its.path, next, thereafter);
  const partner = clientFor(engine, its.credentials);
  for (let at = 0; at < events; at += 1) await contract(partner, 'bike');
  await changed(admin, its, { url: receiver.url(its.path) });
  return { its, partner };
}

/** The sequences of deliveries, in the order they arrived. */
export const sequences = (received: readonly Received[]): readonly number[] =>
  received.map(({ headers }) => Number(headers['webhook-sequence']));

/** Contracts and cancels: two events in this order. */
export async function contractAndCancel(client: Client, contracted: Promise<Contracted>): Promise<string> {
  const { id } = await contracted;
  done(await client.delete(`/v1/affinity/${id}`));
  return id;
}
