import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, documentOf, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { contract, done } from './fixtures/partner-day.js';
import { briefHolder, clock } from './fixtures/samples.js';
import type { AuditEntry, Listed, Problem } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;
const names = ['=1+1', 'Ana "A", b', 'Zoë'];
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, STRANGERS_PER_SECOND: '1000' } });
  admin = clientFor(engine, 'admin');
  for (const first_name of names) {
    await contract(clientFor(engine, 'partner'), 'personal-life', { affinity_holder: { ...briefHolder, first_name } });
  }
});

const csv = { headers: { accept: 'text/csv' } };
const textOf = async (path: string, query = {}) => {
  const answer = await admin.get(path, { ...csv, query });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  return answer.bytes.toString('utf8');
};
const linesOf = async (path: string, query = {}) => (await textOf(path, query)).split('\r\n').slice(0, -1);

describe('the list of certificates as CSV', () => {
  it('has a head, and a line for each, with what JSON hides hidden', async () => {
    const [head, ...lines] = await linesOf('/ops/v1/affinities');
    expect(head).toMatch(/^id,product_id,.*,premium\.total,.*,holder_name,holder_document$/);
    expect(lines).toHaveLength(3);
    const text = lines.join('\n');
    expect(text).toContain('***.982.247-**');
    expect(text).not.toContain('52998224725');
    const { items } = done(await admin.get<Listed<{ id: string }>>('/ops/v1/affinities'));
    expect(lines.map((line) => line.split(',')[0])).toEqual(items.map(({ id }) => id));
  });

  it('has no cell that a spreadsheet takes for a formula', async () => {
    const text = await textOf('/ops/v1/affinities');
    expect(text).toContain(",'=1+1 Araújo Nuñez,");
    expect(text).toContain(',"Ana ""A"", b Araújo Nuñez",');
    expect(text).toContain(',Zoë Araújo Nuñez,');
  });

  it('is filtered as JSON is, and refuses what JSON refuses', async () => {
    expect(await linesOf('/ops/v1/affinities', { product_id: 'auto' })).toHaveLength(1);
    for (const query of [{ product: 'auto' }, { rows: 5 }, { cursor: 'x' }]) {
      const { status, body } = await admin.get<Problem>('/ops/v1/affinities', { ...csv, query });
      expect([status, ['INPUT-INVALID', 'CURSOR-INVALID']]).toEqual([400, expect.arrayContaining([body.code])]);
    }
  });

  it('is in the audit trail under who exported it; other lists are not', async () => {
    await textOf('/ops/v1/partners');
    await textOf('/ops/v1/affinities');
    const query = { action: 'list.exported' };
    const { items } = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query }));
    expect(items[0]).toMatchObject({ subject: 'listCertificates', details: { lines: 3 } });
    expect(items.map(({ subject }) => subject)).not.toContain('listPartners');
  });

  it('is for the roles that may read it', async () => {
    const partner = await clientFor(engine, 'partner').get('/ops/v1/affinities', csv);
    expect([partner.status, partner.headers['error-code']]).toEqual([403, 'ROLE-REFUSED']);
    const nobody = await clientFor(engine, null).get('/ops/v1/affinities', csv);
    expect(nobody.status).toBe(401);
  });
});

describe('lists of operators', () => {
  it('are all documented as CSV, and answer it', async () => {
    const { paths } = await documentOf(engine.baseUrl);
    const lists = Object.entries(paths).filter(([path, { get }]) => {
      return path.startsWith('/ops/v1') && get?.responses['200']?.content?.['text/csv'] !== undefined;
    });
    expect(lists.length).toBeGreaterThan(12);
    const { partner } = engine.credentials;
    for (const [path] of lists) {
      const at = path
        .replace('{endpoint_id}', partner.webhookEndpointId)
        .replace('{affinity_id}', (await linesOf('/ops/v1/affinities'))[1]?.split(',')[0] ?? '')
        .replace('{product_id}', 'bike')
        .replace('{insurer_id}/{month}', 'ins-5036/2026-01')
        .replace('{account_id}', engine.credentials.agencyNumbers.accountToken);
      const needs = {
        '/ops/v1/events': { owner_id: partner.id },
        '/ops/v1/series': { from: '2026-01-01', to: '2026-01-31' },
      };
      const [head] = await linesOf(at, needs[path as '/ops/v1/events'] ?? {});
      expect([path, head]).toEqual([path, expect.stringMatching(/^[a-z_.]+(,[a-z_.0-9]+)+$/)]);
    }
  });

  it('are JSON to those who do not ask for CSV, and others have no CSV', async () => {
    const answer = await admin.get('/ops/v1/partners', { headers: { accept: '*/*' } });
    expect([answer.headers['content-type'], answer.headers['vary']]).toEqual([
      'application/json; charset=utf-8',
      'accept',
    ]);
    const own = await clientFor(engine, 'partner').get('/v1/affinity', csv);
    expect(own.headers['content-type']).toMatch(/json/);
  });
});
