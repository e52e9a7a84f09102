import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { instant } from '@affinity-engine/kernel';
import { eventId, type Endpoint, type WaitingEvent } from '@affinity-engine/webhook';
import { Webhook } from 'standardwebhooks';
import { httpCourier, secondsOf, type HttpCourier } from './courier.js';
import { signingKeys } from './signature.js';

type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const event: WaitingEvent = {
  id: eventId('endpoint1', 7),
  endpointId: 'endpoint1',
  sequence: 7,
  type: 'affinity.issued',
  subject: 'affinity-1',
  body: '{"nome":"Ângela 😀"}',
  occurredAt: instant('2026-01-02T12:00:00Z'),
};

/** 50 MB in 50 kB. */
const bomb = gzipSync('x'.repeat(50_000_000));

describe('the courier', () => {
  let requests: Request[];
  let sockets: Set<Socket>;
  let answer: Answer;
  let origin: string;
  let couriers: HttpCourier[];
  let close: () => Promise<void>;

  beforeEach(async () => {
    [requests, sockets, couriers] = [[], new Set(), []];
    answer = (response) => response.end('ok');
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
        answer(response, request);
      });
    });
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      return closed;
    };
  });
  afterEach(async () => {
    await Promise.all(couriers.map((courier) => courier.close()));
    await close();
  });

  const courierWith = (timeoutMs = 5_000, allowPrivate = true): HttpCourier => {
    const courier = httpCourier(
      ({ body }) => body,
      { now: Date.now, elapsed: () => performance.now() },
      { timeoutMs, allowPrivate },
    );
    couriers.push(courier);
    return courier;
  };
  const at = (path = '/', overrides: Partial<Endpoint> = {}) =>
    anEndpoint({ url: origin + path, secrets: [signingKeys()], ...overrides });
  const send = (endpoint = at(), courier = courierWith()) => courier.send(endpoint, event, { replay: false });

  it('posts the body with all headers, signed over the bytes that arrive', async () => {
    const endpoint = at('/hooks/a?b=c', { secrets: [signingKeys(), signingKeys()] });
    expect(await send(endpoint)).toMatchObject({
      statusCode: 200,
      error: null,
      responseExcerpt: 'ok',
      retryAfterSeconds: null,
    });
    const [{ method, path, headers, body } = { method: '', path: '', headers: {}, body: '' }] = requests;
    expect([method, path, body]).toEqual(['POST', '/hooks/a?b=c', event.body]);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(event.body)),
      'webhook-id': 'evt_endpoint1_7',
      'webhook-sequence': '7',
    });
    expect(headers).not.toHaveProperty('webhook-replay');
    for (const secret of endpoint.secrets) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({ nome: 'Ângela 😀' });
    }
  });

  it('marks a replay', async () => {
    await courierWith().send(at(), event, { replay: true });
    expect(requests[0]?.headers['webhook-replay']).toBe('true');
  });

  it.each([200, 201, 204, 301, 302, 307, 308, 400, 410, 429, 500, 503])(
    'reports status %i, and follows nothing',
    async (status) => {
      answer = (response) => response.writeHead(status, { location: `${origin}/elsewhere` }).end();
      expect(await send()).toMatchObject({ statusCode: status, error: null });
      expect(requests).toHaveLength(1);
    },
  );

  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 0],
    ['soon', null],
    ['-5', 0],
  ])('reads Retry-After "%s" as %j seconds', async (value, seconds) => {
    answer = (response) => response.writeHead(503, { 'retry-after': value }).end();
    const { retryAfterSeconds } = await send();
    expect(retryAfterSeconds === null ? null : Math.round(retryAfterSeconds)).toBe(seconds);
  });

  it('reads Retry-After as a date seen from now', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(secondsOf('Fri, 02 Jan 2026 12:02:00 GMT', now)).toBe(120);
    expect(secondsOf('Fri, 02 Jan 2026 11:00:00 GMT', now)).toBe(0);
    expect(secondsOf(null, now)).toBeNull();
  });

  it.each<[string, Answer]>([
    ['nothing comes', () => undefined],
    ['the body never ends', (response) => void response.writeHead(200).write('x')],
    [
      'the body drips',
      (response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('x'), 5);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('gives up at its total deadline where %s', async (_, slow) => {
    answer = slow;
    const { durationMs, ...sent } = await send(at(), courierWith(60));
    expect(sent).toMatchObject({ statusCode: null, error: 'timeout', responseExcerpt: null });
    expect(durationMs).toBeGreaterThanOrEqual(55);
  });

  it('reports a dropped connection, before and in the middle of an answer', async () => {
    answer = (_response, request) => request.socket.destroy();
    expect(await send()).toMatchObject({ statusCode: null, error: expect.stringMatching(/^connection/) });
    answer = (response, request) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    };
    expect(await send()).toMatchObject({ statusCode: null, error: expect.stringMatching(/^connection/) });
  });

  it('reports that nobody listens', async () => {
    expect(await send(at('/', { url: 'http://127.0.0.1:1/' }))).toMatchObject({
      statusCode: null,
      error: 'connection: ECONNREFUSED',
    });
  });

  it('reads 64 KiB of an endless answer and hangs up', async () => {
    let closed = (): void => undefined;
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    answer = (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      response.on('close', closed);
      more();
    };
    const { statusCode, responseExcerpt } = await send();
    await hungUp;
    expect([statusCode, responseExcerpt]).toEqual([200, 'x'.repeat(1_024)]);
  });

  it('inflates nothing', async () => {
    answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    const { statusCode, responseExcerpt } = await send();
    expect(statusCode).toBe(200);
    expect(responseExcerpt).not.toContain('xxx');
    expect(requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('keeps only printable text of an answer', async () => {
    answer = (response) => response.end(Buffer.from('a\u0000b\u001b[31mc\nd\xff', 'latin1'));
    expect((await send()).responseExcerpt).toBe('a\ufffdb\ufffd[31mc\ufffdd\ufffd');
  });

  it('cuts no letter of an answer in two', async () => {
    answer = (response) => response.end(`a${'😀'.repeat(900)}`);
    const { responseExcerpt } = await send();
    expect([responseExcerpt?.length, responseExcerpt?.isWellFormed()]).toEqual([1_024, true]);
  });

  it('lets no endpoint of a host wait for another one there, and uses connections again', async () => {
    const release: (() => void)[] = [];
    answer = (response, { url }) => {
      if (url === '/slow') release.push(() => response.end());
      else response.end();
    };
    const courier = courierWith();
    const slow = [1, 2, 3].map(() => courier.send(at('/slow'), event, { replay: false }));
    for (let count = 0; count < 20; count += 1) {
      expect(await courier.send(at('/fast'), event, { replay: false })).toMatchObject({ statusCode: 200 });
    }
    expect(sockets.size).toBeLessThan(12);
    while (release.length < 3) await new Promise(setImmediate);
    for (const end of release) end();
    for (const sent of await Promise.all(slow)) expect(sent).toMatchObject({ statusCode: 200 });
  });

  it('connects to no private address, and says so without naming it', async () => {
    const courier = courierWith(5_000, false);
    const refused = await courier.send(at(), event, { replay: false });
    expect(refused).toMatchObject({ statusCode: null, error: 'egress-refused: expected an https url' });
    const literal = await courier.send(anEndpoint({ url: origin.replace('http', 'https') }), event, { replay: false });
    expect(literal).toMatchObject({ statusCode: null, error: 'egress-refused: expected a public address' });
    expect(sockets.size).toBe(0);
  });

  it('never throws: not without a url, not where the body cannot be written', async () => {
    expect(await send(at('/', { url: null }))).toMatchObject({ statusCode: null, error: 'no-url' });
    expect(Number.isInteger((await send(at('/', { url: null }))).durationMs)).toBe(true);
    const broken = httpCourier(
      () => {
        throw new TypeError('no such template');
      },
      { now: Date.now, elapsed: () => performance.now() },
      { timeoutMs: 1_000, allowPrivate: true },
    );
    couriers.push(broken);
    expect(await send(at(), broken)).toMatchObject({ statusCode: null, error: 'compose' });
    expect(requests).toEqual([]);
  });

  it('takes no proxy from the environment', async () => {
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    const sent = await send();
    if (before === undefined) delete process.env['HTTP_PROXY'];
    else process.env['HTTP_PROXY'] = before;
    expect(sent).toMatchObject({ statusCode: 200 });
  });
});
