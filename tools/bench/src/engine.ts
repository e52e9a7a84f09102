import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from './load.js';

/** A server under measurement: a process of its own, on a free port and a temporary folder. */
export type Measured = {
  readonly pid: number;
  readonly target: Target;
  readonly dataDir: string;
  /** From the spawn to the line that says where it listens. */
  readonly readyMs: number;
  /** CPU time used so far by the whole process, all threads, in microseconds. */
  cpuMicroseconds(): number;
  /** Resident memory in bytes. */
  memory(): number;
  stop(): Promise<void>;
};

export type Program = { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> };

/** The folder of the project. */
export const root = join(import.meta.dirname, '..', '..', '..');

export const builtApi: Program = { args: [join(root, 'apps/api/bundle/main.js')] };
export const builtDispatcher: Program = { args: [join(root, 'apps/webhook-dispatcher/bundle/main.js')] };
export const sourceApi: Program = {
  args: ['--conditions=@affinity-engine/source', '--import', 'tsx', join(root, 'apps/api/src/main.ts')],
};
export const variant = (name: string): Program => ({ args: [join(root, 'tools/bench/dist/variants.js'), name] });

/** Starts a program. By default its folder is a temporary one, removed afterwards. */
export async function startMeasured({ args, env = {} }: Program, dataDir?: string): Promise<Measured> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'affinity-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await listening(child);
  const readyMs = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    target: { host: url.hostname, port: Number(url.port) },
    dataDir: folder,
    readyMs,
    cpuMicroseconds: () => cpuOf(child.pid ?? 0),
    memory: () => memoryOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listening(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /listens on (http:\S+)\s/.exec(printed)?.[1];
      if (url !== undefined) resolve(new URL(url));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened: ${printed}`)));
  });
}

/** Resident memory of a process in bytes. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** CPU time used so far by a process, all threads, in microseconds. Linux counts it in ticks of 10 ms. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
