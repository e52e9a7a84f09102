import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, eventsOf, page } from './fixtures/partner-day.js';
import { pdfText } from './fixtures/pdf-text.js';
import { clock, holder } from './fixtures/samples.js';
import type { AuditEntry, Contracted, Listed } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let admin: Client;
let ids: Record<'issued' | 'canceled' | 'expired' | 'renewed' | 'pending' | 'pendingExpired', string>;

const short = { lifetime_start: '2026-01-16', lifetime_end: '2026-02-15' };

/** Everything is contracted in January; then the engine is stopped until March. */
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '31536000' } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
  ids = {
    issued: (await contract(partner)).id,
    canceled: (await contract(partner)).id,
    expired: (await contract(partner, 'personal-life', short)).id,
    renewed: (await contract(partner, 'personal-life', short)).id,
    pending: (await contract(partner, 'auto')).id,
    pendingExpired: (await contract(partner, 'auto', short)).id,
  };
  done(await partner.delete(`/v1/affinity/${ids.canceled}`));
  done(await partner.post(`/v1/affinity/${ids.renewed}/renewal`, { lifetime_end: '2027-01-31' }));
  await engine.stop();
  await engine.restart({ SANDBOX_CLOCK: '2026-03-01T12:00:00Z' });
});

describe('the statuses', () => {
  it.each([
    [1, 'Issued', 'issued'],
    [2, 'Canceled', 'canceled'],
    [3, 'Expired', 'expired'],
    [4, 'Renewed, in force to its own end and so called ever after', 'renewed'],
    [5, 'Pending', 'pending'],
    [3, 'Expired, where the insurer never answered', 'pendingExpired'],
  ] as const)('%d is %s', async (status, _, name) => {
    await eventually(async () => expect((await affinity(partner, ids[name])).status).toBe(status));
    const { items } = await page(partner, { status, rows: 100 });
    expect(items.map(({ id }) => id)).toContain(ids[name]);
    expect(new Set(items.map((item) => item.status))).toEqual(new Set([status]));
  });
});

describe('cover that ended while the engine was down', () => {
  it('expires once, with one event and one line of the trail, also after several starts', async () => {
    const endpoint = engine.credentials.partner.webhookEndpointId;
    for (const id of [ids.expired, ids.pendingExpired]) {
      await eventually(async () => expect((await affinity(partner, id)).status).toBe(3));
    }
    await engine.restart();
    await eventually(async () => expect((await page(partner, { status: 3 })).total).toBe(2));
    const types = async (id: string) => (await eventsOf(admin, endpoint, id)).map(({ type }) => type);
    expect(await types(ids.expired)).toEqual(['affinity.issued', 'affinity.expired']);
    expect(await types(ids.pendingExpired)).toEqual(['affinity.expired']);
    const trail = await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject: ids.expired } });
    expect(done(trail).items.map(({ action, actor }) => [action, actor])).toEqual([
      ['affinity.expired', 'engine'],
      ['affinity.issued', engine.credentials.partner.id],
    ]);
  });

  it('cannot be canceled, previewed or renewed', async () => {
    const path = `/v1/affinity/${ids.expired}`;
    const answers = [
      await partner.delete(path),
      await partner.post(`${path}/cancellation-preview`),
      await partner.post(`${path}/renewal`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it('cannot be canceled if it was renewed', async () => {
    expect((await partner.delete(`/v1/affinity/${ids.renewed}`)).status).toBe(400);
    expect((await affinity(partner, ids.renewed)).status).toBe(4);
  });

  it('is not issued by a late answer of the insurer', async () => {
    const path = `/ops/v1/affinities/${ids.pendingExpired}/insurer-answer`;
    expect((await admin.post(path, { outcome: 'issued' })).status).toBe(409);
  });
});

describe('the attachment types', () => {
  const typesOf = ({ attachments }: Pick<Contracted, 'attachments'>) => attachments.map(({ type }) => type);

  it.each([
    ['issued', [1, 2, 3]],
    ['canceled', [1, 2, 3, 4]],
    ['expired', [1, 2, 3]],
    ['renewed', [1, 2, 3]],
    ['pending', []],
    ['pendingExpired', []],
  ] as const)('of one that is %s are %j', async (name, types) => {
    expect(typesOf(await affinity(partner, ids[name]))).toEqual(types);
  });

  it('have no capitalization regulation if the product bundles no prize draw', async () => {
    const { id } = await contract(partner, 'bike', { affinity_holder: holder });
    expect(typesOf(await affinity(partner, id))).toEqual([1, 2]);
    done(await partner.delete(`/v1/affinity/${id}`));
    expect(typesOf(await affinity(partner, id))).toEqual([1, 2, 4]);
  });

  it.each([
    [1, 'Coi (Certificate of Insurance)', /certificado|certificate/i],
    [2, 'General Condition', /condi(ções|tions)/i],
    [3, 'Capitalization Regulation', /capitaliza(ção|tion)/i],
    [4, 'Cancel', /cancel/i],
  ])('%d is a PDF: %s', async (type, _, words) => {
    const { attachments } = await affinity(partner, ids.canceled);
    const url = new URL(attachments.find((each) => each.type === type)?.url ?? '');
    const answer = await clientFor(engine, null).get(url.pathname);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(answer.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await pdfText(answer.bytes)).toMatch(words);
  });
});
