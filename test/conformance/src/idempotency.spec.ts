import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { contract, done, eventsOf, page, requestId } from './fixtures/partner-day.js';
import { clock, contracts } from './fixtures/samples.js';
import type { Affinity, Contracted, Failure, Requested } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let other: Client;
let admin: Client;
let keys = 0;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  partner = clientFor(engine, 'partner');
  other = clientFor(engine, 'otherPartner');
  admin = clientFor(engine, 'admin');
});

const newKey = () => ({ headers: { 'idempotency-key': `key ${(keys += 1)}` } });
const product = { product_id: 'personal-life' };
const contractBody = async (client = partner) => ({
  affinity_request_id: await requestId(client),
  ...contracts['personal-life'],
});

describe('a repeat with the same key and body', () => {
  it('of a request is answered with the first answer', async () => {
    const key = newKey();
    const first = await partner.post<Requested>('/v1/affinity/request', product, key);
    const second = await partner.post<Requested>('/v1/affinity/request', product, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
  });

  it('of a contract contracts nothing again, also after a restart', async () => {
    const [key, body, { total }] = [newKey(), await contractBody(), await page(partner)];
    const first = await partner.post<Contracted>('/v1/affinity', body, key);
    const second = await partner.post<Contracted>('/v1/affinity', body, key);
    await engine.restart();
    const third = await partner.post<Contracted>('/v1/affinity', body, key);
    for (const { status, bytes } of [second, third]) expect([status, bytes]).toEqual([200, first.bytes]);
    expect((await page(partner)).total).toBe(total + 1);
  });

  it('of a cancellation is answered as the first, where without a key it would be refused', async () => {
    const [{ id }, key] = [await contract(partner), newKey()];
    const first = await partner.delete(`/v1/affinity/${id}`, { cancel_reason: 4 }, key);
    const second = await partner.delete(`/v1/affinity/${id}`, { cancel_reason: 4 }, key);
    expect([second.status, second.bytes]).toEqual([200, first.bytes]);
    expect((await partner.delete(`/v1/affinity/${id}`, { cancel_reason: 4 })).status).toBe(400);
  });

  it('of a renewal writes no second successor', async () => {
    const [{ id }, key] = [await contract(partner), newKey()];
    const first = await partner.post<Affinity>(`/v1/affinity/${id}/renewal`, undefined, key);
    const second = await partner.post<Affinity>(`/v1/affinity/${id}/renewal`, undefined, key);
    expect([second.status, second.body.id]).toEqual([200, first.body.id]);
  });

  it('has one effect if twenty are sent at once', async () => {
    const [key, body, { total }] = [newKey(), await contractBody(), await page(partner)];
    const all = Array.from({ length: 20 }, () => partner.post<Contracted>('/v1/affinity', body, key));
    const answers = await Promise.all(all);
    const [first] = answers;
    for (const { status, bytes } of answers) expect([status, bytes]).toEqual([200, first?.bytes]);
    expect((await page(partner)).total).toBe(total + 1);
    const events = await eventsOf(admin, engine.credentials.partner.webhookEndpointId, first?.body.id ?? '');
    expect(events.map(({ type }) => type)).toEqual(['affinity.issued']);
  });

  it('opens one request if twenty are sent at once', async () => {
    const key = newKey();
    const all = Array.from({ length: 20 }, () => partner.post<Requested>('/v1/affinity/request', product, key));
    expect(new Set((await Promise.all(all)).map(({ body }) => body.id)).size).toBe(1);
  });
});

describe('the same key', () => {
  it.each([
    ['another body', (body: object) => ({ ...body, plan_id: 'complete' })],
    [
      'one field less',
      ({ lifetime_end: _, ...body }: Readonly<Record<string, unknown>>) => ({ ...body, lifetime_end: '2026-12-31' }),
    ],
  ])('with %s is refused with 400', async (_, changed) => {
    const [key, body] = [newKey(), await contractBody()];
    done(await partner.post('/v1/affinity', body, key));
    const answer = await partner.post<Failure>('/v1/affinity', changed(body), key);
    expect([answer.status, answer.body.error]).toEqual([
      400,
      expect.stringMatching(/^Idempotency-Key: expected a new key/),
    ]);
  });

  it('for another affinity is refused', async () => {
    const [one, two, key] = [await contract(partner), await contract(partner), newKey()];
    done(await partner.delete(`/v1/affinity/${one.id}`, undefined, key));
    expect((await partner.delete(`/v1/affinity/${two.id}`, undefined, key)).status).toBe(400);
  });

  it('is a different one for another operation, and for another caller', async () => {
    const key = newKey();
    done(await partner.post('/v1/affinity/request', product, key));
    done(await partner.post('/v1/affinity', await contractBody(), key));
    const own = done(await partner.post<Requested>('/v1/affinity/request', product, key));
    const foreign = done(await other.post<Requested>('/v1/affinity/request', product, key));
    expect(foreign.id).not.toBe(own.id);
  });

  it('can be used again if the first request was refused', async () => {
    const [key, body] = [newKey(), await contractBody()];
    const refused = await partner.post('/v1/affinity', { ...body, plan_id: 'gold' }, key);
    expect(refused.status).toBe(400);
    expect((await partner.post('/v1/affinity', body, key)).status).toBe(200);
  });

  it('makes a new client once, and returns its secret again to the same caller', async () => {
    const [key, body] = [newKey(), { name: 'Once', role: 'admin' }];
    const first = await admin.post('/ops/v1/clients', body, key);
    const second = await admin.post('/ops/v1/clients', body, key);
    expect([first.status, second.status, second.bytes]).toEqual([201, 201, first.bytes]);
    expect((await admin.post('/ops/v1/clients', { ...body, name: 'Twice' }, key)).status).toBe(409);
  });
});

describe('a key', () => {
  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with a tab in it', 'a\tb'],
  ])('that is %s is refused with its name', async (_, key) => {
    const answer = await partner.post<Failure>('/v1/affinity/request', product, {
      headers: { 'idempotency-key': key },
    });
    expect([answer.status, answer.body.error]).toEqual([
      400,
      'Idempotency-Key: expected 1 to 255 printable characters.',
    ]);
  });

  it('of 255 characters is accepted', async () => {
    const headers = { 'idempotency-key': 'k'.repeat(255) };
    expect((await partner.post('/v1/affinity/request', product, { headers })).status).toBe(200);
  });
});
