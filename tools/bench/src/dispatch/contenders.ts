import { startPostgres, startRedis } from '@affinity-engine/test-servers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverCpu } from './cpu.js';
import { root } from '../engine.js';
import { runPeer, peerProgram, type PeerName, type PeerRound } from './peers.js';
import { openPlanter } from './planter.js';
import { startSender, type Sender } from './sender.js';

/** One that delivers, with the server it stores in. */
export type Contender = {
  readonly name: string;
  readonly sender: Sender;
  /** How many events of each endpoint it gets in a round. */
  readonly eventsEach: number;
  readonly keepsOrder: boolean;
  /** CPU time of its server in microseconds; 0 if it has none. */
  serverCpu(): number;
  /** Stores a round while the sender stands still. */
  plant(): Promise<void>;
  stop(): Promise<void>;
};

export type ContenderOptions = {
  readonly endpoints: number;
  readonly eventsEach: number;
  readonly receiverUrl: string;
};

const dispatcher = join(root, 'apps/webhook-dispatcher/bundle/main.js');
const secret = 'the secret of the store and of its dispatcher, for a benchmark';

/** Starts the built dispatcher. */
export const startDispatcherProcess = (env: Readonly<Record<string, string>>): Promise<Sender> =>
  startSender({ args: dispatcherArgs(), env, ready: 'The webhook dispatcher runs.' });

/** BENCH_NODE_OPTIONS: for a profile, say --cpu-prof. */
const dispatcherArgs = (): readonly string[] => [
  ...(process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean),
  dispatcher,
];

const dispatcherEnv = (dataDir: string, env: Readonly<Record<string, string>> = {}) => ({
  DATA_DIR: dataDir,
  ENGINE_SECRET: secret,
  LOG_LEVEL: 'warn',
  ...env,
});

export async function onSqlite(options: ContenderOptions): Promise<Contender> {
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-bench-dispatch-'));
  return engine('engine on SQLite', options, dispatcherEnv(dataDir), {
    cpu: () => 0,
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  });
}

export async function onPostgres(options: ContenderOptions): Promise<Contender> {
  const server = await startPostgres({ fsync: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-bench-dispatch-'));
  const { url } = await server.createDatabase();
  return engine('engine on PostgreSQL', options, dispatcherEnv(dataDir, { DATABASE_URL: url }), {
    cpu: () => serverCpu(server.processId() ?? 0),
    remove: async () => {
      await server.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}

type Server = { cpu(): number; remove(): Promise<void> };

async function engine(
  name: string,
  { endpoints, eventsEach, receiverUrl }: ContenderOptions,
  env: Readonly<Record<string, string>>,
  server: Server,
): Promise<Contender> {
  const planter = await openPlanter(env, receiverUrl);
  await planter.endpoints(endpoints);
  const sender = await startDispatcherProcess(env);
  const once = Array.from({ length: endpoints }, (_, endpoint) => endpoint);
  return {
    name,
    sender,
    eventsEach,
    keepsOrder: true,
    serverCpu: server.cpu,
    plant: async () => {
      for (let event = 0; event < eventsEach; event += 1) await planter.events(once);
    },
    stop: async () => {
      await sender.stop();
      await planter.close();
      await server.remove();
    },
  };
}

/** A peer on a server of its own. */
export async function peer(name: PeerName, round: PeerRound, keepsOrder: boolean): Promise<Contender> {
  const started = await peerServer(name);
  const program = peerProgram(name, round, started.address);
  await runPeer(program, 'plant', { empty: true });
  const sender = await startSender({ ...program, args: [...program.args, 'work'], ready: 'ready' });
  return {
    name,
    sender,
    eventsEach: round.eventsEach,
    keepsOrder,
    serverCpu: started.cpu,
    plant: () => runPeer(program, 'plant'),
    stop: async () => {
      await sender.kill();
      await started.remove();
    },
  };
}

async function peerServer(name: PeerName): Promise<Server & { readonly address: string | number }> {
  if (name === 'raw') return { address: 0, cpu: () => 0, remove: async () => undefined };
  if (name === 'bullmq') {
    // What BullMQ's documentation asks for in production.
    const server = await startRedis(['--maxmemory-policy', 'noeviction']);
    return { address: server.port, cpu: () => serverCpu(server.processId() ?? 0), remove: () => server.remove() };
  }
  const server = await startPostgres({ fsync: true, settings: { max_connections: '200' } });
  const { url } = await server.createDatabase();
  return { address: url, cpu: () => serverCpu(server.processId() ?? 0), remove: () => server.remove() };
}
