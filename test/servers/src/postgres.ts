import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { databasesAt, type Databases } from './databases.js';
import type { Certificates } from './certificates.js';
import { giveTo, serverFolder, unprivilegedUser, type SystemUser } from './folders.js';
import { freePort } from './free-port.js';
import { findPrograms } from './programs.js';
import { startServerProcess, type Lifecycle } from './server-process.js';
import { noteAndRun, pidFile, watch } from './watcher.js';

export type PostgresOptions = {
  /**
   * Whether commits reach the disk, as in production. By default false: the cluster is in memory where possible. `kill`
   * loses no commit in either case, because the system lives on.
   */
  readonly fsync?: boolean;
  /** Settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Takes TLS, as the server of these; clients with a certificate are known by it. */
  readonly certificates?: Certificates;
  /** By default a free one. */
  readonly port?: number;
  /** The name of its superuser, by default `engine`. */
  readonly superuser?: string;
  /** The folder of the cluster, which is made if it is not there and kept by `remove`. By default a temporary one. */
  readonly dataDir?: string;
};

/** A PostgreSQL server of its own. Nobody needs a password. */
export interface PostgresServer extends Databases, Lifecycle {
  readonly port: number;
  readonly dataDir: string;
  /** Copies the running cluster. @returns the folder of the copy, which `remove` deletes */
  backUp(): Promise<string>;
  /** Stops it, puts a copy in place of its data and starts it again: what came after the copy is lost. */
  restore(copy: string): Promise<void>;
}

const withoutDisk = { fsync: 'off', full_page_writes: 'off' };

/** Starts a PostgreSQL server on 127.0.0.1 with a new cluster. It ends with this process. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { folder: programs, env } = await findPrograms('postgres');
  const user = unprivilegedUser();
  const { port = await freePort(), fsync = false, superuser = 'engine' } = options;
  const folder = serverFolder('postgres', fsync, user);
  const { dataDir = join(folder, 'data') } = options;
  // Already while the cluster is made: this process may end meanwhile.
  const endWatch = watch(folder, 'SIGQUIT');
  try {
    await makeCluster({ programs, env, user, folder, dataDir, superuser });
  } catch (failure) {
    rmSync(folder, { recursive: true, force: true });
    throw failure;
  } finally {
    endWatch();
  }
  const settings = {
    ...(fsync ? {} : withoutDisk),
    ...(options.certificates === undefined ? {} : encrypted(folder, options.certificates, user)),
    ...options.settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
  };
  const lifecycle = await startServerProcess({
    folder,
    command: [
      join(programs, 'postgres'),
      ...['-D', dataDir],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    env,
    user,
    signals: { stop: 'SIGINT', kill: 'SIGQUIT' },
    check: () => connectBySocket({ host: folder, port, user: superuser }),
  });
  return {
    ...databasesAt(`postgres://${superuser}@127.0.0.1:${port}/postgres`),
    ...lifecycle,
    port,
    dataDir,
    async backUp() {
      const copy = join(mkdtempSync(join(folder, 'copy-')), 'data');
      giveTo(user, dirname(copy));
      await copyRunning(dataDir, copy, { host: folder, port, user: superuser });
      for (const name of [
        copy,
        ...readdirSync(copy, { recursive: true, encoding: 'utf8' }).map((each) => join(copy, each)),
      ])
        giveTo(user, name);
      return copy;
    },
    async restore(copy) {
      await lifecycle.stop();
      rmSync(dataDir, { recursive: true });
      renameSync(copy, dataDir);
      writeFileSync(join(dataDir, 'recovery.signal'), '');
      appendFileSync(join(dataDir, 'postgresql.auto.conf'), recovery);
      giveTo(user, join(dataDir, 'recovery.signal'));
      await lifecycle.restart();
    },
  };
}

/** The server takes a key only if nobody else can read it. */
function encrypted(folder: string, { read }: Certificates, user: SystemUser | undefined): Record<string, string> {
  const kept = (name: Parameters<Certificates['read']>[0]): string => {
    const file = join(folder, name);
    writeFileSync(file, read(name), { mode: 0o600 });
    giveTo(user, file);
    return file;
  };
  return {
    ssl: 'on',
    ssl_cert_file: kept('server.pem'),
    ssl_key_file: kept('server-key.pem'),
    ssl_ca_file: kept('ca.pem'),
  };
}

type NewCluster = {
  readonly programs: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: SystemUser | undefined;
  readonly folder: string;
  readonly dataDir: string;
  readonly superuser: string;
};

/** Makes the files of a cluster, if they are not there. */
async function makeCluster({ programs, env, user, folder, dataDir, superuser }: NewCluster): Promise<void> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  mkdirSync(dataDir, { recursive: true });
  giveTo(user, dataDir);
  const cluster = ['-D', dataDir, '-U', superuser, '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const command = [join(programs, 'initdb'), ...cluster, '--no-sync', '--no-instructions'];
  await promisify(execFile)('sh', [...noteAndRun, pidFile(folder), ...command], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    ...user,
  });
  rmSync(pidFile(folder));
}

type Socket = { readonly host: string; readonly port: number; readonly user: string };

/** Copies the files of a running cluster, with the log of what changed meanwhile. */
async function copyRunning(from: string, to: string, at: Socket): Promise<void> {
  const session = new pg.Client({ ...at, database: 'postgres', ssl: false });
  await session.connect();
  try {
    await session.query(`select pg_backup_start('copy', true)`);
    const left = ['postmaster.pid', 'postmaster.opts', 'pg_wal', 'pg_stat_tmp'].map((name) => join(from, name));
    cpSync(from, to, { recursive: true, filter: (name) => !left.includes(name) });
    const { rows } = await session.query<{ readonly labelfile: string }>('select labelfile from pg_backup_stop(false)');
    writeFileSync(join(to, 'backup_label'), rows[0]?.labelfile ?? '');
    cpSync(join(from, 'pg_wal'), join(to, 'pg_wal'), { recursive: true });
    mkdirSync(join(to, 'pg_stat_tmp'));
  } finally {
    await session.end();
  }
  chmodSync(to, 0o700);
}

/** To the end of the copy, then on a timeline of its own. */
const recovery = `restore_command = 'false'\nrecovery_target = 'immediate'\nrecovery_target_action = 'promote'\n`;

/** Through the socket in its own folder no other server answers. */
async function connectBySocket(socket: Socket): Promise<void> {
  const connection = new pg.Client({ ...socket, database: 'postgres', ssl: false });
  connection.on('error', () => undefined);
  try {
    await connection.connect();
  } finally {
    await connection.end().catch(() => undefined);
  }
}
