import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, page, requestId } from './fixtures/partner-day.js';
import { clock, contracts } from './fixtures/samples.js';
import type { Canceled, Failure } from './fixtures/wire.js';

const lastDay = { lifetime_start: '2026-01-16', lifetime_end: '2026-01-29' };
const body = (id: string) => ({ affinity_request_id: id, ...contracts['personal-life'] });

let engine: Engine;
let partner: Client;
let made: Record<'early' | 'late' | 'kept' | 'over', string>;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  partner = clientFor(engine, 'partner');
  made = {
    early: await requestId(partner),
    late: await requestId(partner),
    kept: (await contract(partner, 'bike', lastDay)).id,
    over: (await contract(partner, 'bike', lastDay)).id,
  };
});

describe('late in the evening of the 29th in São Paulo, on the 30th elsewhere', () => {
  beforeAll(() => engine.restart({ SANDBOX_CLOCK: '2026-01-30T02:30:00Z' }));

  it('the last day of cover is not over', async () => {
    expect(done(await partner.delete<Canceled>(`/v1/affinity/${made.kept}`))).toMatchObject({
      status: 2,
      date_end: '2026-01-29',
    });
  });

  it('what is contracted is created on the 29th', async () => {
    const { id } = await contract(partner, 'bike');
    const found = async (query: Readonly<Record<string, string>>) =>
      (await page(partner, { ...query, rows: 100 })).items.map((item) => item.id);
    expect(await found({ created_from: '2026-01-29', created_to: '2026-01-29' })).toContain(id);
    expect(await found({ created_from: '2026-01-30' })).not.toContain(id);
    expect(await found({ created_to: '2026-01-28' })).not.toContain(id);
  });

  it('a request of fifteen days ago is still valid', async () => {
    expect((await partner.post('/v1/affinity', body(made.early))).status).toBe(200);
  });
});

describe('after noon of the 30th', () => {
  beforeAll(() => engine.restart({ SANDBOX_CLOCK: '2026-01-30T12:02:00Z' }));

  it('a request made fifteen days ago has expired, and contracts nothing', async () => {
    const { total } = await page(partner);
    const answer = await partner.post<Failure>('/v1/affinity', body(made.late));
    expect([answer.status, answer.body.error]).toEqual([
      400,
      expect.stringMatching(/^affinity_request_id: .* expired at 2026-01-30T12:0/),
    ]);
    expect((await page(partner)).total).toBe(total);
  });

  it('a cover whose last day was the 29th is over', async () => {
    expect((await partner.delete(`/v1/affinity/${made.over}`)).status).toBe(400);
    await eventually(async () => expect((await affinity(partner, made.over)).status).toBe(3));
  });
});
