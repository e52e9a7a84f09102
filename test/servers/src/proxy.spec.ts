import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from './free-port.js';
import { replaced, startNginx } from './nginx.js';
import type { Lifecycle } from './server-process.js';

/* The proxy that is shipped, as it is, before two servers that answer as APIs of the engine do. */

const shipped = readFileSync(join(import.meta.dirname, '../../../deploy/nginx.conf'), 'utf8');

type Seen = { readonly api: string; readonly method: string; readonly headers: IncomingMessage['headers'] };
type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };

/** How an API answers: as it serves, as it does without its database, and as one that is killed meanwhile. */
const manners = {
  serves: (response: ServerResponse, api: string) => response.end(api),
  refuses: (response: ServerResponse) =>
    response.writeHead(503, { 'retry-after': '2', 'content-type': 'application/json' }).end('{"code":"away"}'),
  breaksOff: (response: ServerResponse) => response.destroy(),
};

/** A server that can be killed, and started again on its port. */
class Api {
  manner: keyof typeof manners = 'serves';
  private server: Server | undefined;
  constructor(
    readonly name: string,
    readonly port: number,
    private readonly seen: Seen[],
  ) {}

  async start(): Promise<void> {
    const server = createServer(async (incoming, response) => {
      await text(incoming);
      this.seen.push({ api: this.name, method: incoming.method ?? '', headers: incoming.headers });
      manners[this.manner](response, this.name);
    });
    this.server = server;
    await once(server.listen(this.port, '127.0.0.1'), 'listening');
  }

  async kill(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  }
}

let port: number;
let proxy: Lifecycle;
const seen: Seen[] = [];
let apis: readonly [Api, Api];

beforeAll(async () => {
  port = await freePort();
  apis = [new Api('one', await freePort(), seen), new Api('two', await freePort(), seen)];
  proxy = await startNginx(
    replaced(shipped, [
      ['listen 8080;', `listen 127.0.0.1:${port};`],
      ...apis.flatMap((api, at) =>
        ['max_fails', 'backup'].map(
          (rest) => [`server api-${at + 1}:3000 ${rest}`, `server 127.0.0.1:${api.port} ${rest}`] as const,
        ),
      ),
    ]),
    port,
  );
});
afterAll(() => proxy.remove());
beforeEach(async () => {
  // It knows nothing of the test before.
  await proxy.restart();
  for (const api of apis) {
    api.manner = 'serves';
    await api.start();
  }
  seen.length = 0;
});
afterEach(() => Promise.all(apis.map((api) => api.kill())));

async function call(method = 'GET', headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, method, path: '/v1/affinity', headers, agent: false });
  sent.end(method === 'GET' ? undefined : '{"plan_id":"essential"}');
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** One after the other. */
async function calls(count: number, ...what: Parameters<typeof call>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < count) answers.push(await call(...what));
  return answers;
}
const statuses = (answers: readonly Answer[]): readonly number[] => answers.map(({ status }) => status);
const all = (count: number, status: number): readonly number[] => Array.from({ length: count }, () => status);
const key = { 'idempotency-key': 'cancel-17' };
const asked = (): readonly string[] => [...new Set(seen.map(({ api }) => api))].sort();

describe('an API that answers 503', () => {
  it.each(['GET', 'POST', 'DELETE'])(
    'is heard: its answer to %s reaches the caller whole, each time',
    async (method) => {
      for (const api of apis) api.manner = 'refuses';
      for (const { status, headers, body } of await calls(8, method)) {
        expect({ status, body }).toEqual({ status: 503, body: '{"code":"away"}' });
        expect(headers).toMatchObject({ 'retry-after': '2', 'content-type': 'application/json' });
      }
    },
  );

  it('is asked no less than before, and once: the other one has the same database', async () => {
    apis[0].manner = 'refuses';
    expect([...statuses(await calls(8))].sort()).toEqual([...all(4, 200), ...all(4, 503)]);
    expect(seen.length).toBe(8);
  });

  it('serves the very next call once it can', async () => {
    for (const api of apis) api.manner = 'refuses';
    await calls(8);
    for (const api of apis) api.manner = 'serves';
    expect(statuses(await calls(4))).toEqual(all(4, 200));
    expect(asked()).toEqual(['one', 'two']);
  });
});

describe('an API that is dead', () => {
  it.each([
    ['GET', 'GET', {}],
    ['POST', 'POST', {}],
    ['DELETE with a key', 'DELETE', key],
  ] as const)('is passed over: a %s is served by the other one, once', async (_, method, headers) => {
    await calls(4);
    await apis[0].kill();
    seen.length = 0;
    expect(statuses(await calls(12, method, headers))).toEqual(all(12, 200));
    expect(seen.map(({ api }) => api)).toEqual(Array.from({ length: 12 }, () => 'two'));
  });

  it('costs one DELETE without a key an answer of 502; then it is known to be dead', async () => {
    await apis[0].kill();
    const answers = statuses(await calls(4, 'DELETE'));
    expect([...answers].sort()).toEqual([...all(3, 200), 502]);
  });

  it('is asked again when it is back, without a call that fails', async () => {
    await apis[0].kill();
    await calls(4);
    await apis[0].start();
    const until = performance.now() + 20_000;
    while (!asked().includes('one')) {
      expect((await call()).status).toBe(200);
      if (performance.now() > until) throw new Error('it was not asked again within twenty seconds');
    }
  });

  it('answers 502 with Retry-After where the other one is dead too, and the very next call is served once one is back', async () => {
    await calls(4);
    for (const api of apis) await api.kill();
    for (const { status, headers } of [...(await calls(6)), ...(await calls(6, 'POST'))]) {
      expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 502, retryAfter: '2' });
    }
    for (const api of apis) {
      await api.start();
      expect(statuses(await calls(4))).toEqual(all(4, 200));
    }
  });
});

describe('an API that is killed while it works', () => {
  it.each([
    ['GET', 'GET', {}],
    ['DELETE with a key', 'DELETE', key],
  ] as const)('leaves a %s to the other one: twice does no harm', async (_, method, headers) => {
    apis[0].manner = 'breaksOff';
    expect(statuses(await calls(4, method, headers))).toEqual(all(4, 200));
    expect(asked()).toEqual(['one', 'two']);
  });

  it.each(['POST', 'PATCH', 'DELETE'])('may have done a %s: the other one does not get it', async (method) => {
    for (const api of apis) api.manner = 'breaksOff';
    const { status, headers } = await call(method);
    expect(seen.map((each) => each.method)).toEqual([method]);
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 502, retryAfter: '2' });
  });
});

describe('what an API learns of a caller', () => {
  it('is the address that the caller has, not one that it says, and the host it asked', async () => {
    await call('GET', { 'x-forwarded-for': '203.0.113.7', host: 'cover.example' });
    expect(seen[0]?.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', host: 'cover.example' });
  });
});
