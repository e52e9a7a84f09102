import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { affinityClient } from '@affinity-engine/client';
import { atTheEnd, eventually, startEngine, temporaryFolder, type Engine } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { shop } from './shop.js';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ env: { WEBHOOK_BACKOFF_SECONDS: '0.1' } });
});
const partnerOf = () => affinityClient({ baseUrl: engine.baseUrl, ...engine.credentials.partner });
const bike = { brand: 'Caloi', model: 'Elite', frame_number: 'CAL-2024-17', value: 450_000 };

async function opened(
  journal = join(temporaryFolder(), 'shop.jsonl'),
  keys = [engine.credentials.partner.webhookSecret],
) {
  const server = await shop({
    engine: { baseUrl: engine.baseUrl, ...engine.credentials.partner },
    webhookKeys: keys,
    journal,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  atTheEnd(() => server.close());
  const path = { endpoint_id: engine.credentials.partner.webhookEndpointId };
  await partnerOf().patch('/v1/webhooks/endpoints/{endpoint_id}', { path, body: { url: `${url}/webhooks` } });
  return { server, url, journal };
}
async function sent(url: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const covered = (url: string, orderId: string) =>
  eventually(async () => {
    const body = (await (await fetch(`${url}/orders/${orderId}`)).json()) as { readonly status: string };
    if (body.status !== 'affinity.issued') throw new Error(`the order is ${body.status}`);
  });
const linesOf = (journal: string) =>
  readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly kind: string; readonly id: string; readonly sequence: number });

describe('the shop', () => {
  it('shows a page that has no secret, and loads nothing from elsewhere', async () => {
    const { url } = await opened();
    const answers = await Promise.all([fetch(`${url}/`), fetch(`${url}/shop.js`)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get('content-security-policy')).toContain("default-src 'self'");
    const text = (await Promise.all(answers.map((each) => each.text()))).join('');
    expect(text).not.toContain(engine.credentials.partner.clientSecret);
    expect(text).not.toContain(engine.baseUrl);
    expect(text.match(/https?:\/\//g)).toBe(null);
  });

  it('sells one certificate however often an order is sent, learns by webhook that it is issued, and gives it out', async () => {
    const { url, journal } = await opened();
    const order = { ...bike, order_id: randomUUID() };
    const answers = await Promise.all([sent(url, order), sent(url, order), sent(url, order)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(JSON.stringify(answers)).not.toContain('/v1/attachments');
    await covered(url, order.order_id);
    const { total } = await partnerOf().get('/v1/affinity', { query: { external_reference: order.order_id } });
    expect(total).toBe(1);
    const certificate = await fetch(`${url}/orders/${order.order_id}/certificate`);
    expect(
      Buffer.from(await certificate.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(linesOf(journal).filter(({ kind }) => kind === 'order')).toHaveLength(1);
  });

  it('says every problem in the words of the page, and sells once it is mended', async () => {
    const { url } = await opened();
    const order = { ...bike, order_id: randomUUID() };
    const { status, body } = await sent(url, { ...order, brand: '', value: -1 });
    expect(status).toBe(422);
    expect((body['problems'] as { readonly field: string }[]).map(({ field }) => field).sort()).toEqual([
      'brand',
      'value',
    ]);
    expect((await sent(url, order)).status).toBe(201);
    expect((await sent(url, { ...order, order_id: 'no uuid' })).status).toBe(400);
    expect((await fetch(`${url}/orders/${randomUUID()}`)).status).toBe(404);
  });

  it('knows its orders and events after a restart, keeps each event once, in order, and ignores a replay', async () => {
    const { server, url, journal } = await opened();
    const order = { ...bike, order_id: randomUUID() };
    await sent(url, order);
    await covered(url, order.order_id);
    await server.close();
    const again = await opened(journal);
    await covered(again.url, order.order_id);
    const partner = partnerOf();
    const path = { endpoint_id: engine.credentials.partner.webhookEndpointId };
    const { last_sequence: to } = await partner.get('/v1/webhooks/endpoints/{endpoint_id}', { path });
    const kept = () => linesOf(journal).filter(({ kind }) => kind === 'event');
    const [{ sequence: from } = { sequence: 1 }] = kept();
    await partner.post('/v1/webhooks/endpoints/{endpoint_id}/replay', { path, body: { from, to } });
    await eventually(async () => {
      const { replays, waiting } = await partner.get('/v1/webhooks/endpoints/{endpoint_id}', { path });
      if (replays + waiting > 0) throw new Error('it is under way');
    });
    const sequences = kept().map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other));
  });

  it('refuses what is not from the engine, and an event that was not kept comes again', async () => {
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1',
      'webhook-signature': 'v1,AAAA',
    };
    const wrong = await opened(undefined, ['whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']);
    expect((await fetch(`${wrong.url}/webhooks`, { method: 'POST', headers, body: '{}' })).status).toBe(401);
    const order = { ...bike, order_id: randomUUID() };
    await sent(wrong.url, order);
    await eventually(async () => {
      const path = { endpoint_id: engine.credentials.partner.webhookEndpointId };
      const { failures } = await partnerOf().get('/v1/webhooks/endpoints/{endpoint_id}', { path });
      if (failures === 0) throw new Error('it was not sent yet');
    });
    await wrong.server.close();
    const right = await opened(wrong.journal);
    await covered(right.url, order.order_id);
  });
});
