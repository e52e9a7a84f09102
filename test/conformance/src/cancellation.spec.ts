import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { catalogueWithWorkedExample } from './fixtures/catalogue.js';
import { affinity, contract, done, eventsOf, requestId } from './fixtures/partner-day.js';
import { aDay, clock, holder, year } from './fixtures/samples.js';
import type { Canceled, Contracted, Failure, Preview } from './fixtures/wire.js';

/** The reasons of the contract and a missing reason, each as it is sent. */
const reasons: readonly (readonly [string, number | undefined])[] = [
  ['none', undefined],
  ['1, requested by the holder,', 1],
  ['2, default,', 2],
  ['3, claimed,', 3],
  ['4, by the insurer,', 4],
];

let engine: Engine;
let partner: Client;
let admin: Client;
/** One worked example for each reason, contracted in January and canceled on day 90. */
const worked: string[] = [];

const contractWorked = async (): Promise<string> => {
  const fields = { affinity_request_id: await requestId(partner, 'worked'), ...year, affinity_holder: holder };
  return done(await partner.post<Contracted>('/v1/affinity', fields)).id;
};

const preview = async (id: string, body?: Readonly<Record<string, unknown>>): Promise<Preview> =>
  done(await partner.post<Preview>(`/v1/affinity/${id}/cancellation-preview`, body));

beforeAll(async () => {
  const env = { SANDBOX_CLOCK: clock, CATALOGUE_DIR: catalogueWithWorkedExample(), INSURER_DELAY_SECONDS: '3600' };
  engine = await startEngine({ env });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
  for (const _ of reasons) worked.push(await contractWorked());
});

describe('a cancellation preview', () => {
  it('is answered with day, rule, amounts and their computation', async () => {
    const answer = await preview(worked[0] ?? '', { date_end: '2026-05-02', cancel_reason: 1 });
    const fields = ['id', 'date_end', 'rule', 'paid', 'kept', 'refund', 'tax_refund', 'explain'];
    expect(Object.keys(answer)).toEqual(fields);
    expect(answer).toMatchObject({ id: worked[0], date_end: '2026-05-02' });
    const amounts = Object.fromEntries(answer.explain.map(({ name, amount, text }) => [name, amount ?? text]));
    expect(amounts).toMatchObject({ 'days-elapsed': '90', 'term-days': '365', kept: 50_000, refund: 66_000 });
  });

  it.each([
    // 1100.00 and fees of 60.00, all paid, tax 0, day 90 of 365: 660.00 to the holder, 828.77 where the insurer cancels
    ['none', {}, { rule: 'short-rate', kept: 50_000, refund: 66_000 }],
    ['1', { cancel_reason: 1 }, { rule: 'short-rate', kept: 50_000, refund: 66_000 }],
    ['2', { cancel_reason: 2 }, { rule: 'short-rate', kept: 50_000, refund: 66_000 }],
    ['3', { cancel_reason: 3 }, { rule: 'claimed', kept: 116_000, refund: 0 }],
    ['4', { cancel_reason: 4 }, { rule: 'pro-rata', kept: 33_123, refund: 82_877 }],
  ])('refunds the amount of the worked example on day 90 with reason %s', async (_, reason, amounts) => {
    const answer = await preview(worked[0] ?? '', { date_end: '2026-05-02', ...reason });
    expect(answer).toMatchObject({ ...amounts, paid: 116_000, tax_refund: 0 });
  });

  it.each([
    ['today, within seven days of issue', undefined, 'regret'],
    ['on the seventh day after issue', '2026-01-22', 'regret'],
    ['on the eighth, before the first day of cover', '2026-01-23', 'before-start'],
    ['on the last day before the cover', '2026-01-31', 'before-start'],
    ['on the first day of cover', '2026-02-01', 'short-rate'],
  ])('counts the rule of the day: %s', async (_, dateEnd, rule) => {
    const answer = await preview(worked[0] ?? '', dateEnd === undefined ? undefined : { date_end: dateEnd });
    expect(answer.rule).toBe(rule);
    expect(answer.date_end).toBe(dateEnd ?? aDay);
    expect(answer.refund).toBe(rule === 'short-rate' ? 110_000 : 116_000);
  });

  it('refunds the tax together with its premium', async () => {
    // net 119.90, fees 5.00, tax 0.46; day 90: 40 % kept, 47.96 + 5.00 + 0.184 → 53.14; of the tax 60 % back → 0.28
    const { id } = await contract(partner);
    const answer = await preview(id, { date_end: '2026-05-02' });
    expect(answer).toMatchObject({ paid: 12_536, kept: 5_314, refund: 7_222, tax_refund: 28 });
  });

  it('changes nothing', async () => {
    const before = await affinity(partner, worked[0] ?? '');
    await preview(worked[0] ?? '', { date_end: '2026-05-02' });
    const after = await affinity(partner, worked[0] ?? '');
    expect({ ...after, attachments: [] }).toEqual({ ...before, attachments: [] });
    const events = await eventsOf(admin, engine.credentials.partner.webhookEndpointId, worked[0] ?? '');
    expect(events.map(({ type }) => type)).toEqual(['affinity.issued']);
  });

  it('after the last day of cover is refused', async () => {
    const path = `/v1/affinity/${worked[0] ?? ''}/cancellation-preview`;
    const answer = await partner.post<Failure>(path, { date_end: '2027-02-01' });
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(/^date_end: .*2027-01-31$/)]);
  });
});

describe('a cancellation', () => {
  it('is answered with id, status 2, the day, and the refund', async () => {
    const { id } = await contract(partner);
    const answer = done(await partner.delete<Canceled>(`/v1/affinity/${id}`));
    expect(answer).toEqual({ id, status: 2, date_end: aDay, refund: 12_536 });
    expect(Object.keys(answer)).toEqual(['id', 'status', 'date_end', 'refund']);
  });

  it('stores the reason and the refund', async () => {
    const { id } = await contract(partner);
    const why = { cancel_reason: 4, cancel_description: 'Risco agravado' };
    done(await partner.delete(`/v1/affinity/${id}`, why));
    const { cancellation, date_end: dateEnd, status } = await affinity(partner, id);
    expect([status, dateEnd]).toEqual([2, aDay]);
    expect(cancellation).toMatchObject({
      ...why,
      rule: 'regret',
      paid: 12_536,
      kept: 0,
      refund: 12_536,
      tax_refund: 46,
    });
  });

  it('with a remark that its endorsement could not print is refused, naming field and character', async () => {
    const { id } = await contract(partner, 'bike');
    const answer = await partner.delete<Failure>(`/v1/affinity/${id}`, { cancel_description: 'Vendida 🎉' });
    const error =
      'cancel_description: expected characters that documents can print, without 🎉 (U+1F389), which their typeface does not have';
    expect([answer.status, answer.body]).toEqual([400, { error }]);
    expect((await affinity(partner, id)).status).toBe(1);
  });

  it.each([
    ['without a body', undefined],
    ['with an empty object', {}],
    ['with nulls', { cancel_reason: null, cancel_description: null }],
  ])('%s counts as asked for by the holder', async (_, body) => {
    const { id } = await contract(partner, 'bike');
    done(await partner.delete(`/v1/affinity/${id}`, body));
    expect((await affinity(partner, id)).cancellation).toMatchObject({ cancel_reason: 1, cancel_description: null });
  });

  it('happens once', async () => {
    const { id } = await contract(partner, 'bike');
    done(await partner.delete(`/v1/affinity/${id}`));
    const again = await partner.delete<Failure>(`/v1/affinity/${id}`);
    expect([again.status, again.body.error]).toEqual([400, 'status: an affinity that is canceled cannot cancel']);
    const later = await partner.post<Failure>(`/v1/affinity/${id}/cancellation-preview`);
    expect(later.status).toBe(400);
  });

  it('of twenty at once, one is made', async () => {
    const { id } = await contract(partner, 'bike');
    const answers = await Promise.all(Array.from({ length: 20 }, () => partner.delete(`/v1/affinity/${id}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const events = await eventsOf(admin, engine.credentials.partner.webhookEndpointId, id);
    expect(events.map(({ type }) => type)).toEqual(['affinity.issued', 'affinity.canceled']);
  });

  it('refunds everything if the insurer has not answered yet', async () => {
    const { id } = await contract(partner, 'auto');
    expect(done(await partner.delete<Canceled>(`/v1/affinity/${id}`))).toMatchObject({ status: 2, refund: 185_478 });
    expect(await affinity(partner, id)).toMatchObject({ attachments: [], cancellation: { rule: 'not-issued' } });
  });
});

describe('the reason of a cancellation', () => {
  const canceled = async (query: object, body?: object) => {
    const { id } = await contract(partner);
    const answer = await partner.delete<Failure>(`/v1/affinity/${id}`, body, {
      query: query as Record<string, string>,
    });
    return { answer, cancellation: (await affinity(partner, id)).cancellation };
  };

  it('may come in the query, since proxies drop the body of a DELETE', async () => {
    const said = { cancel_reason: 4, cancel_description: 'Risco agravado' };
    expect((await canceled(said)).cancellation).toMatchObject(said);
    expect((await canceled({ cancel_reason: 4 }, { cancel_description: 'x' })).cancellation).toMatchObject({
      cancel_reason: 4,
      cancel_description: 'x',
    });
    expect((await canceled(said, { ...said, cancel_description: null })).cancellation).toMatchObject(said);
  });

  it.each([
    ['differs in query and body', { cancel_reason: 4 }, { cancel_reason: 1 }, 'cancel_reason'],
    ['is none of the four', { cancel_reason: 5 }, undefined, 'cancel_reason'],
    ['has another name', { reason: 4 }, undefined, 'reason'],
  ])('is refused where it %s', async (_, query, body, name) => {
    const { answer, cancellation } = await canceled(query, body);
    expect([answer.status, answer.body.error, cancellation]).toEqual([400, expect.stringContaining(name), null]);
  });
});

describe('on day 90 of the cover', () => {
  beforeAll(async () => {
    await engine.restart({ SANDBOX_CLOCK: '2026-05-02T12:00:00Z' });
  });

  it.each(reasons.map((reason, at) => [...reason, at, [66_000, 66_000, 66_000, 0, 82_877][at] ?? NaN] as const))(
    'reason %s refunds the expected amount, to the cent',
    async (_, reason, at, refund) => {
      const id = worked[at] ?? '';
      const body = reason === undefined ? undefined : { cancel_reason: reason };
      const foreseen = await preview(id, body);
      const answer = done(await partner.delete<Canceled>(`/v1/affinity/${id}`, body));
      expect(answer).toEqual({ id, status: 2, date_end: '2026-05-02', refund });
      expect(foreseen.refund).toBe(refund);
      expect((await affinity(partner, id)).cancellation).toMatchObject({ cancel_reason: reason ?? 1, refund });
    },
  );
});
