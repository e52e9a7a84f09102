import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { eventId, type WaitingEvent } from '@affinity-engine/webhook';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { httpCourier, type HttpCourier } from './courier.js';
import { interimAnswers, passOver } from './interim-answers.js';
import { startRawReceiver, writeByteByByte, writeWithoutEnd, type RawReceiver } from './testing/raw-receiver.js';

const event: WaitingEvent = {
  id: eventId('endpoint1', 7),
  endpointId: 'endpoint1',
  sequence: 7,
  type: 'affinity.issued',
  subject: 'affinity-1',
  body: '{"id":"affinity-1"}',
  occurredAt: instant('2026-01-02T12:00:00Z'),
};

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const reasons = { 100: 'Continue', 101: 'Switching Protocols', 102: 'Processing', 103: 'Early Hints', 199: 'Soon' };
type Code = keyof typeof reasons;
const interim = (code: Code, headers = ''): string => `HTTP/1.1 ${code} ${reasons[code]}\r\n${headers}\r\n`;
const hint = interim(103, 'link: </style.css>; rel=preload\r\n');
const delivered = { statusCode: 200, error: null, responseExcerpt: 'ok' };
const failed = (error: string) => ({ statusCode: null, error, responseExcerpt: null });

const tooMany = failed('protocol: more than 10 interim answers (1xx)');
const tooLongHead = failed('protocol: more than 16 KiB of headers');
const switched = failed('protocol: 101 Switching Protocols, which was not asked for');

describe('a receiver that answers with interim answers', () => {
  let receiver: RawReceiver;
  let courier: HttpCourier;

  beforeEach(async () => {
    receiver = await startRawReceiver();
    courier = httpCourier(
      ({ body }) => body,
      { now: Date.now, elapsed: () => performance.now() },
      { timeoutMs: 5_000, allowPrivate: true },
    );
  });
  afterEach(async () => {
    await courier.close();
    await receiver.close();
  });

  const send = () => courier.send(anEndpoint({ url: receiver.url }), event, { replay: false });
  const answer = (text: string) => receiver.behave({ onRequest: (socket) => void socket.write(text) });
  const hungUp = (socket: Socket | undefined) =>
    new Promise<void>((resolve) => (socket?.destroyed === false ? socket.on('close', () => resolve()) : resolve()));

  it.each<[string, string]>([
    ['100 Continue', interim(100)],
    ['102 Processing', interim(102)],
    ['103 Early Hints with headers', hint],
    ['an unknown 199', interim(199)],
    ['100 in HTTP/1.0', interim(100).replace('1.1', '1.0')],
    ['100 without a reason', 'HTTP/1.1 100\r\n\r\n'],
    ['100 that closes the connection, which only a final answer can', interim(100, 'connection: close\r\n')],
    ['a mixture', interim(100) + interim(102) + hint + interim(199) + hint + interim(100)],
    ['ten of them', interim(100).repeat(10)],
  ])('delivers after %s, again and again on one connection', async (_, before) => {
    answer(before + ok);
    for (let count = 0; count < 3; count += 1) expect(await send()).toMatchObject(delivered);
    expect(receiver.sockets.length).toBe(1);
  });

  it('delivers where 100 comes before the body of the request was read, and others after it', async () => {
    receiver.behave({
      onHead: (socket) => void socket.write(interim(100)),
      onRequest: (socket) => void socket.write(interim(102), () => socket.write(ok)),
    });
    expect(await send()).toMatchObject(delivered);
  });

  it('delivers where the bytes come one by one', async () => {
    receiver.behave({ onRequest: (socket) => writeByteByByte(socket, interim(100) + hint + ok) });
    expect(await send()).toMatchObject(delivered);
  });

  it('reads a body that looks like an interim answer as a body', async () => {
    const head = `HTTP/1.1 200 OK\r\ncontent-length: ${interim(100).length}\r\n\r\n`;
    receiver.behave({ onRequest: (socket) => void writeByteByByte(socket, head + interim(100)) });
    expect(await send()).toMatchObject({ statusCode: 200, responseExcerpt: expect.stringContaining('100 Continue') });
  });

  it('reports the final status, not the interim one', async () => {
    answer(`${hint}HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n`);
    expect(await send()).toMatchObject({ statusCode: 503, error: null, retryAfterSeconds: 7 });
  });

  it.each<[string, string]>([
    ['eleven', interim(100).repeat(11) + ok],
    ['a mixture of eleven', (interim(100) + hint).repeat(5) + interim(199) + ok],
  ])('is cut at %s', async (_, text) => {
    answer(text);
    expect(await send()).toMatchObject(tooMany);
    await hungUp(receiver.sockets[0]);
  });

  it.each<[string, Code]>([
    ['100', 100],
    ['103', 103],
  ])('is cut at once where %s comes without end', async (_, code) => {
    let hungUpOn = Promise.resolve();
    receiver.behave({ onRequest: (socket) => void (hungUpOn = writeWithoutEnd(socket, interim(code).repeat(1_000))) });
    const { durationMs, ...sent } = await send();
    expect(sent).toMatchObject(tooMany);
    expect(durationMs).toBeLessThan(2_500);
    await hungUpOn;
  });

  it.each<[string, string]>([
    ['alone', interim(101)],
    ['with the headers of an upgrade', interim(101, 'connection: upgrade\r\nupgrade: websocket\r\n')],
    ['after 100', interim(100) + interim(101, 'connection: upgrade\r\nupgrade: h2c\r\n')],
    ['before an answer', interim(101) + ok],
  ])('fails the attempt with 101 %s, and says why', async (_, text) => {
    answer(text);
    expect(await send()).toMatchObject(switched);
    await hungUp(receiver.sockets[0]);
  });

  it.each<[string, string, string]>([
    ['one interim answer', 'HTTP/1.1 103 Early Hints\r\n', `link: ${'x'.repeat(1_000)}\r\n`],
    ['the final answer', 'HTTP/1.1 200 OK\r\n', `link: ${'x'.repeat(1_000)}\r\n`],
    ['one header', 'HTTP/1.1 103 Early Hints\r\nlink: ', 'x'.repeat(1_000)],
    ['the final answer after an interim one', `${hint}HTTP/1.1 200 OK\r\n`, `link: ${'x'.repeat(1_000)}\r\n`],
  ])('is cut where the headers of %s do not end', async (_, begin, more) => {
    receiver.behave({
      onRequest: (socket) => {
        socket.write(begin);
        void writeWithoutEnd(socket, more);
      },
    });
    expect(await send()).toMatchObject(tooLongHead);
    await hungUp(receiver.sockets[0]);
  });

  it('bounds the headers of all interim answers of an attempt together', async () => {
    const long = (bytes: number) => interim(103, `link: ${'x'.repeat(bytes)}\r\n`);
    answer(long(3_000).repeat(5) + ok);
    for (let count = 0; count < 2; count += 1) expect(await send()).toMatchObject(delivered);
    answer(long(3_000).repeat(6) + ok);
    expect(await send()).toMatchObject(tooLongHead);
  });

  it('gives up at the deadline where only silence follows', async () => {
    await courier.close();
    courier = httpCourier(
      ({ body }) => body,
      { now: Date.now, elapsed: () => performance.now() },
      { timeoutMs: 60, allowPrivate: true },
    );
    answer(interim(100));
    expect(await send()).toMatchObject(failed('timeout'));
    await hungUp(receiver.sockets[0]);
  });

  it('reports a connection that breaks after an interim answer, or in the middle of one', async () => {
    for (const text of [interim(100), interim(103).slice(0, 15), 'HTTP/']) {
      receiver.behave({ onRequest: (socket) => void socket.end(text) });
      expect(await send()).toMatchObject({ statusCode: null, error: expect.stringMatching(/^connection/) });
    }
  });

  it('gets the next event on a new connection where 100 follows an answer', async () => {
    answer(ok + interim(100));
    expect(await send()).toMatchObject(delivered);
    answer(ok);
    expect(await send()).toMatchObject(delivered);
  });

  it('gets nothing for an answer that came before the question', async () => {
    answer(ok + ok);
    expect(await send()).toMatchObject(delivered);
    answer('HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n');
    expect(await send()).toMatchObject({ statusCode: 500 });
  });

  it.each<[string, string, string]>([
    ['chunk extensions', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', 'x'.repeat(1_000)],
    [
      'chunks of one byte with extensions',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
      `1;${'x'.repeat(500)}\r\ny\r\n`,
    ],
  ])('is cut where %s are without end', async (_, begin, more) => {
    receiver.behave({
      onRequest: (socket) => {
        socket.write(begin);
        void writeWithoutEnd(socket, more);
      },
    });
    expect(await send()).toMatchObject({ statusCode: null, error: 'protocol: more than 512 KiB in one answer' });
    await hungUp(receiver.sockets[0]);
  });

  it('is cut where trailers are without end', async () => {
    receiver.behave({
      onRequest: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\ny\r\n0\r\n');
        void writeWithoutEnd(socket, `link: ${'x'.repeat(1_000)}\r\n`);
      },
    });
    expect(await send()).toMatchObject(tooLongHead);
  });

  it.each([
    'SSH-2.0-OpenSSH_9.6\r\n',
    'no',
    '\r\n\r\n\r\n',
    'HTTP/1.1 1xx Soon\r\n\r\n',
    'HTTP/2.0 100 Continue\r\n\r\n',
  ])('fails where %j comes, which is no HTTP', async (text) => {
    receiver.behave({ onRequest: (socket) => void socket.end(text) });
    expect(await send()).toMatchObject({ statusCode: null, error: expect.stringMatching(/^connection/) });
  });
});

describe('a connection', () => {
  it('gives its parser little at a time, all of it, and nothing once it is broken', () => {
    const [whole, broken] = [new PassThrough(), new PassThrough()];
    const bytes = Buffer.from(`HTTP/1.1 200 OK\r\n${'a:\r\n'.repeat(2_000)}`);
    for (const stream of [whole, broken]) {
      passOver(interimAnswers(), stream);
      stream.write(bytes);
    }
    const parts: Buffer[] = [];
    for (let part = whole.read() as Buffer | null; part !== null; part = whole.read() as Buffer | null)
      parts.push(part);
    expect(Buffer.concat(parts)).toEqual(bytes);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(1_024);
    broken.read();
    broken.destroy();
    expect(broken.read()).toBeNull();
  });
});
