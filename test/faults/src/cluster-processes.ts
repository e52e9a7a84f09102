import { join } from 'node:path';
import {
  eventually,
  startApi,
  startDispatcher,
  startRoundRobin,
  temporaryFolder,
  type DemoCredentials,
  type Process,
} from '@affinity-engine/test-harness';
import { startNats, startPostgres, type NatsServer, type PostgresServer } from '@affinity-engine/test-servers';

/** One process of a cluster, which can be killed and suspended. */
export type Member = {
  readonly name: string;
  readonly kind: 'api' | 'dispatcher';
  /** Kills it with SIGKILL and starts it again. */
  killed(): Promise<void>;
  /** Suspends it for so long. */
  suspended(ms: number, pause: (ms: number) => Promise<unknown>): Promise<void>;
};

export type Cluster = {
  readonly baseUrl: string;
  readonly credentials: DemoCredentials;
  readonly members: readonly Member[];
  readonly postgres: PostgresServer;
  readonly database: string;
  readonly nats: NatsServer;
  /** Has the data folder of each member, under its name. */
  readonly folder: string;
  /** Where each API listens, behind the proxy. */
  apiUrls(): readonly string[];
  close(): Promise<void>;
};

export type ClusterOptions = {
  readonly apis: number;
  readonly dispatchers: number;
  readonly env: Readonly<Record<string, string>>;
  readonly built?: boolean;
};

/** PostgreSQL, NATS with JetStream, APIs behind a proxy, and dispatchers, all of which may fail. */
export async function startCluster({ apis, dispatchers, env, built = false }: ClusterOptions): Promise<Cluster> {
  const [postgres, nats, proxy] = await Promise.all([
    startPostgres({ settings: { max_connections: '200' } }),
    startNats(),
    startRoundRobin(),
  ]);
  const { name: database, url } = await postgres.createDatabase();
  const folder = temporaryFolder();
  const settings = (name: string) => ({
    PORT: '0',
    DATABASE_URL: url,
    NATS_URL: nats.url,
    EVENT_FEED: 'on',
    ENGINE_SECRET: 'the secret of all processes of a cluster',
    PUBLIC_URL: proxy.url,
    DISPATCHER: 'off',
    LOG_LEVEL: 'warn',
    ...env,
    DATA_DIR: join(folder, name),
  });
  const running = new Map<string, Process>();
  const serving = new Map<string, string>();
  let credentials: DemoCredentials | null = null;
  const startMember: Readonly<Record<'api' | 'dispatcher', (name: string) => Promise<void>>> = {
    async api(name) {
      const started = await startApi(settings(name), built);
      running.set(name, started.process);
      serving.set(name, started.baseUrl);
      credentials ??= started.credentials;
      proxy.to([...serving.values()]);
    },
    async dispatcher(name) {
      running.set(name, await startDispatcher(settings(name), built));
    },
  };
  const member = (kind: 'api' | 'dispatcher', name: string): Member => ({
    name,
    kind,
    async killed() {
      running.get(name)?.signal('SIGKILL');
      await running.get(name)?.ended;
      // A database that is being restarted refuses the start: as a supervisor would, it tries again.
      await eventually(() => startMember[kind](name), { deadline: 60_000, every: 500 });
    },
    async suspended(ms, pause) {
      const process = running.get(name);
      process?.signal('SIGSTOP');
      await pause(ms);
      process?.signal('SIGCONT');
    },
  });
  const members = [
    ...Array.from({ length: apis }, (_, at) => ['api', `api-${at}`] as const),
    ...Array.from({ length: dispatchers }, (_, at) => ['dispatcher', `dispatcher-${at}`] as const),
  ];
  for (const [kind, name] of members) await startMember[kind](name);
  if (credentials === null) throw new Error('a cluster needs an API');
  return {
    baseUrl: proxy.url,
    credentials,
    members: members.map(([kind, name]) => member(kind, name)),
    postgres,
    database,
    nats,
    folder,
    apiUrls: () => [...serving.values()],
    async close() {
      for (const each of running.values()) each.signal('SIGKILL');
      await Promise.all([...running.values()].map(({ ended }) => ended));
      await Promise.all([proxy.close(), nats.remove(), postgres.remove()]);
    },
  };
}
