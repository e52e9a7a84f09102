import { startPostgres, type PostgresServer } from '@affinity-engine/test-servers';
import { serverCpu } from './dispatch/cpu.js';
import { builtApi, startMeasured, variant, type Measured, type Program } from './engine.js';
import { load } from './load.js';
import { contractRequests, tokenOf } from './partner.js';
import { median, progress, report } from './report.js';

type Figures = { readonly perSecond: number; readonly cpu: number; readonly serverCpu: number };
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
  const names = new Map<Contender, string>();
  const started = new Map<Contender, readonly Measured[]>();
  const figures = new Map<Contender, Figures[]>();
  let bytes = NaN;
  try {
    for (const contender of contenders) {
      const { name, url } = await database.createDatabase();
      names.set(contender, name);
      const env = { DATABASE_URL: url, ENGINE_SECRET: 'the secret of both processes, for a benchmark' };
      const servers: Measured[] = [];
      for (let at = 0; at < processes; at += 1) servers.push(await startMeasured({ ...contender.program, env }));
      started.set(contender, servers);
      figures.set(contender, []);
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const [contender, servers] of started) {
        const found = await measure(contender, servers, database);
        progress(`round ${round} of ${rounds}: ${contender.name} ${Math.round(found.perSecond)}/s`);
        if (round > 0) figures.get(contender)?.push(found); // the first one warms up
      }
    }
    const [engine] = contenders;
    const [stored] = await database.execute(
      `select pg_database_size(current_database())::float8 / count(*) as bytes from affinity`,
      engine === undefined ? undefined : names.get(engine),
    );
    bytes = Number(stored?.['bytes']);
  } finally {
    for (const server of [...started.values()].flat()) await server.stop();
    await database.remove();
  }
  const [engine, each] = contenders.map((contender) => {
    const found = figures.get(contender) ?? [];
    const middle = (name: keyof Figures) => median(found.map((figure) => figure[name]));
    return { perSecond: middle('perSecond'), cpu: middle('cpu'), serverCpu: middle('serverCpu') };
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
    { figure: 'CPU of PostgreSQL per request, engine', value: engine?.serverCpu ?? NaN, unit: 'µs' },
    { figure: 'CPU of PostgreSQL per request, a transaction each', value: each?.serverCpu ?? NaN, unit: 'µs' },
    { figure: 'disk per affinity with its event', value: bytes, unit: 'B' },
  ]);
}

async function measure(
  { name, count }: Contender,
  servers: readonly Measured[],
  database: PostgresServer,
): Promise<Figures> {
  const requests = await Promise.all(
    servers.map(async (server) => contractRequests(server, await tokenOf(server), count)),
  );
  const ofServer = () => serverCpu(database.processId() ?? 0);
  const before = servers.map((server) => server.cpuMicroseconds());
  const serverBefore = ofServer();
  const began = performance.now();
  const loads = await Promise.all(servers.map((server, at) => load(server.target, requests[at] ?? [], callers)));
  const seconds = (performance.now() - began) / 1_000;
  const failures = loads.flatMap((each) => [...each.failures]);
  if (failures.length > 0) throw new Error(`${name} failed: ${JSON.stringify(failures)}`);
  const used = servers.reduce((sum, server, at) => sum + server.cpuMicroseconds() - (before[at] ?? 0), 0);
  const requested = servers.length * count;
  return { perSecond: requested / seconds, cpu: used / requested, serverCpu: (ofServer() - serverBefore) / requested };
}
