import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine } from '@affinity-engine/test-harness';
import type { Client } from '@affinity-engine/test-harness';
import { affinity, contract, done } from './fixtures/partner-day.js';
import type { AuditEntry, Contracted, Listed, Problem } from './fixtures/wire.js';

type Line = {
  readonly kind: string;
  readonly day: string;
  readonly certificate_number: string;
  readonly total: number;
  readonly [field: string]: unknown;
};
type Total = { readonly kind: string; readonly count: number; readonly net: number; readonly total: number };
type Page = { readonly items: readonly Line[]; readonly cursor: string | null };

let admin: Client;
let partner: Client;
let adminId: string;
let kept: Contracted;
let regretted: Contracted;
let ended: Contracted;

/** Late in the evening of the last day of January, while it is February in UTC. */
const evening = '2027-02-01T01:30:00Z';
const travel = async (to: string) => {
  done(await admin.post('/ops/v1/clock/advance', { to }));
  await eventually(
    async () => {
      const { status } = done(await admin.get<{ readonly status: string }>('/ops/v1/clock'));
      if (status !== 'ready') throw new Error(`it is ${status}`);
    },
    { deadline: 30_000 },
  );
};
const cover = { lifetime_start: '2027-01-01', lifetime_end: '2027-12-31' };
const cancel = async ({ id }: Contracted) => {
  done(await partner.delete(`/v1/affinity/${id}`));
  return affinity(partner, id);
};

beforeAll(async () => {
  const engine = await startEngine({ env: { SANDBOX_CLOCK: '2027-01-01T03:00:00Z', STRANGERS_PER_SECOND: '1000' } });
  [admin, partner] = [clientFor(engine, 'admin'), clientFor(engine, 'partner')];
  adminId = engine.credentials.admin.clientId;
  kept = await contract(partner, 'personal-life', cover);
  regretted = await contract(partner, 'personal-life', cover);
  ended = await contract(partner, 'personal-life', cover);
  await cancel(regretted);
  await travel(evening);
});

const path = (month = '2027-01', insurer = 'ins-5036') => `/ops/v1/bordereaux/${insurer}/${month}`;
const read = async (month?: string, query = {}) => done(await admin.get<Page>(path(month), { query }));
const totals = async (month?: string) => done(await admin.get<Listed<Total>>(`${path(month)}/totals`)).items;

describe('the bordereau of an insurer', () => {
  it('has what was issued and canceled in the month in São Paulo, and adds up to what certificates say', async () => {
    const { cancellation } = await cancel(ended);
    await travel('2027-02-01T03:00:00Z');
    const late = await contract(partner, 'personal-life', { ...cover, lifetime_start: '2027-03-01' });
    const { items, cursor } = await read(undefined, { rows: 100 });
    expect(cursor).toBeNull();
    expect(items.map(({ kind, day }) => [kind, day])).toEqual([
      ...Array.from({ length: 3 }, () => ['issued', '2027-01-01']),
      ['canceled', '2027-01-01'],
      ['canceled', '2027-01-31'],
    ]);
    const { premium, certificate_number } = await affinity(partner, kept.id);
    const { currency: _currency, ...amounts } = premium as Record<string, unknown>;
    expect(items.find((line) => line.certificate_number === certificate_number)).toEqual({
      ...{ kind: 'issued', day: '2027-01-01', certificate_number, original_certificate_number: null },
      ...{ partner_id: expect.any(String), partner_name: expect.any(String), product_id: 'personal-life' },
      ...{ plan_id: 'essential', group_policy_number: expect.any(String), currency: 'BRL' },
      ...cover,
      ...amounts,
      ...{ kept: null, refund: null, tax_refund: null },
    });
    const ending = cancellation as unknown as { readonly kept: number; readonly refund: number };
    expect(items.at(-1)).toMatchObject({ kept: ending.kept, refund: ending.refund, total: -ending.refund });
    const sums = await totals();
    expect(sums.map(({ kind, count }) => [kind, count])).toEqual([
      ['canceled', 2],
      ['issued', 3],
    ]);
    const total = (premium as { readonly total: number }).total;
    expect(sums.reduce((sum, each) => sum + each.total, 0)).toBe(total + ending.kept);
    expect(sums.reduce((sum, each) => sum + each.total, 0)).toBe(items.reduce((sum, line) => sum + line.total, 0));
    const numbers = (await read('2027-02')).items.map((line) => line.certificate_number);
    expect(numbers).toEqual([(await affinity(partner, late.id)).certificate_number]);
    expect(await read('2026-12')).toEqual({ items: [], cursor: null });
    expect(await totals('2026-12')).toEqual([]);
  });

  it('names a renewal with its original', async () => {
    const successor = done(await partner.post<Contracted>(`/v1/affinity/${kept.id}/renewal`, {}));
    const [line] = (await read('2027-02')).items.filter(({ kind }) => kind === 'renewed');
    expect(line).toMatchObject({
      certificate_number: (await affinity(partner, successor.id)).certificate_number,
      original_certificate_number: (await affinity(partner, kept.id)).certificate_number,
    });
  });

  it('is the same in pages and as CSV, and has nothing of a person', async () => {
    const { items } = await read(undefined, { rows: 100 });
    const seen: Line[] = [];
    for (let cursor: string | null = ''; cursor !== null && seen.length < 9;) {
      const page: Page = await read(undefined, { rows: 2, ...(cursor === '' ? {} : { cursor }) });
      seen.push(...page.items);
      cursor = page.cursor;
    }
    expect(seen).toEqual(items);
    for (const [of, lines] of [
      [path(), items],
      [`${path()}/totals`, await totals()],
    ] as const) {
      const answer = await admin.get(of, { headers: { accept: 'text/csv' } });
      expect(answer.status).toBe(200);
      const [head, ...rows] = answer.bytes.toString('utf8').split('\r\n').slice(0, -1);
      expect(head).toBe(Object.keys(lines[0] ?? {}).join(','));
      expect(rows.map((row) => row.split(',').length)).toEqual(lines.map((line) => Object.keys(line).length));
      expect(answer.bytes.toString('utf8')).not.toMatch(/\d{11}|Ara[úu]jo|Concei/);
    }
  });

  it('is in the audit trail under who read it, once for all its pages', async () => {
    const entries = async () =>
      done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { action: 'bordereau.read', rows: 100 } }))
        .items;
    const before = (await entries()).length;
    const { cursor } = await read(undefined, { rows: 2 });
    await read(undefined, { rows: 2, cursor });
    await totals();
    const [newest, ...others] = await entries();
    expect(others).toHaveLength(before);
    expect(newest).toMatchObject({ actor: adminId, subject: 'ins-5036', details: { month: '2027-01' } });
  });

  it('is refused of an unknown insurer, of an invalid month, behind another’s place, and to partners', async () => {
    const refused = async (of: string, query = {}) => {
      const { status, body } = await admin.get<Problem>(of, { query });
      return [status, body.code];
    };
    expect(await refused(path('2027-01', 'nobody'))).toEqual([404, 'INSURER-UNKNOWN']);
    expect(await refused(`${path('2027-01', 'nobody')}/totals`)).toEqual([404, 'INSURER-UNKNOWN']);
    for (const month of ['2027-13', '2027-1', '202701', '1999-01']) {
      expect(await refused(path(month))).toEqual([400, 'INPUT-INVALID']);
    }
    const { cursor } = await read(undefined, { rows: 1 });
    expect(await refused(path('2027-02'), { cursor })).toEqual([400, 'CURSOR-INVALID']);
    expect((await partner.get(path())).status).toBe(403);
  });
});
