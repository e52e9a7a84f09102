import { builtApi, variant, type Measured } from './engine.js';
import { load, prepare, type Prepared } from './load.js';
import { contract, contractRequests, tokenOf } from './partner.js';
import { median, percentile, report, type Row } from './report.js';
import { inTurns, type Contender as Server, type Figures } from './rounds.js';

const callers = 64;

type Contender = Server & { readonly stores: boolean };

const contenders: readonly Contender[] = [
  { name: 'engine', program: builtApi, count: 12_000, stores: true },
  { name: 'a transaction each', program: variant('transaction'), count: 2_500, stores: true },
  { name: 'bare route', program: variant('bare'), count: 20_000, stores: false },
];

/**
 * Acknowledged creations per second over HTTP, compared with a transaction for each creation and with a route that
 * stores nothing.
 */
export async function benchCreate(): Promise<boolean> {
  const figures = await inTurns(contenders, measure);
  return report('create', rowsOf(figures));
}

async function measure(contender: Contender, server: Measured): Promise<Figures> {
  const requests = contender.stores
    ? await contractRequests(server, await tokenOf(server), contender.count)
    : bareRequests(server, contender.count);
  const before = server.cpuMicroseconds();
  const { seconds, latencies, failures } = await load(server.target, requests, callers);
  if (failures.size > 0) throw new Error(`${contender.name} failed: ${JSON.stringify([...failures])}`);
  return {
    perSecond: contender.count / seconds,
    cpu: (server.cpuMicroseconds() - before) / contender.count,
    p50: median(latencies),
    p99: percentile(latencies, 0.99),
  };
}

const bareRequests = ({ target }: Measured, count: number): readonly Prepared[] =>
  Array.from({ length: count }, (_, index) =>
    prepare(target, 'POST', '/v1/affinity', { authorization: 'Bearer none' }, contract(`request-${index}`, index)),
  );

function rowsOf(figures: ReadonlyMap<Contender, readonly Figures[]>): readonly Row[] {
  const of = (contender: Contender | undefined, figure: keyof Figures) =>
    median((contender === undefined ? [] : (figures.get(contender) ?? [])).map((each) => each[figure]));
  const [engine, each, route] = contenders;
  const speed = of(engine, 'perSecond');
  const toEach = speed / of(each, 'perSecond');
  const toRoute = speed / of(route, 'perSecond');
  return [
    { figure: 'acknowledged creations', value: speed, unit: '/s' },
    {
      figure: 'against a knex transaction per request',
      value: of(each, 'perSecond'),
      unit: '/s',
      reference: 'it',
      ratio: toEach,
      target: 'at least 6 ×',
      pass: toEach >= 6,
    },
    {
      figure: 'against a bare fastify route',
      value: of(route, 'perSecond'),
      unit: '/s',
      reference: 'it',
      ratio: toRoute,
      target: 'at least 0.2 ×',
      pass: toRoute >= 0.2,
    },
    ...contenders.flatMap((contender): Row[] => [
      { figure: `CPU per request, ${contender.name}`, value: of(contender, 'cpu'), unit: 'µs' },
      { figure: `latency p50, ${contender.name}`, value: of(contender, 'p50'), unit: 'ms' },
      { figure: `latency p99, ${contender.name}`, value: of(contender, 'p99'), unit: 'ms' },
    ]),
  ];
}
