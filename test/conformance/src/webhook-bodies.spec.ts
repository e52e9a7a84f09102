import {
  clientFor,
  deliveryProblems,
  documentOf,
  eventually,
  startEngine,
  startReceiver,
  type OpenApiDocument,
  type Received,
} from '@affinity-engine/test-harness';
import { affinityEventTypes, insurerEventTypes } from '@affinity-engine/affinity';
import { pingEventType } from '@affinity-engine/webhook';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogueWithCallback } from './fixtures/catalogue.js';
import { contract, done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import { bodyOf, changed, subscriber } from './fixtures/webhooks.js';
import type { Affinity, Endpoint, Listed } from './fixtures/wire.js';

const types: readonly string[] = [...affinityEventTypes, ...insurerEventTypes, pingEventType];

let document: OpenApiDocument;
let received: readonly Received[];

/** Causes an event of every type. */
beforeAll(async () => {
  const env = { SANDBOX_CLOCK: clock, CATALOGUE_DIR: catalogueWithCallback() };
  const engine = await startEngine({ env });
  document = await documentOf(engine.baseUrl);
  const admin = clientFor(engine, 'admin');
  const receiver = await startReceiver();
  const its = await subscriber(admin, receiver);
  const endpoints = { query: { insurer_id: 'ins-61234' } };
  const { items } = done(await admin.get<Listed<Endpoint>>('/ops/v1/webhook-endpoints', endpoints));
  await changed(admin, { ...its, endpointId: items[0]?.id ?? '' }, { url: receiver.url('/risks') });

  const partner = clientFor(engine, its.credentials);
  const { id } = await contract(partner);
  const successor = done(await partner.post<Affinity>(`/v1/affinity/${id}/renewal`));
  done(await partner.delete(`/v1/affinity/${successor.id}`));
  const risk = await contract(partner, 'bike');
  done(await partner.delete(`/v1/affinity/${risk.id}`));
  done(await admin.post(`/ops/v1/webhook-endpoints/${its.endpointId}/ping`));
  await engine.restart({ SANDBOX_CLOCK: '2031-01-01T12:00:00Z' });
  received = await eventually(() => {
    const arrived = receiver.received();
    expect(arrived.map((each) => bodyOf(each).event.type)).toEqual(expect.arrayContaining([...types]));
    return arrived;
  });
}, 60_000);

describe('the OpenAPI document', () => {
  it('has each type of event that is sent, and no other', () => {
    expect(Object.keys(document.webhooks ?? {}).sort()).toEqual([...types].sort());
  });

  it.each(types)('has the body and the headers of %s as they are delivered', (type) => {
    const deliveries = received.filter((each) => bodyOf(each).event.type === type);
    const headers = document.webhooks?.[type]?.post.parameters ?? [];
    expect(headers.map(({ name }) => name)).toContain('webhook-signature');
    for (const delivery of deliveries) {
      expect(deliveryProblems(document, bodyOf(delivery))).toEqual([]);
      for (const { name, required } of headers)
        if (required) expect([name, delivery.headers[name]]).not.toContain(undefined);
    }
  });

  it('refuses a body that has another property, lacks one, or is of an unknown type', () => {
    const [delivery] = received;
    const body = bodyOf(delivery as Received);
    const { id: _, ...without } = body;
    expect(deliveryProblems(document, { ...body, colour: 'red' }).join()).toContain('additional properties');
    expect(deliveryProblems(document, without).join()).toContain("'id'");
    expect(deliveryProblems(document, { event: { type: 'affinity.painted' } })).toEqual([
      'events of type affinity.painted are not documented',
    ]);
  });
});
