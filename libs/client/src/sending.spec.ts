import { describe, expect, it } from '@jest/globals';
import { untilAborted } from './client-options.js';
import { affinityClient, agencyNumberClient, operatorClient, quotationClient } from './dialects.js';
import { NoAnswerError, RefusedError } from './refused-error.js';
import { scriptedEngine, type ScriptedAnswer } from './testing/scripted-engine.js';

const secret = { clientId: 'loja', clientSecret: 'azul' };
const partnerOf = (answer: Parameters<typeof scriptedEngine>[0], more: object = {}) => {
  const engine = scriptedEngine((request, nth) => (request.call.endsWith('/token') ? {} : answer(request, nth)));
  return { engine, client: affinityClient({ ...engine.options, ...secret, ...more }) };
};
const inOrder =
  (...answers: readonly ScriptedAnswer[]) =>
  (_: unknown, nth: number): ScriptedAnswer =>
    answers[nth] ?? {};
const overloaded: ScriptedAnswer = { status: 503, headers: { 'error-code': 'OVERLOADED', 'retry-after': '2' } };
const contracted = { body: { affinity_request_id: 'r', lifetime_start: '2027-01-01', lifetime_end: '2027-12-31' } };
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no failure').catch((thrown) => thrown);

describe('a call', () => {
  it('has its path, query and body, a token, and a new key if it writes', async () => {
    const { engine, client } = partnerOf(() => ({ json: { id: 'a' } }));
    await client.get('/v1/affinity', { query: { status: 1, product_id: undefined } });
    await client.post('/v1/affinity/{affinity_id}/renewal', { path: { affinity_id: 'a/b c' } });
    expect(await client.post('/v1/affinity', contracted)).toEqual({ id: 'a' });
    expect(engine.sent.map(({ call }) => call)).toEqual([
      'POST /oauth2/token',
      'GET /v1/affinity?status=1',
      'POST /v1/affinity/a%2Fb%20c/renewal',
      'POST /v1/affinity',
    ]);
    const [read, renewed, contract] = engine.calls();
    expect(contract?.body).toEqual(contracted.body);
    expect(contract?.redirect).toBe('error'); // a token goes nowhere else
    expect(contract?.headers.get('authorization')).toBe('Bearer token 1');
    expect(read?.headers.get('idempotency-key')).toBe(null);
    const keys = [renewed, contract].map((each) => each?.headers.get('idempotency-key'));
    for (const key of keys) expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(2);
  });

  it.each(['', '.', '..'])('is not made with %j in its path: it would be another call', async (id) => {
    const { engine, client } = partnerOf(() => ({}));
    const failure = await failureOf(
      (async () => client.get('/v1/affinity/{affinity_id}', { path: { affinity_id: id } }))(),
    );
    expect(failure).toBeInstanceOf(TypeError);
    expect(engine.sent).toEqual([]);
  });

  it('answers the bytes of a document, and nothing where there is no content', async () => {
    const { client } = partnerOf(() => ({ bytes: '%PDF-' }));
    const pdf = await client.get('/v1/attachments/{token}', { path: { token: 't' } });
    expect(new TextDecoder().decode(pdf)).toBe('%PDF-');
    const engine = scriptedEngine(({ call }) => (call.endsWith('token') ? {} : { status: 204 }));
    const operator = operatorClient({ ...engine.options, ...secret });
    expect(await operator.delete('/ops/v1/users/{user_id}/sessions', { path: { user_id: 'u' } })).toBe(undefined);
  });
});

describe('a failure that may pass', () => {
  it.each([
    ['the network fails', { fails: true }],
    ['a proxy answers 502', { status: 502, bytes: 'Bad Gateway' }],
    ['the engine is overloaded', overloaded],
    ['too many calls are made', { status: 429, headers: { 'retry-after': '1' } }],
  ] as const)('is followed by another try under the same key when %s', async (_, failing) => {
    const { engine, client } = partnerOf(inOrder(failing, failing, { json: { id: 'a' } }));
    expect(await client.post('/v1/affinity', contracted)).toEqual({ id: 'a' });
    expect(engine.calls()).toHaveLength(3);
    expect(new Set(engine.calls().map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
  });

  it('is waited for as long as Retry-After says, else twice as long each time', async () => {
    const told = partnerOf(inOrder(overloaded, overloaded));
    await told.client.get('/v1/affinity');
    expect(told.engine.waits).toEqual([2125, 2125]);
    const lost = partnerOf(inOrder({ fails: true }, { fails: true }, { fails: true }));
    await lost.client.get('/v1/affinity');
    expect(lost.engine.waits).toEqual([187.5, 375, 750]);
  });

  it('is thrown after the last try, with the key to repeat the call by', async () => {
    const { engine, client } = partnerOf(() => ({ fails: true }), { tries: 3 });
    const failure = await failureOf(client.post('/v1/affinity', { ...contracted, idempotencyKey: 'order 7' }));
    expect(failure).toBeInstanceOf(NoAnswerError);
    expect(failure).toMatchObject({ idempotencyKey: 'order 7', message: 'POST /v1/affinity got no answer' });
    expect(engine.calls().map(({ headers }) => headers.get('idempotency-key'))).toEqual(Array(3).fill('order 7'));
  });

  it('is thrown at once where the engine asks for a longer wait than the client takes', async () => {
    const engine = scriptedEngine(() => ({
      status: 403,
      headers: { 'error-code': 'QUOTA-EXCEEDED', 'retry-after': '7200' },
      json: { statusCode: 403, message: 'Out of call volume quota.' },
    }));
    const broker = quotationClient({ ...engine.options, subscriptionKey: 'k' });
    const failure = await failureOf(
      broker.get('/v1/quotation/{registerNumber}/products', { path: { registerNumber: '1' } }),
    );
    expect(failure).toMatchObject({ code: 'QUOTA-EXCEEDED', retryAfter: 7200 });
    expect(engine.sent).toHaveLength(1);
  });

  it('is not followed by another try of a write that takes no key', async () => {
    const engine = scriptedEngine(({ call }) => (call.endsWith('/token') ? {} : overloaded));
    const broker = quotationClient({ ...engine.options, subscriptionKey: 'k' });
    const body = { registerNumber: '1', quotationIdentifier: 'q' };
    expect(await failureOf(broker.post('/v1/checkout', { body }))).toBeInstanceOf(RefusedError);
    expect(engine.sent).toHaveLength(1);
    expect(engine.sent[0]?.headers.get('idempotency-key')).toBe(null);
  });

  it('is none where a proxy refuses with what it calls JSON', async () => {
    const refused: ScriptedAnswer = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      bytes: 'Forbidden',
    };
    const { engine, client } = partnerOf(() => refused);
    const failure = await failureOf(client.get('/v1/affinity/partner'));
    expect(failure).toBeInstanceOf(RefusedError);
    expect(failure).toMatchObject({ status: 403, code: 'UNKNOWN' });
    expect(engine.calls()).toHaveLength(1);
  });

  it('is none where the request is wrong', async () => {
    const { engine, client } = partnerOf(() => ({ status: 400, json: { error: 'plan_id: expected one of a, b' } }));
    expect(await failureOf(client.post('/v1/affinity', contracted))).toMatchObject({
      status: 400,
      problems: [{ path: 'plan_id', expected: 'one of a, b' }],
    });
    expect(engine.calls()).toHaveLength(1);
  });
});

describe('a token', () => {
  const unauthenticated: ScriptedAnswer = { status: 401, headers: { 'error-code': 'TOKEN-INVALID' } };

  it('is fetched once for all calls at the same time', async () => {
    const { engine, client } = partnerOf(() => ({}));
    await Promise.all(Array.from({ length: 20 }, () => client.get('/v1/affinity')));
    expect(engine.sent.filter(({ call }) => call === 'POST /oauth2/token')).toHaveLength(1);
    expect(engine.sent[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: 'loja',
      client_secret: 'azul',
    });
  });

  it('is renewed before it ends', async () => {
    const { engine, client } = partnerOf(() => ({}));
    await client.get('/v1/affinity');
    engine.pass(3_539_000);
    await client.get('/v1/affinity');
    engine.pass(2_000);
    await client.get('/v1/affinity');
    expect(engine.calls().map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token 1',
      'Bearer token 1',
      'Bearer token 2',
    ]);
  });

  it('is renewed once when it is refused, and the write is sent again under its key', async () => {
    const { engine, client } = partnerOf(inOrder(unauthenticated, { json: { id: 'a' } }));
    expect(await client.post('/v1/affinity', contracted)).toEqual({ id: 'a' });
    const [first, second] = engine.calls().map(({ headers }) => headers);
    expect([first, second].map((each) => each?.get('authorization'))).toEqual(['Bearer token 1', 'Bearer token 2']);
    expect(first?.get('idempotency-key')).toBe(second?.get('idempotency-key'));
    expect(engine.waits).toEqual([]);
  });

  it('is renewed beside the tries of a call: that is no retry', async () => {
    const answers = inOrder(unauthenticated, { fails: true }, { json: { items: [] } });
    const { engine, client } = partnerOf(answers, { tries: 2 });
    expect(await client.get('/v1/affinity')).toEqual({ items: [] });
    expect(engine.calls()).toHaveLength(3);
  });

  it('is renewed once for all calls that it was refused for', async () => {
    const { engine, client } = partnerOf(({ headers }) =>
      headers.get('authorization') === 'Bearer token 1' ? unauthenticated : { json: { items: [] } },
    );
    await Promise.all([client.get('/v1/affinity'), client.get('/v1/affinity'), client.get('/v1/events')]);
    expect(engine.sent.filter(({ call }) => call === 'POST /oauth2/token')).toHaveLength(2);
  });

  it('is not fetched anew for a call that was refused with the one before it', async () => {
    let answerLate = (): void => undefined;
    const after = new Promise<void>((resolve) => (answerLate = resolve));
    const { engine, client } = partnerOf(({ call, headers }) => ({
      ...(headers.get('authorization') === 'Bearer token 1' ? unauthenticated : { json: { items: [] } }),
      ...(call.endsWith('/v1/events') ? { after } : {}),
    }));
    const late = client.get('/v1/events');
    await client.get('/v1/affinity');
    answerLate();
    await late;
    expect(engine.sent.filter(({ call }) => call === 'POST /oauth2/token')).toHaveLength(2);
  });

  it('that is refused twice ends the call', async () => {
    const { engine, client } = partnerOf(() => unauthenticated);
    expect(await failureOf(client.get('/v1/affinity'))).toMatchObject({ status: 401, code: 'TOKEN-INVALID' });
    expect(engine.calls()).toHaveLength(2);
  });

  it('is asked for again when the network fails, without a key: there is nothing to repeat later', async () => {
    const engine = scriptedEngine(() => ({ fails: true }));
    const failure = await failureOf(affinityClient({ ...engine.options, ...secret }).get('/v1/affinity'));
    expect(failure).toMatchObject({ message: 'POST /oauth2/token got no answer', idempotencyKey: null });
    expect(engine.sent.filter(({ headers }) => headers.has('idempotency-key'))).toEqual([]);
    expect(engine.waits).toHaveLength(3);
  });

  it('is not given for wrong credentials: the call says so', async () => {
    const engine = scriptedEngine(() => ({
      status: 401,
      headers: { 'error-code': 'CLIENT-INVALID' },
      json: { error: 'invalid_client', error_description: 'Unknown client or wrong secret.' },
    }));
    const client = affinityClient({ ...engine.options, ...secret });
    expect(await failureOf(client.get('/v1/affinity'))).toMatchObject({
      message: 'CLIENT-INVALID: Unknown client or wrong secret.',
    });
    expect(engine.sent).toHaveLength(1);
  });

  it('of agency numbers is another one, with the broker beside it, and is renewed though the status is 200', async () => {
    const refused = { headers: { 'error-code': 'TOKEN-INVALID' }, json: { error: 'authorization: expected …' } };
    const engine = scriptedEngine(({ call }, nth) =>
      call.endsWith('/tokens') ? {} : nth === 0 ? refused : { json: { agencyNumbers: [] } },
    );
    const agency = agencyNumberClient({ ...engine.options, hash: 'h', secret: 's', brokerToken: 'b' });
    await agency.get('/api/ipn/agency-numbers', { query: { baFinId: '5405', purpose: 'tenders' } });
    expect(engine.sent.map(({ call }) => call.split('?')[0])).toEqual([
      'POST /api/ipn/tokens',
      'GET /api/ipn/agency-numbers',
      'POST /api/ipn/tokens',
      'GET /api/ipn/agency-numbers',
    ]);
    expect(engine.sent[3]?.headers.get('x-broker-token')).toBe('b');
    expect(engine.sent[3]?.headers.get('authorization')).toBe('Bearer token 2');
  });
});

describe('a refusal with the status 200', () => {
  const { agencyNumbers, query } = {
    agencyNumbers: { hash: 'h', secret: 's', accountToken: 'a' },
    query: { baFinId: '1' },
  };

  it.each([
    ['its header', { headers: { 'error-code': 'INPUT-INVALID' }, json: {} }, 'INPUT-INVALID'],
    ['its body, where a proxy took the header away', { json: { error: 'purpose: expected one of a, b' } }, 'UNKNOWN'],
  ] as const)('of agency numbers is known by %s', async (_, answer, code) => {
    const engine = scriptedEngine(({ call }) => (call.endsWith('/tokens') ? {} : answer));
    const agency = agencyNumberClient({ ...engine.options, ...agencyNumbers });
    const failure = await failureOf(agency.get('/api/ipn/agency-numbers', { query: { ...query, purpose: 'tenders' } }));
    expect(failure).toMatchObject({ status: 200, code });
  });
});

describe('a caller that gives up', () => {
  it('before the call makes no call', async () => {
    const { engine, client } = partnerOf(() => ({}));
    expect(await failureOf(client.get('/v1/affinity', { signal: AbortSignal.abort('enough') }))).toBe('enough');
    expect(engine.sent).toEqual([]);
  });

  it('does not wait for a token', async () => {
    const engine = scriptedEngine(() => ({ never: true }));
    const controller = new AbortController();
    const client = affinityClient({ ...engine.options, ...secret, timeout: 20 });
    const work = failureOf(client.get('/v1/affinity', { signal: controller.signal }));
    while (engine.sent.length === 0) await Promise.resolve();
    controller.abort('enough');
    expect(await work).toBe('enough');
    await expect(untilAborted(new Promise(() => undefined), AbortSignal.abort('enough'))).rejects.toBe('enough');
  });

  it('gets the reason of its signal, while others get their token', async () => {
    const { client } = partnerOf(() => ({ json: { items: [] } }));
    const controller = new AbortController();
    const given = failureOf(client.get('/v1/affinity', { signal: controller.signal }));
    const other = client.get('/v1/affinity');
    controller.abort(new Error('enough'));
    expect(await given).toEqual(new Error('enough'));
    expect(await other).toEqual({ items: [] });
  });

  it('ends a call that is under way', async () => {
    const { engine, client } = partnerOf(() => ({ never: true }));
    const controller = new AbortController();
    const work = failureOf(client.get('/v1/affinity', { signal: controller.signal }));
    while (engine.calls().length === 0) await Promise.resolve();
    controller.abort(new Error('enough'));
    expect(await work).toEqual(new Error('enough'));
    expect(engine.calls()).toHaveLength(1);
  });

  it('has a time for each try, after which the next one begins', async () => {
    const { engine, client } = partnerOf(inOrder({ never: true }, { json: { items: [] } }), { timeout: 20 });
    expect(await client.get('/v1/affinity')).toEqual({ items: [] });
    expect(engine.calls()).toHaveLength(2);
  });
});
