import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, eventsOf, page } from './fixtures/partner-day.js';
import { clock, holder, year } from './fixtures/samples.js';
import type { Affinity, Canceled, Contracted, Failure, Listed, Preview } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let admin: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '3600' } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
});

const answer = (id: string, outcome: string) => admin.post(`/ops/v1/affinities/${id}/insurer-answer`, { outcome });
const types = async (id: string) =>
  (await eventsOf(admin, engine.credentials.partner.webhookEndpointId, id)).map(({ type }) => type);
const renew = (id: string, body?: unknown) => partner.post<Affinity>(`/v1/affinity/${id}/renewal`, body);

describe('a renewal', () => {
  let expiring: Contracted;
  let successor: Affinity;
  beforeAll(async () => {
    expiring = await contract(partner);
    successor = done(await renew(expiring.id));
  });

  it('answers the successor, complete', async () => {
    const alone = await affinity(partner, successor.id);
    expect(Object.keys(successor).sort()).toEqual(Object.keys(alone).sort());
    expect({ ...successor, attachments: [] }).toEqual({ ...alone, attachments: [] });
    expect(successor.attachments.map(({ type }) => type)).toEqual([1, 2, 3]);
  });

  it('covers from the day after the last one, for as long, on the same plan, for the same holder', () => {
    expect(successor).toMatchObject({
      status: 1,
      lifetime_start: '2027-02-01',
      lifetime_end: '2028-01-31',
      plan_id: 'essential',
      product_id: 'personal-life',
      affinity_holder: holder,
      premium: { net: 11990, fees: 500, tax: 46, total: 12536 },
      renewed_from: expiring.id,
      renewed_by: null,
    });
    expect(successor.id).not.toBe(expiring.id);
  });

  it('marks the previous one 4 Renewed and changes nothing else of it', async () => {
    const before = await affinity(partner, expiring.id);
    expect(before).toMatchObject({ ...year, status: 4, renewed_by: successor.id, date_end: null });
    expect(before.attachments.map(({ type }) => type)).toEqual([1, 2, 3]);
  });

  it('has an event for each: renewed first, then issued', async () => {
    const endpoint = engine.credentials.partner.webhookEndpointId;
    const [, renewed] = await eventsOf(admin, endpoint, expiring.id);
    const [issued] = await eventsOf(admin, endpoint, successor.id);
    expect([renewed?.type, issued?.type]).toEqual(['affinity.renewed', 'affinity.issued']);
    expect(issued?.sequence).toBe((renewed?.sequence ?? NaN) + 1);
  });

  it.each([
    ['a year', '2027-01-01', '2027-12-31', '2028-01-01', '2028-12-31'],
    ['a year from a leap day', '2028-02-29', '2029-02-28', '2029-03-01', '2030-02-28'],
    ['February', '2027-02-01', '2027-02-28', '2027-03-01', '2027-03-31'],
    ['a month from the 31st', '2027-01-31', '2027-02-27', '2027-02-28', '2027-03-30'],
    ['forty days', '2027-01-01', '2027-02-09', '2027-02-10', '2027-03-21'],
  ])('of %s is as long', async (_, lifetime_start, lifetime_end, first, last) => {
    const { id } = await contract(partner, 'personal-life', { lifetime_start, lifetime_end });
    expect(done(await renew(id))).toMatchObject({ lifetime_start: first, lifetime_end: last });
  });

  it('accepts another last day, and another plan', async () => {
    const { id } = await contract(partner);
    const answer = done(await renew(id, { lifetime_end: '2027-07-31', plan_id: 'complete' }));
    expect(answer).toMatchObject({ lifetime_start: '2027-02-01', lifetime_end: '2027-07-31', plan_id: 'complete' });
    // 289.90 for 365 days, 181 of them: 143.758… → 143.76, tax 0.546… → 0.55
    expect(answer.premium).toMatchObject({ net: 14376, fees: 500, tax: 55, total: 14931 });
  });

  it.each([
    ['an unknown plan', { plan_id: 'gold' }, /^plan_id: expected one of essential, complete$/],
    ['a last day before the first', { lifetime_end: '2027-01-31' }, /^lifetime_end: /],
    ['a last day that is the first', { lifetime_end: '2027-02-01' }, /^lifetime_end: /],
  ])('with %s is refused, and nothing is renewed', async (_, body, message) => {
    const { id } = await contract(partner);
    const { total } = await page(partner);
    const answer = await partner.post<Failure>(`/v1/affinity/${id}/renewal`, body);
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(message)]);
    expect((await affinity(partner, id)).status).toBe(1);
    expect((await page(partner)).total).toBe(total);
  });

  it('happens once', async () => {
    const again = await partner.post<Failure>(`/v1/affinity/${expiring.id}/renewal`);
    expect([again.status, again.body.error]).toEqual([400, 'status: an affinity that is renewed cannot renew']);
  });

  it('of twenty at once, one is made', async () => {
    const { id } = await contract(partner, 'bike');
    const { total } = await page(partner);
    const answers = await Promise.all(Array.from({ length: 20 }, () => renew(id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await page(partner)).total).toBe(total + 1);
  });

  it('of a pending or a canceled affinity is refused', async () => {
    const pending = await contract(partner, 'auto');
    const canceled = await contract(partner, 'bike');
    done(await partner.delete(`/v1/affinity/${canceled.id}`));
    const answers = [await renew(pending.id), await renew(canceled.id)];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [400, { error: 'status: an affinity that is pending cannot renew' }],
      [400, { error: 'status: an affinity that is canceled cannot renew' }],
    ]);
  });

  it('leaves the renewed one in force: it can still be canceled', async () => {
    const { id } = await contract(partner);
    const next = done(await renew(id));
    const preview = done(await partner.post<Preview>(`/v1/affinity/${id}/cancellation-preview`));
    const answer = done(await partner.delete<Canceled>(`/v1/affinity/${id}`));
    expect(answer).toMatchObject({ status: 2, successor: { id: next.id, status: 1, lifetime_start: '2027-02-01' } });
    expect(answer.successor?.note).toMatch(/^The successor stays as it is and covers from 2027-02-01\./);
    expect(preview.successor).toEqual(answer.successor);
    expect((await affinity(partner, next.id)).status).toBe(1);
  });

  it('that is given back within regret gives the previous one back, which may be renewed again', async () => {
    const { id } = await contract(partner);
    const next = done(await renew(id));
    expect(done(await partner.delete<Canceled>(`/v1/affinity/${next.id}`))).not.toHaveProperty('successor');
    expect(await affinity(partner, id)).toMatchObject({ status: 1, renewed_by: null });
    expect(await types(id)).toEqual(['affinity.issued', 'affinity.renewed', 'affinity.reinstated']);
    expect(done(await renew(id)).renewed_from).toBe(id);
  });
});

describe('a renewal that the insurer has yet to answer', () => {
  const pending = async () => {
    const { id } = await contract(partner, 'auto');
    done(await answer(id, 'issued'));
    return { id, next: done(await renew(id)) };
  };

  it('leaves the previous one 1 Issued, and is the only one', async () => {
    const { id, next } = await pending();
    expect(next).toMatchObject({ status: 5, renewed_from: id });
    expect(await affinity(partner, id)).toMatchObject({ status: 1, renewed_by: next.id });
    const again = await partner.post<Failure>(`/v1/affinity/${id}/renewal`);
    const error = `status: an affinity whose successor is pending cannot renew; ${next.id} waits for its insurer`;
    expect([again.status, again.body]).toEqual([400, { error }]);
    expect(await types(id)).toEqual(['affinity.issued']);
  });

  it('makes the previous one 4 Renewed when it is issued', async () => {
    const { id, next } = await pending();
    done(await answer(next.id, 'issued'));
    expect(await affinity(partner, id)).toMatchObject({ status: 4, renewed_by: next.id });
    expect([await types(id), await types(next.id)]).toEqual([
      ['affinity.issued', 'affinity.renewed'],
      ['affinity.issued'],
    ]);
  });

  it.each([
    ['declined', (id: string) => answer(id, 'declined')],
    ['canceled', (id: string) => partner.delete(`/v1/affinity/${id}`)],
  ])('leaves the previous one to be renewed again when it is %s', async (_, undo) => {
    const { id, next } = await pending();
    done(await undo(next.id));
    expect(await affinity(partner, id)).toMatchObject({ status: 1, renewed_by: null });
    expect((await affinity(partner, next.id)).renewed_from).toBe(id);
    expect(done(await renew(id)).status).toBe(5);
    const { items } = done(await admin.get<Listed<{ action: string }>>('/ops/v1/audit', { query: { subject: id } }));
    expect(items.map(({ action }) => action).slice(0, 3)).toEqual([
      'affinity.renewal-pending',
      'affinity.renewal-undone',
      'affinity.renewal-pending',
    ]);
  });

  it('stays pending when the previous one is canceled, whose answer says so', async () => {
    const { id, next } = await pending();
    const canceled = done(await partner.delete<Canceled>(`/v1/affinity/${id}`));
    expect(canceled.successor).toMatchObject({ id: next.id, status: 5 });
    done(await answer(next.id, 'issued'));
    expect([(await affinity(partner, id)).status, (await affinity(partner, next.id)).status]).toEqual([2, 1]);
  });
});
