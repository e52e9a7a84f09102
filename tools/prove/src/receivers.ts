import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  behaviours,
  openScene,
  startHealthyNeighbours,
  startHostileReceivers,
  textOf,
  type HealthyNeighbours,
  type HostileReceivers,
  type Outcome,
} from '@affinity-engine/test-faults';
import { startEngine, type Engine } from '@affinity-engine/test-harness';
import { cpuOf, memoryOf } from '@affinity-engine/tool-bench/engine';
import { median, progress, report, type Row } from '@affinity-engine/tool-bench/report';
import { watchMemory } from './memory.js';

/** The deadline of an attempt, and a while longer. */
const [timeoutSeconds, windowMs] = [2, 2_300];

const endpoints = 10;
const waiting = 5;
const pace = { events: 60, perSecond: 40 };

/** The calls that set the urls are among it. */
const mostCpuMs = 25;
/** 512 KiB of an answer; one read more, of up to 64 KiB; and what is read of the database. */
const mostKilobytes = 768;
const mostMegabytes = 64;
const mostLagMs = 250;

/** What a behaviour cost the engine, beyond what it uses at rest. */
type Cost = {
  readonly attempts: number;
  readonly cpuMs: number;
  readonly kilobytes: number;
  readonly megabytes: number;
};

/** Receivers that break every rule: what the engine makes of them, what they cost it, and what others notice. */
export async function proveReceivers(): Promise<boolean> {
  const only = process.env['PROVE_ATTACKS'];
  const receivers = startHostileReceivers();
  const engine = await startEngine({
    built: true,
    env: {
      WEBHOOK_TIMEOUT_SECONDS: String(timeoutSeconds),
      WEBHOOK_BACKOFF_SECONDS: '0.2,0.2,0.2,0.2,0.2,0.2,0.2,1',
      NODE_EXTRA_CA_CERTS: receivers.authorityFile,
      LOG_LEVEL: 'warn',
    },
  });
  try {
    const healthy = await startHealthyNeighbours(engine, 3);
    await healthy.lag(pace); // code that runs for the first time is slow
    const calm = await median3(() => healthy.lag(pace));
    const rest = await usageAtRest(engine);
    progress(`without hostile receivers: p95 lag ${calm} ms, at rest ${rest.cpuMs.toFixed(1)} ms of CPU a second`);
    const rows: Row[] = [{ figure: 'p95 lag of healthy endpoints without them', value: calm, unit: 'ms' }];
    for (const name of Object.keys(behaviours)) {
      if (only === undefined || name.includes(only))
        rows.push(...(await behavesTwice(name, { engine, receivers, healthy, calm, rest })));
    }
    return report('receivers', rows);
  } finally {
    await engine.kill();
    await receivers.close();
  }
}

type Beside = {
  readonly engine: Engine;
  readonly receivers: HostileReceivers;
  readonly healthy: HealthyNeighbours;
  readonly calm: number;
  readonly rest: Usage;
};

/** A bound that was missed is measured once more, for this machine may have been busy. A broken promise is not. */
async function behavesTwice(name: string, beside: Beside): Promise<readonly Row[]> {
  const rows = await behaves(name, beside);
  if (rows[0]?.pass === false || rows.every(({ pass }) => pass !== false)) return rows;
  progress(`${name}: once more`);
  return behaves(name, beside);
}

async function behaves(name: string, { engine, receivers, healthy, calm, rest }: Beside): Promise<readonly Row[]> {
  const scene = await openScene(engine, receivers, name, { endpoints, events: waiting });
  const memory = watchMemory({ memory: () => memoryOf(engine.pid) });
  const [memoryBefore, before, began] = [memoryOf(engine.pid) / 1_000_000, usageOf(engine), Date.now()];
  await scene.begin();
  await pause(windowMs);
  const [after, ended] = [usageOf(engine), Date.now()];
  const starved = (): number => Infinity;
  const [lag] = await Promise.all([healthy.lag(pace).catch(starved), scene.happen(waiting)]);
  memory.stop();
  const outcome = await scene.end();
  for (const problem of outcome.problems.slice(0, 5)) console.log(`${name}: ${problem}`);
  const attempts = outcome.attempts.filter(({ at, duration_ms }) => Date.parse(at) + duration_ms <= ended).length;
  const seconds = (ended - began) / 1_000;
  const each = (total: number, atRest: number): number => Math.max(0, total - atRest * seconds) / Math.max(1, attempts);
  const cost: Cost = {
    attempts,
    cpuMs: each(after.cpuMs - before.cpuMs, rest.cpuMs),
    kilobytes: each(after.kilobytes - before.kilobytes, rest.kilobytes),
    megabytes: Math.max(0, memory.mostMegabytes() - memoryBefore),
  };
  progress(
    `${name}: ${logged(outcome)}; ${attempts} attempts of ${cost.cpuMs.toFixed(1)} ms and ${cost.kilobytes.toFixed(1)} kB, ` +
      `${Math.round(cost.megabytes)} MB more, p95 lag ${lag} ms`,
  );
  return rowsOf(name, outcome, cost, lag, calm);
}

function rowsOf(name: string, { problems }: Outcome, cost: Cost, lag: number, calm: number): readonly Row[] {
  const { cpuMs, kilobytes, megabytes, attempts } = cost;
  const bounded = (figure: string, value: number, unit: string, most: number): Row => ({
    figure: `${name}: ${figure}`,
    value,
    unit,
    target: `<= ${most}`,
    pass: value <= most,
  });
  const ratio = lag / calm;
  return [
    bounded('broken promises', problems.length, '', 0),
    { figure: `${name}: attempts`, value: attempts, unit: '', target: `>= ${endpoints}`, pass: attempts >= endpoints },
    bounded('CPU of an attempt', cpuMs, 'ms', mostCpuMs),
    bounded('read in an attempt', kilobytes, 'kB', mostKilobytes),
    bounded('more memory', megabytes, 'MB', mostMegabytes),
    {
      figure: `${name}: p95 lag of healthy endpoints`,
      value: lag,
      unit: 'ms',
      reference: 'without',
      ratio,
      target: `at most 2 ×, or ${mostLagMs} ms`,
      pass: ratio <= 2 || lag <= mostLagMs,
    },
  ];
}

type Usage = { readonly cpuMs: number; readonly kilobytes: number };

/** What a process has used so far: CPU, and bytes read from sockets and files. */
const usageOf = ({ pid }: Engine): Usage => ({
  cpuMs: cpuOf(pid) / 1_000,
  kilobytes: Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]) / 1_024,
});

/** In a second. */
async function usageAtRest(engine: Engine): Promise<Usage> {
  const [before, began] = [usageOf(engine), performance.now()];
  await pause(3_000);
  const [after, seconds] = [usageOf(engine), (performance.now() - began) / 1_000];
  return {
    cpuMs: (after.cpuMs - before.cpuMs) / seconds,
    kilobytes: (after.kilobytes - before.kilobytes) / seconds,
  };
}

const median3 = async (measure: () => Promise<number>): Promise<number> =>
  median([await measure(), await measure(), await measure()]);

/** How often each kind of attempt is in the log. */
function logged({ attempts }: Outcome): string {
  const counts = new Map<string, number>();
  for (const attempt of attempts) counts.set(textOf(attempt), (counts.get(textOf(attempt)) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${count} × ${text}`).join(', ');
}
