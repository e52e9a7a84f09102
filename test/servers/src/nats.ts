import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { basename, join } from 'node:path';
import { serverFolder } from './folders.js';
import { freePort } from './free-port.js';
import { findPrograms } from './programs.js';
import { startServerProcess, type Lifecycle } from './server-process.js';

export type NatsOptions = {
  /** By default true. */
  readonly jetStream?: boolean;
  /** The folder of JetStream's data, which `wipe` empties. By default a temporary one. */
  readonly storeDir?: string;
  /** By default a free one. */
  readonly port?: number;
  /** The text of a configuration file, for users and certificates, say. */
  readonly config?: string;
  /** Further arguments of the command line. */
  readonly args?: readonly string[];
};

/** A NATS server of its own. */
export interface NatsServer extends Lifecycle {
  readonly url: string;
  readonly port: number;
  readonly storeDir: string;
  /** Stops it, removes JetStream's data and starts it again on its port. */
  wipe(): Promise<void>;
}

/** Starts a NATS server on 127.0.0.1. It ends with this process. */
export async function startNats(options: NatsOptions = {}): Promise<NatsServer> {
  const programs = await findPrograms('nats');
  const folder = serverFolder('nats', true);
  const { port = await freePort(), storeDir = join(folder, 'store'), jetStream = true, config, args = [] } = options;
  mkdirSync(storeDir, { recursive: true });
  const configFile = join(folder, 'nats.conf');
  if (config !== undefined) writeFileSync(configFile, config);
  const name = basename(folder);
  const lifecycle = await startServerProcess({
    folder,
    command: [
      join(programs.folder, 'nats-server'),
      ...['-a', '127.0.0.1', '-p', String(port), '-n', name],
      ...(jetStream ? ['-js', '-sd', storeDir] : []),
      ...(config === undefined ? [] : ['-c', configFile]),
      ...args,
    ],
    env: programs.env,
    signals: { stop: 'SIGINT', kill: 'SIGKILL' },
    check: () => expectName(port, name),
  });
  return {
    ...lifecycle,
    url: `nats://127.0.0.1:${port}`,
    port,
    storeDir,
    wipe: async () => {
      await lifecycle.stop();
      rmSync(storeDir, { recursive: true, force: true });
      mkdirSync(storeDir);
      await lifecycle.restart();
    },
  };
}

/** A server says its name in its first line, also where a client must log in. */
async function expectName(port: number, name: string): Promise<void> {
  const socket = createConnection({ host: '127.0.0.1', port, timeout: 1_000 });
  for (const event of ['timeout', 'end']) socket.on(event, () => socket.destroy(new Error('no greeting')));
  try {
    const [info] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    if (!info.includes(`"server_name":"${name}"`)) throw new Error(`another server answers on port ${port}`);
  } finally {
    socket.destroy();
  }
}
