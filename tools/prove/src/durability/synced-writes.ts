import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientFor, startEngine, type Engine } from '@affinity-engine/test-harness';
import { startPostgres } from '@affinity-engine/test-servers';
import { progress, type Row } from '@affinity-engine/tool-bench/report';
import { acknowledgedBeforeSync, callsIn, type Call } from './synced.js';

const creations = 300;

/** Nothing is acknowledged before the database has written it to the disk: system calls are read along. */
export async function syncedWrites(): Promise<readonly Row[]> {
  if (spawnSync('strace', ['-V']).status !== 0) {
    console.warn('WARNING: strace is missing (apt-get install strace): what is synced was not looked at.');
    return [{ figure: 'databases looked at', value: 0, unit: '', target: '2', pass: false }];
  }
  return [...(await audited('SQLite', /-wal>/, onSqlite)), ...(await audited('PostgreSQL', /pg_wal\//, onPostgres))];
}

type Running = {
  readonly engine: Engine;
  /** Their children that begin later are read along, too. */
  readonly parents: readonly number[];
  /** The children that the parents have now. */
  readonly children: () => readonly number[];
  readonly stop: () => Promise<unknown>;
};

async function audited(name: string, log: RegExp, start: () => Promise<Running>): Promise<readonly Row[]> {
  const { engine, parents, children, stop } = await start();
  const folder = mkdtempSync(join(tmpdir(), 'affinity-prove-durability-'));
  const tracedAll = async (pids: readonly number[]) => {
    const traces = pids.map((pid) => traced(pid, join(folder, String(pid))));
    await Promise.all(traces.map(({ attached }) => attached));
    return traces;
  };
  // Parents first: a child that begins before its parent is read along is among the children, one that begins later is followed.
  const traces = [...(await tracedAll(parents)), ...(await tracedAll(children()))];
  try {
    progress(`${name}: ${creations} creations, one after the other`);
    const partner = clientFor(engine, 'partner');
    for (let at = 0; at < creations; at += 1)
      await partner.post('/v1/affinity/request', { product_id: 'personal-life' });
    for (const { child } of traces) child.kill('SIGINT');
    await Promise.all(traces.map(({ child }) => (child.exitCode === null ? once(child, 'exit') : undefined)));
    const files = traces.map(({ file }) => file).filter((file) => existsSync(file));
    const calls = files.flatMap((file) => callsIn(readFileSync(file, 'utf8'))).toSorted((a, b) => a.at - b.at);
    const { acknowledged, early } = acknowledgedBeforeSync(calls, log);
    // The checker sees a missing sync: without those of the trace every answer is early.
    const planted = acknowledgedBeforeSync(calls.filter(isNoSync), log).early;
    return [
      {
        figure: `${name}: creations acknowledged in the trace`,
        value: acknowledged,
        unit: '',
        target: `${creations}`,
        pass: acknowledged >= creations,
      },
      {
        figure: `${name}: acknowledged before they were on the disk`,
        value: early,
        unit: '',
        target: 'none',
        pass: early === 0,
      },
      {
        figure: `${name}: noticed with syncs left out`,
        value: planted,
        unit: '',
        target: 'all',
        pass: planted === acknowledged,
      },
    ];
  } finally {
    await engine.stop();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const isNoSync = ({ name }: Call): boolean => !/^f(?:data)?sync$/.test(name);

type Trace = { readonly child: ChildProcess; readonly file: string; readonly attached: Promise<unknown> };

function traced(pid: number, file: string): Trace {
  const calls = 'trace=fsync,fdatasync,read,write,writev';
  const child = spawn('strace', ['-f', '-ttt', '-y', '-s', '64', '-e', calls, '-p', String(pid), '-o', file]);
  child.stderr.setEncoding('utf8');
  const attached = new Promise<void>((resolve) => {
    child.stderr.on('data', (text: string) => text.includes('attached') && resolve());
    // A child that is followed already cannot be read along twice.
    child.on('exit', () => resolve());
  });
  return { child, file, attached };
}

async function onSqlite(): Promise<Running> {
  const engine = await startEngine({ built: true, env: { LOG_LEVEL: 'error' } });
  return { engine, parents: [engine.pid], children: () => [], stop: async () => undefined };
}

async function onPostgres(): Promise<Running> {
  const server = await startPostgres({ fsync: true });
  const { url } = await server.createDatabase();
  const env = { DATABASE_URL: url, ENGINE_SECRET: 'the secret of an engine whose disk is watched', LOG_LEVEL: 'error' };
  const engine = await startEngine({ built: true, env });
  const [postmaster = ''] = readFileSync(join(server.dataDir, 'postmaster.pid'), 'utf8').split('\n');
  const children = (): readonly number[] =>
    spawnSync('pgrep', ['-P', postmaster], { encoding: 'utf8' }).stdout.trim().split('\n').map(Number);
  return { engine, parents: [engine.pid, Number(postmaster)], children, stop: () => server.remove() };
}
