import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant, instantAt } from '@affinity-engine/kernel';
import type { Endpoint, WaitingEvent } from '@affinity-engine/webhook';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { Webhook } from 'standardwebhooks';
import { httpCourier, secondsOf, type Compose, type HttpCourier } from './courier.js';
import { signingKeys } from './signature.js';

const event: WaitingEvent = {
  id: 'evt_endpoint1_7',
  endpointId: 'endpoint1',
  sequence: 7,
  type: 'affinity.issued',
  subject: 'affinity-1',
  body: '{"id":"affinity-1"}',
  occurredAt: instant('2026-01-02T12:00:00Z'),
};

describe('an attempt', () => {
  let requests: IncomingMessage[];
  let answer: (response: ServerResponse) => void;
  let server: Server;
  let courier: HttpCourier;
  let url: string;
  let time: { now: number; elapsed: number };
  const fresh = (compose: Compose = ({ body }) => body, allowPrivate = true) => {
    const clock = { now: () => time.now, elapsed: () => time.elapsed };
    return (courier = httpCourier(compose, clock, { timeoutMs: 5_000, allowPrivate }));
  };

  beforeEach(async () => {
    time = { now: Date.now(), elapsed: 1_000.4 };
    requests = [];
    answer = (response) => response.end('ok');
    server = createServer((request, response) => {
      requests.push(request);
      request.resume().on('end', () => answer(response));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    fresh();
  });
  afterEach(async () => {
    await courier.close();
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  });
  const send = (changes: Partial<Endpoint> = {}) =>
    courier.send(anEndpoint({ url, ...changes }), event, { replay: false });

  it('says who sends it', async () => {
    await send();
    expect(requests[0]?.headers['user-agent']).toBe('affinity-engine-webhooks/1');
  });

  it('takes as long as the monotonic clock says, delivered or not', async () => {
    answer = (response) => {
      time.elapsed += 250;
      time.now -= 86_400_000;
      response.end();
    };
    expect(await send()).toMatchObject({ statusCode: 200, durationMs: 250 });
    answer = (response) => {
      time.elapsed += 40;
      response.destroy();
    };
    expect(await send()).toMatchObject({ statusCode: null, durationMs: 40 });
  });

  it('is signed at the second it is sent, by the keys in force then', async () => {
    time.now = Math.floor(time.now / 1_000) * 1_000 + 999;
    const [newer, older] = [signingKeys(), signingKeys()];
    const rotated = { secrets: [newer, older], rotationEndsAt: instantAt(time.now) };
    await send(rotated);
    const headers = requests[0]?.headers as Record<string, string>;
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(time.now / 1_000)));
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(1);
    expect(new Webhook(newer).verify(event.body, headers)).toEqual({ id: 'affinity-1' });
  });

  it('asks what the body is with the event and the endpoint, for each attempt anew', async () => {
    const asked: (readonly [string, string])[] = [];
    fresh(({ id }, endpoint) => {
      asked.push([id, endpoint.id]);
      return String(asked.length);
    });
    const endpoint = anEndpoint({ url });
    for (let count = 0; count < 2; count += 1) await courier.send(endpoint, event, { replay: false });
    expect(asked).toEqual([
      [event.id, 'endpoint1'],
      [event.id, 'endpoint1'],
    ]);
    expect(requests.map(({ headers }) => headers['content-length'])).toEqual(['1', '1']);
  });

  it('reads no Retry-After that is there twice', async () => {
    answer = (response) =>
      response
        .writeHead(
          503,
          [
            ['retry-after', '5'],
            ['retry-after', '7'],
          ].flat(),
        )
        .end();
    expect(await send()).toMatchObject({ statusCode: 503, retryAfterSeconds: null });
  });

  it('is not begun where it may not go, again and again', async () => {
    fresh(undefined, false);
    const endpoint = anEndpoint({ url });
    for (let count = 0; count < 2; count += 1) {
      expect(await courier.send(endpoint, event, { replay: false })).toEqual({
        durationMs: 0,
        statusCode: null,
        error: 'egress-refused: expected an https url',
        responseExcerpt: null,
        retryAfterSeconds: null,
      });
    }
    expect(requests).toEqual([]);
  });

  it('that is cut counts as failed, and a later one is sent', async () => {
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    answer = () => asked();
    const cut = send();
    await isAsked;
    courier.cut();
    expect(await cut).toMatchObject({ statusCode: null, error: 'connection: SHUTTING-DOWN' });
    answer = (response) => response.end();
    expect(await send()).toMatchObject({ statusCode: 200 });
  });
});

describe('a Retry-After header', () => {
  const now = Date.parse('2026-01-02T12:00:00Z');

  it.each<[string | null, number | null]>([
    ['0', 0],
    ['7', 7],
    [' 120\t', 120],
    ['999999999', 999_999_999],
    ['Fri, 02 Jan 2026 12:00:01 GMT', 1],
    ['Fri, 02 Jan 2026 12:00:00 GMT', 0],
    ['Thu, 01 Jan 2026 12:00:00 GMT', 0],
    ['7 seconds', null],
    ['', null],
    [null, null],
  ])('%j is read as %j seconds', (header, seconds) => {
    expect(secondsOf(header, now)).toBe(seconds);
  });
});
