import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine, Receiver } from '@affinity-engine/test-harness';
import { affinity, contract, done } from './fixtures/partner-day.js';
import { briefHolder, clock, contracts } from './fixtures/samples.js';
import * as webhooks from './fixtures/webhooks.js';
import type { Affinity, Failure } from './fixtures/wire.js';

const seed = [
  'affinity_request_id',
  'lifetime_start',
  'lifetime_end',
  'plan_id',
  'affinity_holder',
  'item',
  'status',
  'attachments',
];

let engine: Engine;
let admin: Client;
let receiver: Receiver;

beforeAll(async () => {
  const env = { SANDBOX_CLOCK: clock, WEBHOOK_BACKOFF_SECONDS: '0.05,0.1', INSURER_DELAY_SECONDS: '0.2' };
  engine = await startEngine({ env });
  admin = clientFor(engine, 'admin');
  receiver = await startReceiver();
});

const subscribed = async (listens = true) => {
  const its = await webhooks.subscriber(admin, receiver, listens);
  return { its, partner: clientFor(engine, its.credentials) };
};

describe('a delivery', () => {
  it('posts the complete affinity and its event', async () => {
    const { its, partner } = await subscribed();
    const { id } = await contract(partner);
    const [received] = await webhooks.arrivals(receiver, its, 1);
    const body = webhooks.bodyOf(received as NonNullable<typeof received>);
    const complete = await affinity(partner, id);
    expect(Object.keys(body)).toEqual(expect.arrayContaining([...seed, 'id', 'event']));
    expect(Object.keys(body).sort()).toEqual([...Object.keys(complete), 'event'].sort());
    const { event, attachments, ...fields } = body;
    const { attachments: own, ...expected } = complete;
    expect(fields).toEqual(expected);
    expect(body).toMatchObject({ ...contracts['personal-life'], item: null, status: 1 });
    expect(attachments.map(({ type }) => type)).toEqual(own.map(({ type }) => type));
    expect(event).toEqual({
      id: expect.stringMatching(/_1$/),
      type: 'affinity.issued',
      sequence: 1,
      occurred_at: complete.issued_at,
    });
  });

  it('is signed as Standard Webhooks says, over the bytes that were sent', async () => {
    const { its, partner } = await subscribed();
    await webhooks.contractAndCancel(partner, contract(partner));
    for (const received of (await webhooks.arrivals(receiver, its, 2)).slice(0, 2)) {
      const { headers, method } = received;
      const body = webhooks.bodyOf(received);
      expect(webhooks.verified(received, its.secret)).toEqual(body);
      expect([method, headers['content-type']]).toEqual(['POST', expect.stringMatching(/^application\/json/)]);
      expect(headers['webhook-id']).toBe(body.event.id);
      expect(headers['webhook-sequence']).toBe(String(body.event.sequence));
      expect(headers['webhook-replay']).toBeUndefined();
      const other = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
      expect(() => webhooks.verified(received, other)).toThrow();
      const altered = { ...received, body: Buffer.from(received.body.toString().replace('"status":', '"status": ')) };
      expect(() => webhooks.verified(altered, its.secret)).toThrow();
    }
  });

  it('carries links that open', async () => {
    const { its, partner } = await subscribed();
    await contract(partner);
    const [received] = await webhooks.arrivals(receiver, its, 1);
    for (const { url } of webhooks.bodyOf(received as NonNullable<typeof received>).attachments) {
      expect((await clientFor(engine, null).get(new URL(url).pathname)).status).toBe(200);
      expect(url).toMatch(new RegExp(`^${engine.baseUrl}/`));
    }
  });

  it('holds the affinity as it was at the time of the event', async () => {
    const { its, partner } = await subscribed(false);
    await webhooks.contractAndCancel(partner, contract(partner));
    await webhooks.changed(admin, its, { url: receiver.url(its.path) });
    const bodies = (await webhooks.arrivals(receiver, its, 2)).map(webhooks.bodyOf);
    expect(bodies.map(({ status }) => status)).toEqual([1, 2]);
    expect(bodies.map(({ attachments }) => attachments.map(({ type }) => type))).toEqual([
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
  });
});

describe('the events of an endpoint', () => {
  it('arrive one at a time, in sequence and order', async () => {
    const { its, partner } = await subscribed();
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => webhooks.contractAndCancel(partner, contract(partner, 'bike'))),
    );
    const received = await webhooks.arrivals(receiver, its, 16);
    const sequences = received.map(({ headers }) => Number(headers['webhook-sequence']));
    expect(sequences).toEqual(Array.from({ length: 16 }, (_, at) => at + 1));
    expect(new Set(received.map(({ inFlight }) => inFlight))).toEqual(new Set([1]));
    for (const id of ids) {
      const own = webhooks.eventsIn(received).filter(([subject]) => subject === id);
      expect(own.map(([, type]) => type)).toEqual(['affinity.issued', 'affinity.canceled']);
    }
  });

  it('cover each change: issued, renewed, canceled, reinstated', async () => {
    const { its, partner } = await subscribed();
    const { id } = await contract(partner);
    const next = done(await partner.post<Affinity>(`/v1/affinity/${id}/renewal`));
    done(await partner.delete(`/v1/affinity/${next.id}`));
    expect(webhooks.eventsIn(await webhooks.arrivals(receiver, its, 5))).toEqual([
      [id, 'affinity.issued'],
      [id, 'affinity.renewed'],
      [next.id, 'affinity.issued'],
      [next.id, 'affinity.canceled'],
      [id, 'affinity.reinstated'],
    ]);
  });

  it('cover a later answer of the insurer', async () => {
    const { its, partner } = await subscribed();
    const { id } = await contract(partner, 'auto');
    expect(webhooks.eventsIn(await webhooks.arrivals(receiver, its, 1))).toEqual([[id, 'affinity.issued']]);
  });

  it('wait without a url, and are sent in order once there is one', async () => {
    const { its, partner } = await subscribed(false);
    const ids = [];
    for (let at = 0; at < 3; at += 1) ids.push((await contract(partner, 'bike')).id);
    expect(await webhooks.endpointOf(admin, its)).toMatchObject({ url: null, waiting: 3, delivered_sequence: 0 });
    await webhooks.changed(admin, its, { url: receiver.url(its.path) });
    const received = await webhooks.arrivals(receiver, its, 3);
    expect(webhooks.eventsIn(received).map(([id]) => id)).toEqual(ids);
  });
});

describe('the demo endpoint', () => {
  it('has no url, and gets everything since the first event once it has one', async () => {
    const { partner: credentials } = engine.credentials;
    const partner = clientFor(engine, 'partner');
    const { id } = await contract(partner, 'personal-life', { affinity_holder: briefHolder });
    const path = `/ops/v1/webhook-endpoints/${credentials.webhookEndpointId}`;
    expect(done(await admin.get<{ url: string | null }>(path)).url).toBeNull();
    done(await admin.patch(path, { url: receiver.url('/demo') }));
    const its = { path: '/demo', endpointId: credentials.webhookEndpointId } as webhooks.Subscriber;
    const [received] = await webhooks.arrivals(receiver, its, 1);
    const first = received as NonNullable<typeof received>;
    expect(webhooks.eventsIn([first])).toEqual([[id, 'affinity.issued']]);
    expect(webhooks.verified(first, credentials.webhookSecret)).toMatchObject({ id });
    done(await admin.patch(path, { url: null }));
  });
});

describe('a partner', () => {
  const root = '/v1/webhooks/endpoints';

  it('sees its own endpoints, deliveries and attempts', async () => {
    const { its, partner } = await webhooks.dammed({ engine, admin, receiver }, 2, [{ status: 500, body: 'Ana' }]);
    await webhooks.arrivals(receiver, its, 3);
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).waiting).toBe(0));
    const { items } = done(await partner.get<{ items: readonly { readonly id: string }[] }>(root));
    expect(items.map(({ id }) => id)).toEqual([its.endpointId]);
    expect(JSON.stringify(items)).not.toContain('whsec_');
    const own = await webhooks.deliveriesOf(partner, its, {}, root);
    expect(own).toEqual(await webhooks.deliveriesOf(admin, its));
    expect(own.items.map(({ sequence, attempts }) => [sequence, attempts.length])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    // An answer may name persons: it is kept only where an operator says so.
    expect(own.items.flatMap(({ attempts }) => attempts.map((each) => each.response_excerpt))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('replays its own events', async () => {
    const { its, partner } = await webhooks.dammed({ engine, admin, receiver }, 1, []);
    await eventually(async () => expect((await webhooks.endpointOf(admin, its)).delivered_sequence).toBe(1));
    expect(done(await partner.post(`${root}/${its.endpointId}/replay`, { from: 1, to: 1 }))).toMatchObject({
      replayed: 1,
    });
    expect(webhooks.sequences(await webhooks.arrivals(receiver, its, 2))).toEqual([1, 1]);
  });

  it("finds nothing of another partner's endpoint", async () => {
    const { its } = await webhooks.dammed({ engine, admin, receiver }, 0, []);
    const { partner: other } = await webhooks.dammed({ engine, admin, receiver }, 0, []);
    const answers = [
      await other.get<Failure>(`${root}/${its.endpointId}`),
      await other.get<Failure>(`${root}/${its.endpointId}/deliveries`),
      await other.post<Failure>(`${root}/${its.endpointId}/replay`, { from: 1, to: 1 }),
    ];
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([404, { error: 'endpoint_id: there is no such webhook endpoint' }]);
    }
  });
});
