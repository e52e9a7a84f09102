import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, eventsOf } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Affinity, Problem } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let admin: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '1' } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
});

const answer = (id: string, outcome: string) =>
  admin.post<Affinity & Problem>(`/ops/v1/affinities/${id}/insurer-answer`, { outcome });
const types = async (id: string) =>
  (await eventsOf(admin, engine.credentials.partner.webhookEndpointId, id)).map(({ type }) => type);
const isIssued = (id: string) => eventually(async () => expect((await affinity(partner, id)).status).toBe(1));

describe('an asynchronous product', () => {
  it('is contracted as 5 Pending, without attachments', async () => {
    const contracted = await contract(partner, 'auto');
    expect(contracted).toEqual({ id: contracted.id, status: 5, premium: expect.any(Object), attachments: [] });
  });

  it('is issued by the insurer after its delay, once', async () => {
    const { id } = await contract(partner, 'auto');
    await isIssued(id);
    const issued = await affinity(partner, id);
    expect(Date.parse(issued.issued_at ?? '') - Date.parse(issued.created_at)).toBeGreaterThanOrEqual(1_000);
    expect(issued.attachments.map(({ type }) => type)).toEqual([1, 2]);
    expect(await types(id)).toEqual(['affinity.issued']);
  });
});

describe("the operator's answer", () => {
  it('issues at once if it is the first', async () => {
    const { id } = await contract(partner, 'auto');
    expect(done(await answer(id, 'issued'))).toMatchObject({ id, status: 1 });
    const later = await contract(partner, 'auto');
    await isIssued(later.id);
    expect(await types(id)).toEqual(['affinity.issued']);
  });

  it('declines, and wins over the insurer who would have issued later', async () => {
    const { id } = await contract(partner, 'auto');
    expect(done(await answer(id, 'declined'))).toMatchObject({
      id,
      status: 2,
      attachments: [],
      issued_at: null,
      cancellation: { rule: 'not-issued', paid: 185_478, kept: 0, refund: 185_478, tax_refund: 12_335 },
    });
    const later = await contract(partner, 'auto');
    await isIssued(later.id);
    expect((await affinity(partner, id)).status).toBe(2);
    expect(await types(id)).toEqual(['affinity.canceled']);
  });

  it('counts once', async () => {
    const { id } = await contract(partner, 'auto');
    done(await answer(id, 'issued'));
    for (const outcome of ['issued', 'declined']) {
      const again = await answer(id, outcome);
      expect([again.status, again.body.code]).toEqual([409, 'TRANSITION-REFUSED']);
    }
    expect((await affinity(partner, id)).status).toBe(1);
  });

  it('of ten at once, one counts', async () => {
    const { id } = await contract(partner, 'auto');
    const outcomes = Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? 'issued' : 'declined'));
    const answers = await Promise.all(outcomes.map((outcome) => answer(id, outcome)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(await types(id)).toHaveLength(1);
  });

  it('to an unknown affinity is 404', async () => {
    expect((await answer('unknown', 'issued')).status).toBe(404);
  });

  it('is refused once the partner has canceled', async () => {
    const { id } = await contract(partner, 'auto');
    done(await partner.delete(`/v1/affinity/${id}`));
    expect((await answer(id, 'issued')).status).toBe(409);
    expect(await types(id)).toEqual(['affinity.canceled']);
  });
});
