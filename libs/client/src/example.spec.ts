import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { scriptedEngine } from './testing/scripted-engine.js';

const engineHere = scriptedEngine(({ call }) => {
  if (call.endsWith('/token')) return {};
  if (call.startsWith('GET')) return { json: { items: [{ certificate_number: '1-1' }], cursor: null, total: 1 } };
  return { json: { id: '01a201b2-f07a-768d-80ff-88d9c8d212bd' } };
});
globalThis.fetch = ((url: string, request: RequestInit) => engineHere.options.fetch(url, request)) as typeof fetch;
const key = `whsec_${Buffer.from('a key of 24 bytes or more').toString('base64')}`;
const sent = JSON.stringify({ event: { id: 'evt_1', type: 'affinity.issued', sequence: 1 } });
const at = new Date();
const bytes = new TextEncoder().encode(sent);
const headers = {
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(key).sign('evt_1', at, sent),
};
// example
import { affinityClient, verifyWebhook } from '@affinity-engine/client';

const engine = affinityClient({ baseUrl: 'https://engine.example', clientId: 'loja-azul', clientSecret: 'its secret' });

const request = await engine.post('/v1/affinity/request', { body: { product_id: 'bike' } });
const sold = await engine.post('/v1/affinity', {
  body: {
    affinity_request_id: request.id,
    plan_id: 'theft',
    lifetime_start: '2027-01-01',
    lifetime_end: '2027-12-31',
    item: { brand_name: 'Caloi', model_name: 'Elite', frame_number: 'CAL-2024-17', value: 450000 },
  },
}); // a token is fetched, what fails is tried again under one Idempotency-Key

const numbers: string[] = []; // of all certificates, page by page
for await (const affinity of engine.items('/v1/affinity', { query: { status: 1 } })) {
  numbers.push(affinity.certificate_number);
}

const { id, body } = await verifyWebhook(bytes, headers, [key]); // throws if it is not genuine
// end

it('does what the README shows', () => {
  expect(sold.id).toBe('01a201b2-f07a-768d-80ff-88d9c8d212bd');
  expect(numbers).toEqual(['1-1']);
  expect([id, body.event.type]).toEqual(['evt_1', 'affinity.issued']);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
