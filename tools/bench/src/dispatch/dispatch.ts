import { report, type Row } from '../report.js';
import { compare, type Comparison, type ContenderKey, type Measured } from './compare.js';

const names: Readonly<Record<ContenderKey, string>> = {
  sqlite: 'engine on SQLite',
  postgres: 'engine on PostgreSQL',
  bullmq: 'BullMQ on Redis, unordered',
  pgBoss: 'pg-boss, key_strict_fifo',
  graphile: 'graphile-worker, a queue per endpoint',
  raw: 'raw signed POST loop',
};

/** Delivery to 1,000 endpoints, compared with peers: rate, and CPU of the sending process and of its server. */
export async function benchDispatch(): Promise<boolean> {
  return report('dispatch', rowsOf(await compare()));
}

function rowsOf(figures: Comparison): readonly Row[] {
  return [
    ...(Object.keys(names) as ContenderKey[]).flatMap((key): Row[] => [
      { figure: `deliveries, ${names[key]}`, value: figures[key].perSecond, unit: '/s' },
      { figure: `CPU of Node.js per delivery, ${names[key]}`, value: figures[key].node, unit: 'µs' },
      { figure: `CPU of its server per delivery, ${names[key]}`, value: figures[key].server, unit: 'µs' },
    ]),
    ...(['sqlite', 'postgres'] as const).flatMap((key) => targets(key, figures)),
  ];
}

function targets(key: 'sqlite' | 'postgres', figures: Comparison): readonly Row[] {
  const [ours, { bullmq, pgBoss, raw }] = [figures[key], figures];
  const name = names[key];
  const [cpu, rate] = [cpuOf(ours), ours.perSecond];
  const atMost = (
    figure: string,
    value: number,
    unit: string,
    reference: string,
    ratio: number,
    most: number,
  ): Row => ({
    ...{ figure, value, unit, reference, ratio, target: `<= ${most} ×`, pass: ratio <= most },
  });
  const atLeast = (
    figure: string,
    value: number,
    unit: string,
    reference: string,
    ratio: number,
    least: number,
  ): Row => ({
    ...{ figure, value, unit, reference, ratio, target: `>= ${least} ×`, pass: ratio >= least },
  });
  return [
    atMost(`${name}: CPU per delivery, server included`, cpu, 'µs', 'BullMQ', cpu / cpuOf(bullmq), 0.67),
    atLeast(`${name}: CPU of the raw loop`, cpuOf(raw), 'µs', 'its own', cpuOf(raw) / cpu, 0.25),
    { figure: `${name}: rate`, value: rate, unit: '/s', reference: 'the raw loop', ratio: rate / raw.perSecond },
    atLeast(`${name}: rate`, rate, '/s', 'BullMQ', rate / bullmq.perSecond, 1.5),
    atLeast(`${name}: rate`, rate, '/s', 'pg-boss', rate / pgBoss.perSecond, 10),
    {
      figure: `${name}: memory of the dispatcher, at most`,
      value: ours.memory,
      unit: 'MB',
      target: '<= 300 MB',
      pass: ours.memory <= 300,
    },
  ];
}

const cpuOf = ({ node, server }: Measured): number => node + server;
