import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { boundedServer, working } from './connections.js';
import { paceOf } from './pace.js';

const opened: { readonly destroy: () => void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.destroy();
});

/** A server that has so many connections at most. */
async function started(
  mostConnections: number,
  handle: RequestListener,
  isWelcome = (): boolean => true,
  taken = (): void => undefined,
) {
  const refused: Socket[] = [];
  const addresses = { isWelcome, taken, refuse: (socket: Socket) => void refused.push(socket) };
  const server = boundedServer(handle, {}, { keepAliveMs: 60_000, mostConnections }, addresses);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ destroy: () => (server.closeAllConnections(), server.close()) });
  return { refused, port: (server.address() as AddressInfo).port };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  opened.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const get = 'GET / HTTP/1.1\r\nhost: engine\r\n\r\n';

async function answered(socket: Socket): Promise<string> {
  socket.write(get);
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes.toString('latin1');
}

describe('connections', () => {
  it('are closed that send many requests and read no answer, and their network is refused', async () => {
    let requests = 0;
    const { port, refused } = await started(10, () => void (requests += 1));
    const socket = await connected(port);
    const closed = once(socket, 'close');
    socket.write(get.repeat(100));
    await closed;
    expect([requests, refused.length]).toEqual([16, 1]);
  });

  it('give back what was taken for each request, also for those behind an answer that was never sent', async () => {
    const closed: string[] = [];
    const { port } = await started(10, ({ url = '' }, response) => {
      response.once('close', () => closed.push(url));
      if (url === '/8') opened.at(-1)?.destroy();
    });
    const socket = await connected(port);
    const ended = once(socket, 'close');
    socket.write(Array.from({ length: 9 }, (_, at) => get.replace('/ ', `/${at} `)).join(''));
    await ended;
    await new Promise(setImmediate);
    const deadline = performance.now() + 5_000;
    while (closed.length < 9 && performance.now() < deadline) await new Promise(setImmediate);
    expect(closed.toSorted()).toEqual(Array.from({ length: 9 }, (_, at) => `/${at}`));
  });

  it('may send any number of requests one after the other', async () => {
    const { port, refused } = await started(10, (_, response) => response.end('x'));
    const socket = await connected(port);
    for (let turn = 0; turn < 50; turn += 1) expect(await answered(socket)).toContain('200 OK');
    expect(refused).toEqual([]);
  });

  it('that are idle give way to newer ones, first those that never sent a request', async () => {
    const { port } = await started(2, (_, response) => response.end('x'));
    const used = await connected(port);
    await answered(used);
    const fresh = await connected(port);
    const newer = await connected(port);
    await once(fresh, 'close');
    expect(await answered(newer)).toContain('200 OK');
    expect(await answered(used)).toContain('200 OK');
  });

  it('whose request is worked on stay open', async () => {
    const rests: (() => void)[] = [];
    const server = await started(1, (request, response) => {
      rests.push(working(request));
      response.writeHead(200);
      response.flushHeaders();
    });
    const busy = await connected(server.port);
    busy.write(get);
    await once(busy, 'data');
    const newer = await connected(server.port);
    await once(newer, 'close');
    rests[0]?.();
    await connected(server.port);
    await once(busy, 'close');
  });

  it('of a network that is refused are closed at once', async () => {
    const { port } = await started(
      10,
      (_, response) => response.end('x'),
      () => false,
    );
    const socket = await connected(port);
    await once(socket, 'close');
  });

  it('of a network that is over its pace and known are taken now and then, however many come', async () => {
    const network = { ip: '127.0.0.1' };
    const pace = paceOf(100, () => performance.now());
    pace.trust(network);
    pace.refuse(network);
    const { port } = await started(
      1_000,
      (_, response) => response.end('x'),
      () => pace.welcomes(network),
      () => pace.connected(network),
    );
    let served = 0;
    const began = performance.now();
    const comes = async (): Promise<void> => {
      const socket = await connected(port);
      socket.once('data', () => (served += 1)).write(get);
      await once(socket, 'close').catch(() => undefined);
    };
    const waiting: Promise<void>[] = [];
    while (served < 10 && performance.now() - began < 10_000) {
      waiting.push(comes());
      await new Promise(setImmediate);
    }
    const seconds = (performance.now() - began) / 1_000;
    // Six at once, and five a second.
    expect(served).toBeGreaterThan(9);
    expect(served).toBeLessThan(8 + 5 * seconds);
    for (const each of opened.splice(0)) each.destroy();
    await Promise.all(waiting);
  });
});
