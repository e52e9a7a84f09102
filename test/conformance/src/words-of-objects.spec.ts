import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { aNumber } from './fixtures/agency.js';
import { operationCode, registerNumber } from './fixtures/broker.js';
import { requestId } from './fixtures/partner-day.js';

type Sent = (word: string) => Promise<{ readonly status: number }>;

let engine: Engine;
let partner: Client;
let admin: Client;
let user: agency.ApiUser;

beforeAll(async () => {
  engine = await startEngine({ env: { QUOTATION_PER_MINUTE: '1000', QUOTATION_PER_DAY: '10000' } });
  [partner, admin] = [clientFor(engine, 'partner'), clientFor(engine, 'admin')];
  user = await agency.apiUser(engine);
});

const anyone = () => clientFor(engine, null);
const key = () => ({ headers: { 'ocp-apim-subscription-key': engine.credentials.quotation.subscriptionKey } });
const quotations = (query: Record<string, string>) =>
  anyone().get(`/v1/quotation/${registerNumber}/all`, { ...key(), query });
const contracting = (body: object) =>
  anyone().post('/v1/quotation/contracting', { registerNumber, operationCode, answers: [], ...body }, key());
const groups = (query: Record<string, string>) => admin.get('/admin/v1/affinity-groups', { query });

/** Every place where a text of a caller names something. */
const places: Readonly<Record<string, Sent>> = {
  'the order of quotations': (word) => quotations({ sort: word }),
  'the falling order of quotations': (word) => quotations({ sort: `date,-${word}` }),
  'the status of quotations': (word) => quotations({ status: word }),
  'the product of quotations': (word) => quotations({ product: word }),
  'a parameter of quotations': (word) => quotations({ [word]: 'x' }),
  'an answer': (word) => contracting({ answers: [{ code: word, answer: 'x' }] }),
  'an operation code': (word) => contracting({ operationCode: word }),
  'the order of groups': (word) => groups({ sort: word }),
  'a filter of groups': (word) => groups({ filter: `${word}:eq:x` }),
  'an operator of a filter': (word) => groups({ filter: `name:${word}:x` }),
  'fields of groups': (word) => groups({ fields: word }),
  'a parameter to be ignored': (word) =>
    admin.get('/admin/v1/affinity-groups', {
      query: { [word]: 'x' },
      headers: { 'gw-unknownqueryparamhandling': 'ignore' },
    }),
  'the order of affinities': (word) => partner.get('/v1/affinity', { query: { sort: word } }),
  'a product': (word) => partner.post('/v1/affinity/request', { product_id: word }),
  'a plan': async (word) =>
    partner.post('/v1/affinity', { affinity_request_id: await requestId(partner), plan_id: word }),
  'a particular': async (word) =>
    partner.post('/v1/affinity', { affinity_request_id: await requestId(partner), affinity_holder: { [word]: 'x' } }),
  'an insurer of a partner': (word) =>
    admin.patch(`/ops/v1/partners/${engine.credentials.partner.id}`, { insurers: { [word]: 'active' } }),
  'a standing': (word) =>
    admin.patch(`/ops/v1/partners/${engine.credentials.partner.id}`, { insurers: { 'insurer-1': word } }),
  'a role': (word) => admin.post('/ops/v1/clients', { name: 'x', role: word }),
  'an insurer': (word) => user.register({ agencyNumberSets: [{ baFinId: word, agencyNumbers: [aNumber('1')] }] }),
  'a collection type': (word) =>
    user.register({ agencyNumberSets: [{ baFinId: '5405', agencyNumbers: [aNumber('1', { collectionType: word })] }] }),
  'a purpose': (word) => user.offer({ baFinId: '5405', purpose: word }),
  'an event type': (word) =>
    admin.post('/ops/v1/webhook-endpoints', { partner_id: engine.credentials.partner.id, event_types: [word] }),
  'a grant': (word) => anyone().post('/oauth2/token', { grant_type: word, client_id: word, client_secret: word }),
};

describe.each(Object.keys(places))('%s', (place) => {
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('is not found by %s', async (word) => {
    const { status } = await (places[place] as Sent)(word);
    expect(status).toBeLessThan(500);
    if (!['an insurer', 'a collection type', 'a purpose', 'a parameter to be ignored'].includes(place)) {
      expect([place === 'the product of quotations' ? 200 : 0, 400, 403, 404]).toContain(status);
    }
  });
});

describe('a list below something that is not there', () => {
  it.each([
    '/ops/v1/accounts/unknown/brokers',
    '/ops/v1/webhook-endpoints/unknown/deliveries',
    '/admin/v1/affinity-groups/unknown/producer-codes',
  ])('is 404: %s', async (path) => {
    expect((await admin.get(path)).status).toBe(404);
  });

  it('is 404: a document of a proposal', async () => {
    expect((await anyone().get('/v1/quotation/documents/proposals/unknown')).status).toBe(404);
  });
});
