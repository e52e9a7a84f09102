import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { median, progress, round as rounded } from '../report.js';
import { onPostgres, onSqlite, peer, type Contender } from './contenders.js';
import { installPeers, writeRound } from './peers.js';
import { startReceiver, type Receiver } from './receiver.js';

const endpoints = 1_000;
const eventsEach = 20;
/** Each fetch of pg-boss reads all that waits: with 20 of each endpoint it would take minutes, and do worse. */
const fewEvents = 2;
const rounds = 5;

/** How long a contender has after the last answer to store what it stores behind its requests. */
const settleMs = 300;

export type Measured = {
  readonly perSecond: number;
  /** Microseconds per delivery. */
  readonly node: number;
  readonly server: number;
  readonly memory: number;
  readonly unordered: number;
};

export type Comparison = Readonly<Record<ContenderKey, Measured>>;
const keys = ['sqlite', 'postgres', 'bullmq', 'pgBoss', 'graphile', 'raw'] as const;
export type ContenderKey = (typeof keys)[number];

/** Delivers the same round with all contenders by turns, several times. */
export async function compare(chosen: readonly ContenderKey[] = keys): Promise<Comparison> {
  await installPeers();
  const folder = mkdtempSync(join(tmpdir(), 'affinity-bench-rounds-'));
  const receiver = await startReceiver();
  const many = writeRound(folder, endpoints, eventsEach, receiver.url);
  const few = writeRound(folder, endpoints, fewEvents, receiver.url);
  const options = { endpoints, eventsEach, receiverUrl: receiver.url };
  const start: Readonly<Record<ContenderKey, () => Promise<Contender>>> = {
    sqlite: () => onSqlite(options),
    postgres: () => onPostgres(options),
    bullmq: () => peer('bullmq', many, false),
    pgBoss: () => peer('pg-boss', few, true),
    graphile: () => peer('graphile-worker', many, true),
    raw: () => peer('raw', many, false),
  };
  const contenders = new Map<ContenderKey, Contender>();
  const figures = new Map<ContenderKey, Measured[]>(chosen.map((key) => [key, []]));
  try {
    for (const key of chosen) contenders.set(key, await start[key]());
    for (let round = 0; round <= rounds; round += 1) {
      for (const [key, contender] of contenders) {
        const measured = await deliver(contender, receiver);
        progress(
          `round ${round} of ${rounds}: ${contender.name} ${rounded(measured.perSecond)}/s, ` +
            `${rounded(measured.node)} + ${rounded(measured.server)} µs, ${rounded(measured.memory)} MB, ` +
            `${measured.unordered} out of order`,
        );
        if (round > 0) figures.get(key)?.push(measured); // the first round warms up
      }
    }
  } finally {
    for (const contender of contenders.values()) await contender.stop();
    receiver.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return Object.fromEntries([...figures].map(([key, measured]) => [key, medians(measured)])) as Comparison;
}

async function deliver({ name, sender, eventsEach: each, keepsOrder, ...contender }: Contender, receiver: Receiver) {
  const count = endpoints * each;
  sender.pause();
  await contender.plant();
  const { complete } = await receiver.expect(count);
  const before = { node: sender.cpu(), server: contender.serverCpu() };
  const began = performance.timeOrigin + performance.now();
  sender.resume();
  const { at, unordered } = await sender.during(complete);
  await pause(settleMs);
  const measured: Measured = {
    perSecond: count / ((at - began) / 1_000),
    node: (sender.cpu() - before.node) / count,
    server: (contender.serverCpu() - before.server) / count,
    memory: sender.memory() / 2 ** 20,
    unordered,
  };
  if (keepsOrder && unordered > 0) throw new Error(`${name} sent ${unordered} of ${count} out of order`);
  return measured;
}

const medians = (measured: readonly Measured[]): Measured => {
  const of = (figure: keyof Measured) => median(measured.map((each) => each[figure]));
  return {
    perSecond: of('perSecond'),
    node: of('node'),
    server: of('server'),
    memory: Math.max(...measured.map(({ memory }) => memory)),
    unordered: of('unordered'),
  };
};
