import type { Socket } from 'node:net';
import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { openConnections, type ConnectionLimits, type Connections } from './connections.js';
import { post } from './post.js';
import { startRawReceiver, type RawReceiver } from './testing/raw-receiver.js';
import { attemptsUnderWay } from './under-way.js';

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('connections to receivers', () => {
  let receivers: readonly [RawReceiver, RawReceiver, RawReceiver];
  let connections: Connections;

  beforeEach(async () => {
    receivers = [await startRawReceiver(), await startRawReceiver(), await startRawReceiver()];
    for (const receiver of receivers) receiver.behave({ onRequest: (socket) => void socket.write(ok) });
  });
  afterEach(async () => {
    await connections.close();
    for (const receiver of receivers) await receiver.close();
  });

  const open = async (limits?: ConnectionLimits) => {
    connections = await openConnections({ allowPrivate: true }, 5_000, limits);
  };
  const send = async (receiver: RawReceiver, underWay = attemptsUnderWay(5_000)): Promise<number> => {
    const { origin, pathname: path } = new URL(receiver.url);
    const request = { origin, path, headers: [], body: Buffer.from('{}') };
    return (await post(connections, underWay, request)).statusCode;
  };
  const openSockets = ({ sockets }: RawReceiver): number => sockets.filter(({ destroyed }) => !destroyed).length;
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise(setImmediate);
  };
  /** Begins attempts at once that are answered together, by the returned function. */
  const sendTogether = async (receiver: RawReceiver, count: number): Promise<() => Promise<unknown>> => {
    const asking: Socket[] = [];
    receiver.behave({ onRequest: (socket) => void asking.push(socket) });
    const sent = Promise.all(Array.from({ length: count }, () => send(receiver)));
    await until(() => asking.length === count);
    receiver.behave({ onRequest: (socket) => void socket.write(ok) });
    return () => {
      for (const socket of asking) socket.write(ok);
      return sent;
    };
  };

  it('are used again', async () => {
    await open();
    const [receiver] = receivers;
    for (let count = 0; count < 5; count += 1) expect(await send(receiver)).toBe(200);
    expect(receiver.sockets.length).toBe(1);
  });

  it('never wait for each other, and are kept up to a number for each origin', async () => {
    await open({ idlePerOrigin: 2, open: 100 });
    const [receiver] = receivers;
    const answered = await sendTogether(receiver, 20);
    expect(await send(receiver)).toBe(200);
    await answered();
    await until(() => openSockets(receiver) === 2);
    await (
      await sendTogether(receiver, 2)
    )();
    expect(receiver.sockets.length).toBe(21);
  });

  it('are closed for others once there are too many, the one that is idle for the longest time first', async () => {
    await open({ idlePerOrigin: 8, open: 2 });
    const [one, two, three] = receivers;
    for (const receiver of [one, two, one, three]) expect(await send(receiver)).toBe(200);
    await until(() => openSockets(two) === 0);
    for (const receiver of [one, three, two]) expect(await send(receiver)).toBe(200);
    expect(receivers.map(({ sockets }) => sockets.length)).toEqual([1, 2, 1]);
  });

  it('are not used again where not all of an answer was read', async () => {
    await open();
    const [receiver] = receivers;
    const long = `HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(100_000)}`;
    receiver.behave({ onRequest: (socket) => void socket.write(long) });
    for (let count = 0; count < 2; count += 1) expect(await send(receiver)).toBe(200);
    await until(() => openSockets(receiver) === 0);
    expect(receiver.sockets.length).toBe(2);
  });

  it('that are idle stay open when the attempts under way are cut', async () => {
    await open();
    const [receiver] = receivers;
    const underWay = attemptsUnderWay(5_000);
    expect(await send(receiver, underWay)).toBe(200);
    underWay.cut();
    expect(await send(receiver, underWay)).toBe(200);
    expect(receiver.sockets.length).toBe(1);
  });

  it('are closed with the attempt on them when it is cut', async () => {
    await open();
    const [receiver] = receivers;
    const underWay = attemptsUnderWay(5_000);
    const asked = new Promise<void>((resolve) => receiver.behave({ onRequest: () => resolve() }));
    const sent = send(receiver, underWay);
    await asked;
    underWay.cut();
    await expect(sent).rejects.toMatchObject({ code: 'SHUTTING-DOWN' });
    await until(() => openSockets(receiver) === 0);
  });

  it('are not closed for others while an attempt is under way', async () => {
    await open({ idlePerOrigin: 8, open: 1 });
    const [one, two] = receivers;
    const answered = await sendTogether(one, 3);
    expect(await send(two)).toBe(200);
    expect(await answered()).toEqual([200, 200, 200]);
  });

  it.each<[string, string]>([
    ['says so', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok'],
    ['ends its answer by that', 'HTTP/1.1 200 OK\r\n\r\nok'],
    ['speaks HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok'],
  ])('are opened anew where the receiver closes them and %s', async (_, text) => {
    await open();
    const [receiver] = receivers;
    receiver.behave({ onRequest: (socket) => void socket.end(text) });
    for (let count = 0; count < 5; count += 1) expect(await send(receiver)).toBe(200);
    expect(receiver.sockets.length).toBe(5);
  });

  it('that the receiver closes are forgotten, and take no place', async () => {
    await open({ idlePerOrigin: 8, open: 3 });
    const [one, two] = receivers;
    const answered = await sendTogether(one, 3);
    await answered();
    const last = one.sockets[2];
    const closed = new Promise((resolve) => last?.on('close', resolve));
    last?.end();
    await closed;
    expect(await send(two)).toBe(200);
    expect(openSockets(one)).toBe(2);
    await (
      await sendTogether(one, 2)
    )();
    expect(one.sockets.length).toBe(3);
  });

  it('are all closed at the end, the idle ones and those in use', async () => {
    await open();
    const [one, two] = receivers;
    expect(await send(one)).toBe(200);
    const asked = new Promise<void>((resolve) => two.behave({ onRequest: () => resolve() }));
    const sent = send(two);
    await asked;
    await Promise.all([connections.close(), expect(sent).rejects.toThrow()]);
    await until(() => openSockets(one) + openSockets(two) === 0);
  });

  it('are made to no private address, also where a name hides it', async () => {
    connections = await openConnections({ allowPrivate: false }, 5_000);
    const [receiver] = receivers;
    const origin = new URL(receiver.url).origin.replace('127.0.0.1', 'localhost');
    const request = { origin, path: '/', headers: [], body: Buffer.from('{}') };
    await expect(post(connections, attemptsUnderWay(5_000), request)).rejects.toMatchObject({ code: 'EGRESS-REFUSED' });
    expect(receiver.sockets).toEqual([]);
  });
});
