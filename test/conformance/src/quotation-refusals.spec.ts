import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Engine } from '@affinity-engine/test-harness';
import * as acting from './fixtures/broker.js';

let engine: Engine;
let broker: acting.Broker;
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: '2022-11-13T12:00:00Z', ...acting.unlimited } });
  broker = acting.brokerOf(engine);
});

const total = async (): Promise<number> =>
  (await clientFor(engine, 'admin').get<{ total: number }>('/ops/v1/quotations')).body.total;

const field = (name: string, validationType = 'Invalid') => ({
  code: 'INVALID-FORM-FIELD',
  properties: { validationType, field: name },
});

describe('an answer that a proposal could not print', () => {
  it('is refused by its code, with the character in the header', async () => {
    const answer = await broker.contract(acting.contractingBody({ 'INSURED-NAME': 'Ana 山' }));
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { errors: [{ code: 'ANSWERS-NOT-EVALUATED', properties: ['INSURED-NAME'] }] },
    ]);
    expect(answer.headers['answers-not-evaluated']).toBe('INSURED-NAME=unprintable U+5C71');
  });
});

describe('an invalid request', () => {
  const good = acting.contractingBody();
  it.each<[string, unknown, object]>([
    ['no register number', { ...good, registerNumber: undefined }, field('registerNumber', 'Required')],
    ['a register number that is a number', { ...good, registerNumber: 100000 }, field('registerNumber')],
    ['no product', { ...good, operationCode: undefined }, field('operationCode', 'Required')],
    ['an unknown product', { ...good, operationCode: 'DENTAL' }, field('operationCode', 'Unknown')],
    ['no answers', { ...good, answers: undefined }, field('answers', 'Required')],
    ['answers that are no list', { ...good, answers: {} }, field('answers')],
    ['an answer without code', { ...good, answers: [{ answer: 1 }] }, field('answers[0].code', 'Required')],
    ['a property nobody knows', { ...good, discount: 5 }, field('discount', 'Unknown')],
    ['an unknown code', acting.contractingBody({ 'SHOE-SIZE': 43 }), field('SHOE-SIZE', 'Unknown')],
    ['a code of the proposal', acting.contractingBody({ PEP: 'NO' }), field('PEP', 'Unknown')],
    ['a code that is derived', acting.contractingBody({ 'NET-VALUE': 1 }), field('NET-VALUE', 'Unknown')],
  ])('gets its problem: %s', async (_, body, error) => {
    const before = await total();
    const answer = await broker.contract(body);
    expect([answer.status, answer.body]).toEqual([
      400,
      { success: false, executed: expect.any(String), errors: [expect.objectContaining(error)] },
    ]);
    expect(await total()).toBe(before);
  });

  it('with a missing answer is not evaluated, and names its code', async () => {
    const { answers } = acting.contractingBody();
    const without = answers.map(({ code, answer }) => (code === 'IDENTITY' ? { code } : { code, answer }));
    expect((await broker.contract({ ...acting.contractingBody(), answers: without })).body.errors).toEqual([
      expect.objectContaining({ code: 'ANSWERS-NOT-EVALUATED', properties: ['IDENTITY'] }),
    ]);
  });

  it('with a code twice is not evaluated, and names the code as duplicated', async () => {
    const { answers } = acting.contractingBody();
    const body = { ...acting.contractingBody(), answers: [...answers, { code: 'IDENTITY', answer: '1' }] };
    expect((await broker.contract(body)).body.errors).toEqual([
      expect.objectContaining({ code: 'ANSWERS-NOT-EVALUATED', properties: ['IDENTITY'] }),
      expect.objectContaining(field('IDENTITY', 'Duplicated')),
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'with the code %s gets the error that it is unknown',
    async (code) => {
      const { answers } = acting.contractingBody();
      const { body } = await broker.contract({
        ...acting.contractingBody(),
        answers: [...answers, { code, answer: 1 }],
      });
      expect(body.errors).toEqual([expect.objectContaining(field(code, 'Unknown'))]);
    },
  );

  it('for the register number of another broker has both published codes', async () => {
    const { status, body } = await broker.contract({ ...acting.contractingBody(), registerNumber: '200000' });
    expect([status, body.errors.map(({ code }) => code)]).toEqual([400, ['INCORRECT-OR-NONEXISTENT', 'TOKEN-ERROR']]);
  });

  it.each([0, 21, 'x', 1.5, null])('with the due day %j is not evaluated, and stores nothing', async (dueDay) => {
    const item = await acting.quoted(broker);
    const { status, body } = await broker.propose(acting.proposalBody(item, 'TICKET', 1, { 'DUE-DAY': dueDay }));
    expect([status, body.errors[0]?.properties]).toEqual([400, ['DUE-DAY']]);
    const path = `/v1/quotation/100000/${item.quotationIdentifier}`;
    expect((await broker.get<acting.Success>(path)).body.item.proposal).toBeNull();
  });

  it.each([1, '1'])('with the due day %j is accepted', async (dueDay) => {
    const item = await acting.quoted(broker);
    expect((await broker.propose(acting.proposalBody(item, 'TICKET', 1, { 'DUE-DAY': dueDay }))).status).toBe(200);
  });

  it('with the installments of the other method is not evaluated', async () => {
    const item = await acting.quoted(broker);
    const answers = acting.proposalBody(item, 'CREDIT-CARD', 1).answers;
    const body = {
      ...acting.proposalBody(item, 'TICKET', 1),
      answers: [
        ...answers.filter(({ code }) => code !== 'PAYMENT-METHOD'),
        { code: 'PAYMENT-METHOD', answer: 'TICKET' },
        { code: 'DUE-DAY', answer: 1 },
      ],
    };
    expect((await broker.propose(body)).body.errors[0]?.properties).toEqual(
      expect.arrayContaining(['PAYMENT-INSTALLMENT-IDENTIFIER', 'TOTAL-VALUE']),
    );
  });

  it.each([
    ['page', 0],
    ['page', 'x'],
    ['sort', 'price'],
    ['status', 'Open'],
    ['startDate', '2022-02-30'],
    ['color', 'red'],
  ])('for the list with %s=%s names the field', async (name, value) => {
    const { status, body } = await broker.get<acting.Failure>('/v1/quotation/100000/all', { [name]: value });
    expect([status, body.errors.map(({ properties }) => (properties as { field: string }).field)]).toEqual([
      400,
      [name],
    ]);
  });

  it('for a range that ends before it begins names the field', async () => {
    const query = { startDate: '2022-11-14', endDate: '2022-11-13' };
    const { body } = await broker.get<acting.Failure>('/v1/quotation/100000/all', query);
    expect(body.errors).toEqual([expect.objectContaining(field('endDate'))]);
  });

  it.each([
    ['no JSON', '{'],
    ['a property twice', '{"registerNumber":"1","registerNumber":"2"}'],
    ['ten thousand levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10 MB', JSON.stringify({ registerNumber: 'x'.repeat(10_000_000) })],
  ])('is refused as a whole: %s', async (_, raw) => {
    const headers = { 'ocp-apim-subscription-key': engine.credentials.quotation.subscriptionKey };
    const answer = await broker.client.post<acting.Failure>('/v1/quotation/contracting', undefined, {
      raw,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    expect([answer.status, answer.body.errors[0]]).toEqual([400, expect.objectContaining(field('body'))]);
  });
});

describe('an expired quotation', () => {
  it('is neither edited, proposed nor checked out', async () => {
    const item = await acting.quoted(broker, 'TICKET');
    const own = await startEngine({ env: { SANDBOX_CLOCK: '2022-11-13T12:00:00Z', ...acting.unlimited } });
    const earlier = acting.brokerOf(own);
    const [kept] = [await acting.quoted(earlier, 'TICKET')];
    await own.restart({ SANDBOX_CLOCK: '2022-11-28T12:00:01Z' });
    const later = acting.brokerOf(own);
    const id = kept.quotationIdentifier;
    for (const refused of [
      await later.propose(acting.proposalBody(kept, 'TICKET', 1)),
      await later.contract({ ...acting.contractingBody(), quotationIdentifier: id }),
      await later.checkOut({ registerNumber: '100000', quotationIdentifier: id }),
    ]) {
      expect([refused.status, (refused.body as acting.Failure).errors[0]?.code]).toEqual([400, 'QUOTATION-EXPIRED']);
    }
    expect((await later.get<acting.Success>(`/v1/quotation/100000/${id}`)).body.item.status).toBe('Expired');
    expect(
      (await broker.get<acting.Success>(`/v1/quotation/100000/${item.quotationIdentifier}`)).body.item.status,
    ).toBe('Draft');
  });
});

describe('the gateway', () => {
  it('refuses an invalid key', async () => {
    const { status, body } = await acting
      .brokerOf(engine, 'nobody’s key'.replace('’', ''))
      .get('/v1/quotation/100000/all');
    expect([status, body]).toEqual([
      401,
      {
        statusCode: 401,
        message:
          'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
      },
    ]);
  });

  it('limits the calls of a minute and of a day, those before a restart included', async () => {
    const limited = await startEngine({ env: { QUOTATION_PER_MINUTE: '3', QUOTATION_PER_DAY: '5' } });
    const one = acting.brokerOf(limited);
    const statuses = [];
    for (let calls = 0; calls < 4; calls += 1) statuses.push((await one.get('/v1/quotation/100000/all')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const over = await one.get<acting.Failure>('/v1/quotation/100000/all');
    expect(over.body.message).toMatch(/^Rate limit is exceeded\. Try again in \d+ seconds\.$/);
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
    await limited.restart({ QUOTATION_PER_MINUTE: '100', QUOTATION_PER_DAY: '5' });
    const daily = acting.brokerOf(limited);
    // Three were admitted before the restart.
    for (let calls = 0; calls < 2; calls += 1) expect((await daily.get('/v1/quotation/100000/all')).status).toBe(200);
    const out = await daily.get<acting.Failure>('/v1/quotation/100000/all');
    expect([out.status, out.body.statusCode]).toEqual([403, 403]);
    expect(out.body.message).toMatch(/^Out of call volume quota\. Quota will be replenished in \d\d:\d\d:\d\d\.$/);
  });

  it('answers unknown paths in its own shape', async () => {
    const { status, body } = await broker.get<acting.Failure>('/v1/quotation/nothing/of/the/kind');
    expect([status, body]).toEqual([404, { statusCode: 404, message: 'Resource not found' }]);
  });
});
