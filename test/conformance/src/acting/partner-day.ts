import type { Answer, Client } from '@affinity-engine/test-harness';
import { contracts, type ProductId } from './samples.js';
import type { Affinity, Contracted, Delivery, Listed, Page, Requested } from './wire.js';

/** The body of a successful answer. Fails for another status. */
export function done<Body>({ status, body }: Answer<Body>, expected = 200): Body {
  if (status !== expected) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** The id of a new open request. */
export const requestId = async (client: Client, product: string = 'personal-life'): Promise<string> =>
  done(await client.post<Requested>('/v1/affinity/request', { product_id: product })).id;

/** Contracts a product, with the given fields changed. */
export const contract = async (
  client: Client,
  product: ProductId = 'personal-life',
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Contracted> =>
  done(
    await client.post<Contracted>('/v1/affinity', {
      affinity_request_id: await requestId(client, product),
      ...contracts[product],
      ...fields,
    }),
  );

/** The complete affinity. */
export const affinity = async (client: Client, id: string): Promise<Affinity> =>
  done(await client.get<Affinity>(`/v1/affinity/${id}`));

/** One page of the list. */
export const page = async (client: Client, query: Readonly<Record<string, string | number>> = {}): Promise<Page> =>
  done(await client.get<Page>('/v1/affinity', { query }));

/** The events of one affinity at the partner's first endpoint, sent or waiting, in their order. */
export async function eventsOf(admin: Client, endpointId: string, subject: string): Promise<readonly Delivery[]> {
  const path = `/ops/v1/webhook-endpoints/${endpointId}/deliveries`;
  const { items } = done(await admin.get<Listed<Delivery>>(path, { query: { rows: 100 } }));
  return items.filter((delivery) => delivery.subject === subject).reverse();
}
