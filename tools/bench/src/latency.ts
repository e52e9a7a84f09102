import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startNats, startPostgres } from '@affinity-engine/test-servers';
import { startMeasured, builtApi, builtDispatcher, type Measured } from './engine.js';
import { contract, credentialsOf, tokenOf } from './partner.js';
import { median, percentile, progress, report, type Row } from './report.js';
import { startSender } from './dispatch/sender.js';

/** One contract is an event at each of these endpoints. */
const [endpoints, contractsPerSecond] = [20, 10];
const [atRest, underLoad] = [100, 200];

type Figures = { readonly rest: readonly number[]; readonly load: readonly number[]; readonly next: readonly number[] };

/**
 * The time from the answer to a contract until the first byte of its webhook, of an API and a dispatcher on PostgreSQL,
 * at rest and at 200 events a second; and from the first 200 of an endpoint that was down to the next webhook.
 */
export async function benchLatency(): Promise<boolean> {
  const [postgres, nats] = await Promise.all([startPostgres({ fsync: true }), startNats({ jetStream: false })]);
  const rows: Row[] = [];
  try {
    for (const [name, env] of [
      ['NATS', { NATS_URL: nats.url }],
      ['NOTIFY', {}],
    ] as const) {
      const { url } = await postgres.createDatabase();
      const secret = { DATABASE_URL: url, ENGINE_SECRET: 'the secret of both processes, for a benchmark', ...env };
      const found = await measure(secret);
      progress(`through ${name}: ${found.rest.length} at rest, ${found.load.length} under load`);
      rows.push(...rowsOf(name, found));
    }
  } finally {
    await Promise.all([postgres.remove(), nats.remove()]);
  }
  return report('latency', rows);
}

function rowsOf(name: string, { rest, load, next }: Figures): readonly Row[] {
  const atMost = (figure: string, value: number, most: number): Row => ({
    ...{ figure: `${name}: ${figure}`, value, unit: 'ms', target: `<= ${most} ms`, pass: value <= most },
  });
  return [
    { figure: `${name}: at rest, median`, value: median(rest), unit: 'ms' },
    atMost('at rest, p95', percentile(rest, 0.95), 20),
    {
      figure: `${name}: at ${endpoints * contractsPerSecond} events a second, median`,
      value: median(load),
      unit: 'ms',
    },
    atMost(`at ${endpoints * contractsPerSecond} events a second, p95`, percentile(load, 0.95), 100),
    atMost("after a dam's first 200, to the next webhook, median", median(next), 5),
  ];
}

async function measure(env: Readonly<Record<string, string>>): Promise<Figures> {
  const receiver = await startReceiver();
  const api = await startMeasured({ ...builtApi, env: { ...env, DISPATCHER: 'off', LOG_LEVEL: 'warn' } });
  const base = `http://${api.target.host}:${api.target.port}`;
  const dispatcher = await startSender({
    ...builtDispatcher,
    env: { ...env, DATA_DIR: api.dataDir, PUBLIC_URL: base, WEBHOOK_BACKOFF_SECONDS: '1', LOG_LEVEL: 'warn' },
    ready: 'dispatcher runs',
  });
  try {
    const call = await callerOf(api, base);
    const ids: string[] = [];
    const open = async () => {
      const { partner } = credentialsOf(api.dataDir);
      const input = { partner_id: partner.id, url: receiver.url(`/${ids.length}`) };
      ids.push(String((await call('admin', 'POST', '/ops/v1/webhook-endpoints', input))['id']));
    };
    let made = 0;
    const sell = async (): Promise<readonly [id: string, answered: number]> => {
      const request = await call('partner', 'POST', '/v1/affinity/request', { product_id: 'personal-life' });
      const answer = await call('partner', 'POST', '/v1/affinity', contract(String(request['id']), (made += 1)));
      return [String(answer['id']), Date.now()];
    };
    const latencies = async (sold: readonly (readonly [string, number])[]) => {
      await until(() => sold.every(([id]) => receiver.arrivals(id).length === ids.length));
      return sold.flatMap(([id, answered]) => receiver.arrivals(id).map((at) => Math.max(0, at - answered)));
    };

    await open();
    await latencies([await sell()]); // warms up
    const atEase: (readonly [string, number])[] = [];
    for (let time = 0; time < atRest; time += 1) {
      atEase.push(await sell());
      await pause(50 + Math.random() * 100);
    }
    const rest = await latencies(atEase);

    while (ids.length < endpoints) await open();
    const busy: Promise<readonly [string, number]>[] = [];
    const began = performance.now();
    for (let time = 0; time < underLoad; time += 1) {
      await pause(Math.max(0, began + (time * 1_000) / contractsPerSecond - performance.now()));
      busy.push(sell());
    }
    const load = await latencies(await Promise.all(busy));

    receiver.failing(true);
    for (let time = 0; time < 20; time += 1) await sell();
    await pause(2_000);
    receiver.failing(false);
    await until(() => receiver.gaps().length >= ids.length);
    return { rest, load, next: receiver.gaps() };
  } finally {
    await dispatcher.stop();
    await api.stop();
    await receiver.close();
  }
}

type Call = (
  as: 'partner' | 'admin',
  method: string,
  path: string,
  body: unknown,
) => Promise<Readonly<Record<string, unknown>>>;

async function callerOf(api: Measured, base: string): Promise<Call> {
  const tokens = { partner: await tokenOf(api), admin: await tokenOf(api, 'admin') };
  return async (as, method, path, body) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[as]}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  };
}

/** Notes when the first byte of each webhook came, and how long after a dam's first 200 the next one did. */
async function startReceiver() {
  const arrivals = new Map<string, number[]>();
  /** When an endpoint that had failed was answered with 200, by its path. */
  const reopened = new Map<string, number | null>();
  const gaps: number[] = [];
  let fails = false;
  const server = createServer((request, response) => {
    const at = Date.now();
    const now = performance.now();
    const path = request.url ?? '';
    const since = reopened.get(path);
    if (typeof since === 'number') {
      gaps.push(now - since);
      reopened.delete(path);
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (fails) {
        reopened.set(path, null);
        return void response.writeHead(500).end();
      }
      const { id } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { readonly id: string };
      arrivals.set(id, [...(arrivals.get(id) ?? []), at]);
      if (reopened.get(path) === null) response.once('finish', () => reopened.set(path, performance.now()));
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    arrivals: (id: string): readonly number[] => arrivals.get(id) ?? [],
    gaps: (): readonly number[] => gaps,
    failing: (now: boolean) => void (fails = now),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('not within a minute');
    await pause(10);
  }
}
