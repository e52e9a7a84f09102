import { beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { clientFor, eventually, sendRaw, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';

type Failure = { readonly error: string };

let engine: Engine;
let partner: Client;

beforeAll(async () => {
  const env = { REQUESTS_IN_FLIGHT: '16', STRANGERS_PER_SECOND: '20', BODY_LIMIT_MB: '1', LOG_LEVEL: 'info' };
  engine = await startEngine({ env });
  partner = clientFor(engine, 'partner');
  await partner.token();
});

const manyAtOnce = <Result>(many: number, call: (at: number) => Promise<Result>): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: many }, (_, at) => call(at)));

const request = { product_id: 'personal-life' };

describe('a caller that sends more at once than there is room for', () => {
  it('gets 503 with Retry-After for what was not done; what was answered with 200 is done', async () => {
    const answers = await manyAtOnce(200, () => partner.post<Failure>('/v1/affinity/request', request));
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(refused[0]?.headers).toMatchObject({ 'retry-after': '2', 'error-code': 'OVERLOADED' });
    expect(refused[0]?.body).toEqual({ error: 'The engine has more to do than it can at once; try again.' });
  });

  it('does not keep out another one', async () => {
    const other = clientFor(engine, 'otherPartner');
    await other.token();
    const busy = manyAtOnce(200, () => partner.post('/v1/affinity/request', request));
    const answers = [];
    for (let turn = 0; turn < 20; turn += 1) answers.push(await other.get('/v1/affinity'));
    await busy;
    expect(answers.map(({ status }) => status)).toEqual(new Array(20).fill(200));
  });

  it('has all its room again afterwards', async () => {
    const answers = [];
    for (let turn = 0; turn < 50; turn += 1) answers.push(await partner.post('/v1/affinity/request', request));
    expect(answers.map(({ status }) => status)).toEqual(new Array(50).fill(200));
  });
});

describe('a body', () => {
  it('of a call without a token has 16 KB', async () => {
    const raw = JSON.stringify({ client_secret: 'x'.repeat(17_000) });
    const answer = await clientFor(engine, null).post('/oauth2/token', undefined, { raw });
    expect([answer.status, answer.headers['error-code']]).toEqual([400, 'BODY-TOO-LARGE']);
  });

  it('that is refused while it is sent leaves a stranger the time to read why', async () => {
    const { hostname, port } = new URL(engine.baseUrl);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const broken = new Promise((resolve) => void socket.once('error', () => resolve('broken')));
    const head = 'POST /oauth2/token HTTP/1.1\r\nhost: e\r\ncontent-type: application/json\r\n';
    socket.write(`${head}content-length: 10000000\r\n\r\n{"x":"`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1.1 400 [^]*BODY-TOO-LARGE/);
    expect(answer.toString('latin1')).toMatch(/\r\nconnection: close\r\n/i);
    // It may go on sending: were the connection gone at once, this would lose it the answer.
    await new Promise((written) => void socket.write('x'.repeat(100_000), written));
    const feed = setInterval(() => void socket.write('x'.repeat(100_000)), 50);
    expect(await broken).toBe('broken');
    clearInterval(feed);
    socket.destroy();
  });

  it('that a stranger was refused does not cost it its next call', async () => {
    const stranger = clientFor(engine, null);
    const raw = JSON.stringify({ client_secret: 'x'.repeat(70_000) });
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await stranger.post('/oauth2/token', undefined, { raw })).headers['error-code']).toBe('BODY-TOO-LARGE');
      expect((await stranger.get('/.well-known/oauth-authorization-server')).status).toBe(200);
    }
  });

  it('with thousands of problems is answered with the first ones, and how many more there are', async () => {
    const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, at) => [`unknown_${at}`, 1]));
    const { status, body } = await partner.post<Failure>('/v1/affinity/request', { ...request, ...many });
    expect(status).toBe(400);
    expect(body.error).toMatch(/^unknown_0: expected no such property/);
    expect(body.error).toMatch(/; body: expected no further problems; 3950 more are not listed$/);
  });
});

describe('strangers that send too much', () => {
  it('are refused, while callers with a token and health are served', async () => {
    const paced = await manyAtOnce(120, () => sendRaw(engine.baseUrl, 'GET /none HTTP/1.1\r\nhost: e\r\n\r\n'));
    const answered = paced.map((answer) => answer?.status ?? 0);
    expect(answered.filter((status) => status === 404).length).toBeGreaterThan(1);
    expect(answered.filter((status) => status !== 404).length).toBeGreaterThan(40);
    expect((await partner.get('/v1/affinity')).status).toBe(200);
  });

  it('leave few lines in the log, each with their network', async () => {
    const lines = await eventually(async () => {
      const written = engine
        .stderr()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { readonly status?: number; readonly network?: string });
      if (!written.some(({ status }) => status === 404)) throw new Error('No line is written yet.');
      return written;
    });
    expect(new Set(lines.flatMap(({ network }) => network ?? []))).toEqual(new Set(['127.0.0.1']));
  });
});

describe('a client that may call five times a second', () => {
  it('gets 429 for more, with the seconds after which it may call again, in each dialect', async () => {
    const limited = await startEngine({ env: { CALLS_PER_SECOND: '5' } });
    for (const [role, path] of [
      ['partner', '/v1/affinity'],
      ['admin', '/ops/v1/partners'],
      ['account', '/account/v1/producer-codes'],
    ] as const) {
      const client = clientFor(limited, role);
      await client.token();
      const answers = await manyAtOnce(12, () => client.get(path));
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(4);
      expect(refused[0]?.headers).toMatchObject({ 'retry-after': '1', 'error-code': 'RATE-EXCEEDED' });
    }
  });
});
