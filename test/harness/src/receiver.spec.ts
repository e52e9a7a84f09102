import { beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { eventually, sendRaw, startReceiver, type Receiver } from './index.js';

describe('a receiver', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });

  const post = (path: string, body: string | Buffer = '') =>
    request(receiver.url(path), { method: 'POST', body, headers: { 'X-Some': 'Header' } });

  it('records the exact bytes, the headers and the order of arrival', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xe7]);
    await post('/one', bytes);
    await post('/two', 'second');
    await post('/one', 'third');
    expect(receiver.received().map(({ order, path }) => [order, path])).toEqual([
      [1, '/one'],
      [2, '/two'],
      [3, '/one'],
    ]);
    const [first] = receiver.received('/one');
    expect(first?.body.equals(bytes)).toBe(true);
    expect(first).toMatchObject({ method: 'POST', headers: { 'x-some': 'Header' }, inFlight: 1 });
  });

  it('answers as scripted, path by path, and with 200 afterwards', async () => {
    receiver.answer('/one', [
      { status: 500, body: 'no' },
      { status: 301, headers: { location: '/two' } },
    ]);
    const statuses = [];
    for (const path of ['/one', '/two', '/one', '/one']) statuses.push((await post(path)).statusCode);
    expect(statuses).toEqual([500, 200, 301, 200]);
  });

  it('answers with `thereafter` after the script', async () => {
    receiver.answer('/one', [{}], { status: 503 });
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await post('/one')).statusCode);
    expect(statuses).toEqual([200, 503, 503]);
  });

  it('delays, and drops connections', async () => {
    receiver.answer('/one', [{ delay: 60 }, { drop: true }]);
    const began = performance.now();
    await post('/one');
    expect(performance.now() - began).toBeGreaterThan(50);
    await expect(post('/one')).rejects.toThrow();
    expect(receiver.received('/one')).toHaveLength(2);
  });

  it('counts simultaneous requests at a path', async () => {
    let open: () => void = () => undefined;
    receiver.answer('/one', [{ after: new Promise<void>((resolve) => (open = resolve)) }]);
    const first = post('/one');
    await eventually(() => expect(receiver.received('/one')).toHaveLength(1));
    await post('/one');
    open();
    await first;
    expect(receiver.received('/one').map(({ inFlight }) => inFlight)).toEqual([1, 2]);
  });

  it('gets raw bytes unchanged', async () => {
    const answer = await sendRaw(receiver.url(), 'POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
    expect(answer?.status).toBe(200);
    expect(receiver.received('/raw')[0]?.body.toString()).toBe('hi');
  });

  it('records what arrived before a connection was broken', async () => {
    const answer = await sendRaw(receiver.url(), 'POST /cut HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhi', {
      hangUp: true,
    });
    expect(answer).toBeNull();
    await eventually(() => expect(receiver.received('/cut')).toHaveLength(1));
  });
});
