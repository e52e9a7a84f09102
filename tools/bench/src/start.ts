import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApi, sourceApi, startMeasured, type Program } from './engine.js';
import { load } from './load.js';
import { contractRequests, tokenOf } from './partner.js';
import { median, progress, report } from './report.js';

const starts = 5;
const creations = 100_000;

/** The time until the engine serves at a second start, and its memory after 100,000 creations. */
export async function benchStart(): Promise<boolean> {
  const source = await readyMs(sourceApi, 'npm start');
  const built = await readyMs(builtApi, 'the built app');
  const memory = await memoryAfterCreations();
  return report('start', [
    { figure: 'a second npm start is ready', value: source, unit: 'ms', target: '<= 3,000 ms', pass: source <= 3_000 },
    {
      figure: 'a second start of the built app',
      value: built,
      unit: 'ms',
      target: '<= 1,500 ms',
      pass: built <= 1_500,
    },
    {
      figure: `memory after ${creations} creations`,
      value: memory,
      unit: 'MB',
      target: '<= 250 MB',
      pass: memory <= 250,
    },
  ]);
}

async function readyMs(program: Program, name: string): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-bench-start-'));
  const measured: number[] = [];
  try {
    for (let start = 0; start <= starts; start += 1) {
      const server = await startMeasured(program, dataDir);
      await server.stop();
      progress(`${name}, start ${start}: ${Math.round(server.readyMs)} ms`);
      if (start > 0) measured.push(server.readyMs);
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return median(measured);
}

async function memoryAfterCreations(): Promise<number> {
  const server = await startMeasured(builtApi);
  try {
    const token = await tokenOf(server);
    for (let done = 0; done < creations; done += 10_000) {
      const { failures } = await load(server.target, await contractRequests(server, token, 10_000), 64);
      if (failures.size > 0) throw new Error(`creations failed: ${JSON.stringify([...failures])}`);
      progress(`${done + 10_000} creations: ${Math.round(server.memory() / 2 ** 20)} MB`);
    }
    return server.memory() / 2 ** 20;
  } finally {
    await server.stop();
  }
}
