import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { Webhook } from 'standardwebhooks';
import { isGenuine, webhookServer } from './receive-webhooks.js';

type Event = { readonly id: string; readonly event: { readonly type: string; readonly sequence: number } };

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const body = Buffer.from('{"first_name":"Conceição"}');

function signed(at = Date.now(), over = body): Record<string, string> {
  const date = new Date(at);
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(date.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', date, over.toString('utf8')),
  };
}

describe('the signature check of the guide', () => {
  it('takes what the key signed just now, with any key in force and among several signatures', () => {
    const other = `whsec_${createHmac('sha256', 'x').digest('base64')}`;
    const headers = signed();
    expect(isGenuine(headers, body, [other, secret])).toBe(true);
    expect(
      isGenuine({ ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body, [secret]),
    ).toBe(true);
  });

  it.each([
    ['other bytes', signed(), Buffer.from('{}')],
    ['another id', { ...signed(), 'webhook-id': 'evt_2' }, body],
    ['another moment', { ...signed(), 'webhook-timestamp': '1700000000' }, body],
    ['an old request', signed(Date.now() - 600_000), body],
    ['a moment that is none', { ...signed(), 'webhook-timestamp': 'soon' }, body],
    ['no signature', { ...signed(), 'webhook-signature': '' }, body],
  ])('refuses %s', (_, headers, bytes) => {
    expect(isGenuine(headers, bytes, [secret])).toBe(false);
  });
});

describe('the server of the guide', () => {
  const kept = new Map<string, Event>();
  let engine: Engine;
  let partner: Client;
  let server: Server;
  let failing = false;

  beforeAll(async () => {
    engine = await startEngine({ env: { WEBHOOK_BACKOFF_SECONDS: '0.05' } });
    partner = clientFor(engine, 'partner');
    server = webhookServer([engine.credentials.partner.webhookSecret], async (id, event) => {
      if (failing) throw new Error('the store is down');
      kept.set(id, event as Event);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await clientFor(engine, 'admin').patch(
      `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`,
      { url },
    );
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function contract(): Promise<string> {
    const { body: request } = await partner.post<{ readonly id: string }>('/v1/affinity/request', {
      product_id: 'personal-life',
    });
    const { body: affinity } = await partner.post<{ readonly id: string }>('/v1/affinity', {
      affinity_request_id: request.id,
      plan_id: 'essential',
      lifetime_start: '2027-01-01',
      lifetime_end: '2027-12-31',
      affinity_holder: { first_name: 'João', last_name: 'Araújo', cpf: '52998224725', birth_date: '1990-05-17' },
    });
    return affinity.id;
  }

  const keptIds = () => [...kept.values()].map(({ id }) => id);

  it('keeps what the engine sends, in order', async () => {
    const ids = [await contract(), await contract()];
    await eventually(() => expect(keptIds()).toEqual(ids));
    expect([...kept.keys()].at(-1)).toMatch(/_2$/);
  });

  it('gets everything in order after its store was down', async () => {
    failing = true;
    const ids = [await contract(), await contract()];
    await eventually(async () => {
      const { body: endpoint } = await partner.get<{ readonly failures: number }>(
        `/v1/webhooks/endpoints/${engine.credentials.partner.webhookEndpointId}`,
      );
      expect(endpoint.failures).toBeGreaterThan(1);
    });
    failing = false;
    await eventually(() => expect(keptIds().slice(-2)).toEqual(ids));
    expect(new Set(keptIds()).size).toBe(kept.size);
  });
});
