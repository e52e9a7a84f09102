import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres } from '@affinity-engine/test-servers';
import { builtApi, startMeasured } from '../engine.js';
import { median, progress, report, type Row } from '../report.js';
import { startDispatcherProcess } from './contenders.js';
import { openPlanter, type Planter } from './planter.js';
import { startReceiver, type Receiver } from './receiver.js';

const [many, dammed, depth, deliveries, rounds, idleSeconds] = [100_000, 10_000, 10, 20_000, 3, 45];
const secret = 'the secret of the store and of its dispatcher, for a benchmark';

/**
 * What a dispatcher on PostgreSQL costs with many endpoints: its rate with 10, 1,000 and 100,000 of them, with and without
 * dammed ones; its CPU while nothing happens; its memory; and how soon it delivers after it was killed.
 */
export async function benchDispatchEndpoints(): Promise<boolean> {
  const server = await startPostgres({ settings: { max_connections: '200' } });
  const receiver = await startReceiver();
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-bench-endpoints-'));
  const rates = new Map<number, number>();
  const memory: number[] = [];
  try {
    const environment = async () => ({
      DATA_DIR: dataDir,
      ENGINE_SECRET: secret,
      LOG_LEVEL: 'warn',
      WEBHOOK_BACKOFF_SECONDS: '3600',
      METRICS_PORT: '0',
      DATABASE_URL: (await server.createDatabase()).url,
    });
    const rateOf = async (planter: Planter, env: Readonly<Record<string, string>>, to: readonly number[]) => {
      const { rate, memory: used } = await medianRate(planter, env, receiver, to);
      memory.push(used);
      return rate;
    };
    for (const count of [10, 1_000]) {
      const env = await environment();
      const planter = await openPlanter(env, receiver.url);
      await planter.endpoints(count);
      rates.set(count, await rateOf(planter, env, spread(count)));
      progress(`${count} endpoints: ${Math.round(rates.get(count) ?? 0)}/s`);
      await planter.close();
    }

    const env = await environment();
    const planter = await openPlanter(env, receiver.url);
    for (let made = 0; made < many; made += many / 10) {
      await planter.endpoints(many / 10);
      progress(`${made + many / 10} endpoints are stored`);
    }
    const idle = await idleCpu(env);
    progress(`idle: ${(idle * 100).toFixed(2)} % of a core`);
    rates.set(many, await rateOf(planter, env, spread(many)));
    progress(`${many} endpoints: ${Math.round(rates.get(many) ?? 0)}/s`);

    const some = spread(1_000);
    const calm = await rateOf(planter, env, some);
    await receiver.refuse(many - dammed);
    for (let event = 0; event < depth; event += 1) await planter.events(numbers(many - dammed, many));
    const damming = await startDispatcherProcess(env);
    await until(async () => (await planter.dammed()) >= dammed);
    await damming.stop();
    progress(`${dammed} endpoints are dammed`);
    const beside = await rateOf(planter, env, some);
    progress(`beside them: ${Math.round(beside)}/s, without: ${Math.round(calm)}/s`);

    const killed = await startDispatcherProcess(env);
    await killed.kill();
    await planter.events(numbers(0, 1_000));
    const { complete } = await receiver.expect(1_000, { note: true });
    const began = performance.timeOrigin + performance.now();
    const again = await startDispatcherProcess(env);
    const first = ((await again.during(complete)).noted[0]?.at ?? NaN) - began;
    await again.stop();
    await planter.close();
    return report('dispatch-endpoints', rowsOf({ rates, calm, beside, idle, first, memory: Math.max(...memory) }));
  } finally {
    receiver.stop();
    await server.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Figures = {
  readonly rates: ReadonlyMap<number, number>;
  readonly calm: number;
  readonly beside: number;
  readonly idle: number;
  readonly first: number;
  readonly memory: number;
};

function rowsOf({ rates, calm, beside, idle, first, memory }: Figures): readonly Row[] {
  const reference = rates.get(1_000) ?? NaN;
  const flat = Math.min(...rates.values()) / Math.max(...rates.values());
  return [
    ...[...rates].map(([count, rate]): Row => ({
      figure: `${deliveries} deliveries over ${count} endpoints`,
      value: rate,
      unit: '/s',
      reference: '1,000 endpoints',
      ratio: rate / reference,
    })),
    { figure: 'the slowest of them', value: flat, unit: '× the fastest', target: '>= 0.8', pass: flat >= 0.8 },
    { figure: `1,000 of ${many} endpoints, none dammed`, value: calm, unit: '/s' },
    {
      figure: `1,000 of ${many} endpoints, ${dammed} dammed ${depth} deep`,
      value: beside,
      unit: '/s',
      reference: 'none dammed',
      ratio: beside / calm,
      target: '>= 0.95 ×',
      pass: beside / calm >= 0.95,
    },
    {
      figure: `CPU of an API and a dispatcher, ${many} idle endpoints, scraped each 15 s`,
      value: idle * 100,
      unit: '% of a core',
      target: '< 1 %',
      pass: idle < 0.01,
    },
    {
      figure: 'from a restart to the first delivery',
      value: first,
      unit: 'ms',
      target: '<= 2,000 ms',
      pass: first <= 2_000,
    },
    { figure: 'memory of the dispatcher', value: memory, unit: 'MB', target: '<= 300 MB', pass: memory <= 300 },
  ];
}

function* numbers(from: number, to: number): Generator<number> {
  for (let number = from; number < to; number += 1) yield number;
}

/** The endpoints that a round's deliveries go to, in turns. */
const spread = (endpoints: number): readonly number[] =>
  Array.from({ length: deliveries }, (_, delivery) => delivery % endpoints);

/**
 * The rate of a dispatcher that is started for each round, when its events are stored: from the first arrival on. One that
 * only stood still meanwhile would hold locks.
 */
async function medianRate(
  planter: Planter,
  env: Readonly<Record<string, string>>,
  receiver: Receiver,
  endpoints: readonly number[],
): Promise<{ readonly rate: number; readonly memory: number }> {
  const measured: { readonly rate: number; readonly memory: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await planter.events(endpoints);
    const { complete } = await receiver.expect(endpoints.length, { note: true });
    const sender = await startDispatcherProcess(env);
    const { at, noted } = await sender.during(complete);
    const memory = sender.memory() / 2 ** 20;
    await sender.stop();
    const first = noted[0]?.at ?? NaN;
    measured.push({ rate: (endpoints.length - 1) / ((at - first) / 1_000), memory });
  }
  return { rate: median(measured.map(({ rate }) => rate)), memory: Math.max(...measured.map(({ memory }) => memory)) };
}

/** The share of a core that an API and a dispatcher use while nothing happens. */
async function idleCpu(env: Readonly<Record<string, string>>): Promise<number> {
  const { METRICS_PORT: _port, ...ofApi } = env;
  const api = await startMeasured({ ...builtApi, env: { ...ofApi, DISPATCHER: 'off' } });
  const sender = await startDispatcherProcess(env);
  try {
    const scrape = () => fetch(`http://${api.target.host}:${api.target.port}/metrics`).then((answer) => answer.text());
    await scrape();
    await pause(5_000);
    const before = api.cpuMicroseconds() + sender.cpu();
    for (let second = 0; second < idleSeconds; second += 15) {
      await pause(15_000);
      await scrape();
    }
    return (api.cpuMicroseconds() + sender.cpu() - before) / (idleSeconds * 1_000_000);
  } finally {
    await sender.stop();
    await api.stop();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 300_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('not within five minutes');
    await pause(100);
  }
}
