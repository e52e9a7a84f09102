import { startPostgres } from '@affinity-engine/test-servers';
import { builtApi, startMeasured, variant, type Measured, type Program } from './engine.js';
import { load } from './load.js';
import { contractRequests, tokenOf } from './partner.js';
import { median, progress, report } from './report.js';

type Contender = { readonly name: string; readonly program: Program; readonly count: number };

/** Two processes of each on one database of their own. */
const contenders: readonly Contender[] = [
  { name: 'engine', program: builtApi, count: 6_000 },
  { name: 'a transaction each', program: variant('transaction'), count: 800 },
];
const [processes, callers, rounds] = [2, 64, 5];

/** Acknowledged creations per second of two API processes on PostgreSQL, against the same with a transaction each. */
export async function benchCreateOnPostgres(): Promise<boolean> {
  const database = await startPostgres({ fsync: true });
  const started = new Map<Contender, readonly Measured[]>();
  const figures = new Map<Contender, { perSecond: number[]; cpu: number[] }>();
  try {
    for (const contender of contenders) {
      const { url } = await database.createDatabase();
      const env = { DATABASE_URL: url, ENGINE_SECRET: 'the secret of both processes, for a benchmark' };
      const servers: Measured[] = [];
      for (let at = 0; at < processes; at += 1) servers.push(await startMeasured({ ...contender.program, env }));
      started.set(contender, servers);
      figures.set(contender, { perSecond: [], cpu: [] });
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const [contender, servers] of started) {
        const { perSecond, cpu } = await measure(contender, servers);
        progress(`round ${round} of ${rounds}: ${contender.name} ${Math.round(perSecond)}/s`);
        if (round === 0) continue; // warms up
        figures.get(contender)?.perSecond.push(perSecond);
        figures.get(contender)?.cpu.push(cpu);
      }
    }
  } finally {
    for (const server of [...started.values()].flat()) await server.stop();
    await database.remove();
  }
  const [engine, each] = contenders.map((contender) => {
    const { perSecond = [], cpu = [] } = figures.get(contender) ?? {};
    return { perSecond: median(perSecond), cpu: median(cpu) };
  });
  const [ours, plain] = [engine?.perSecond ?? 0, each?.perSecond ?? NaN];
  return report('create-postgres', [
    { figure: 'acknowledged creations, two API processes', value: ours, unit: '/s' },
    {
      figure: 'against a knex transaction per request',
      value: plain,
      unit: '/s',
      reference: 'it',
      ratio: ours / plain,
      target: 'at least 6 ×',
      pass: ours / plain >= 6,
    },
    { figure: 'CPU of Node.js per request, engine', value: engine?.cpu ?? NaN, unit: 'µs' },
    { figure: 'CPU of Node.js per request, a transaction each', value: each?.cpu ?? NaN, unit: 'µs' },
  ]);
}

async function measure({ name, count }: Contender, servers: readonly Measured[]) {
  const requests = await Promise.all(
    servers.map(async (server) => contractRequests(server, await tokenOf(server), count)),
  );
  const before = servers.map((server) => server.cpuMicroseconds());
  const began = performance.now();
  const loads = await Promise.all(servers.map((server, at) => load(server.target, requests[at] ?? [], callers)));
  const seconds = (performance.now() - began) / 1_000;
  const failures = loads.flatMap((each) => [...each.failures]);
  if (failures.length > 0) throw new Error(`${name} failed: ${JSON.stringify(failures)}`);
  const used = servers.reduce((sum, server, at) => sum + server.cpuMicroseconds() - (before[at] ?? 0), 0);
  return { perSecond: (servers.length * count) / seconds, cpu: used / (servers.length * count) };
}
