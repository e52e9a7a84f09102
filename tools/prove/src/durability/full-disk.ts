import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, startEngine, type Engine } from '@affinity-engine/test-harness';
import { startPostgres, type PostgresServer } from '@affinity-engine/test-servers';
import { progress, type Row } from '@affinity-engine/tool-bench/report';
import { must, none, promisesOf } from './promises.js';

/** How large the disk is: more than the engine wants to be free at the start. */
const megabytes = 160;

/** How much is left when the rest is taken. */
const leftBytes = 6_000_000;

const refusals = 20;

type Kind = 'SQLite' | 'PostgreSQL';
type OnDisk = { readonly engine: Engine; readonly server: PostgresServer | null };

/** A disk that runs full while affinities are created: nothing acknowledged is lost, and all goes on once there is room. */
export async function fullDisk(): Promise<readonly Row[]> {
  return [...(await onFullDisk('SQLite')), ...(await onFullDisk('PostgreSQL'))];
}

async function onFullDisk(kind: Kind): Promise<readonly Row[]> {
  const disk = mkdtempSync(join(tmpdir(), 'affinity-prove-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]).status === 0;
  if (!mounted) {
    rmSync(disk, { recursive: true });
    console.warn('WARNING: no disk of its own could be mounted (root is needed): a full one was NOT tried.');
    return [must(`${kind}, full disk: tried`, 0, '1', false)];
  }
  try {
    return await filled(kind, disk, await started[kind](disk));
  } finally {
    spawnSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

const settings = { WEBHOOK_BACKOFF_SECONDS: '0.2', WEBHOOK_TIMEOUT_SECONDS: '2', LOG_LEVEL: 'fatal' };

const started: Readonly<Record<Kind, (disk: string) => Promise<OnDisk>>> = {
  SQLite: async (disk) => ({
    engine: await startEngine({ built: true, dataDir: join(disk, 'engine'), env: settings }),
    server: null,
  }),
  PostgreSQL: async (disk) => {
    const small = { max_wal_size: '32MB', min_wal_size: '32MB' };
    const server = await startPostgres({ fsync: true, dataDir: join(disk, 'data'), settings: small });
    const { url } = await server.createDatabase();
    const env = { ...settings, DATABASE_URL: url, ENGINE_SECRET: 'the secret of an engine whose disk is full' };
    return { engine: await startEngine({ built: true, env }), server };
  },
};

async function filled(kind: Kind, disk: string, { engine, server }: OnDisk): Promise<readonly Row[]> {
  const promised = await promisesOf(() => engine);
  const copy = mkdtempSync(join(tmpdir(), 'affinity-prove-copy-'));
  const ballast = join(disk, 'ballast');
  const statusOf = async (path: string): Promise<number> => (await fetch(`${engine.baseUrl}${path}`)).status;
  try {
    progress(`${kind}: a disk of ${megabytes} MB runs full`);
    for (let made = 0; made < 20; made += 1) await promised.contract();
    cpSync(engine.dataDir, copy, { recursive: true });
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - leftBytes));
    const refused: { readonly status: number; readonly error: string }[] = [];
    for (let made = 0; made < 20_000 && refused.length < refusals; made += 1) {
      const answer = await promised.contract();
      if (answer.status !== 200) refused.push(answer);
    }
    const [live, ready] = [await statusOf('/health/live'), await statusOf('/health/ready')];
    const before = promised.acknowledged.length;
    rmSync(ballast);
    // Without room for its log PostgreSQL may end; a supervisor starts it again.
    if (server?.processId() === null) await server.restart();
    const again = await eventually(
      async () => {
        const { status, error } = await promised.contract();
        if (status !== 200) throw new Error(`${status}: ${error}`);
        return status;
      },
      { deadline: 30_000, every: 200 },
    ).catch((failure: unknown) => Number(/\d+/.exec(String(failure))?.[0] ?? 0));
    for (let made = 0; made < 20; made += 1) await promised.contract();
    const unclear = refused.filter(({ status, error }) => status !== 503 || error === '');
    const rows = [
      must(`${kind}, full disk: acknowledged until then`, before, '> 20', before > 20),
      must(`${kind}, full disk: refusals`, refused.length, `${refusals}`, refused.length === refusals),
      none(
        `${kind}, full disk: refused otherwise than with 503 and a sentence`,
        unclear.map(({ status, error }) => `${status} ${error}`),
      ),
      must(`${kind}, full disk: the process lives`, live, '200', live === 200),
      must(
        `${kind}, full disk: it is ready`,
        ready,
        kind === 'SQLite' ? '503' : '200 or 503',
        kind !== 'SQLite' || ready === 503,
      ),
      must(`${kind}, with room again: a creation, without a restart`, again, '200', again === 200),
      must(
        `${kind}, with room again: it is ready`,
        await statusOf('/health/ready'),
        '200',
        (await statusOf('/health/ready')) === 200,
      ),
      none(`${kind}, full disk: broken promises`, await promised.broken()),
    ];
    if (kind === 'PostgreSQL') return rows;
    // A disk that lost what was written last: the files are put back as they were before it ran full.
    await engine.kill();
    for (const name of readdirSync(engine.dataDir)) if (isOfDatabase(name)) rmSync(join(engine.dataDir, name));
    cpSync(copy, engine.dataDir, { recursive: true, filter: (name) => name === copy || isOfDatabase(name) });
    await engine.restart();
    const noticed = (await promised.broken()).length;
    return [...rows, must(`${kind}, planted: noticed with an older file`, noticed, '> 0', noticed > 0)];
  } finally {
    await engine.kill();
    await promised.close();
    await server?.remove();
    rmSync(copy, { recursive: true });
  }
}

const isOfDatabase = (name: string): boolean => /affinity-engine\.sqlite(-\w+)?$/.test(name);
