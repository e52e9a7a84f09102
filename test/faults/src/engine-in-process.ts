import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import type { Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import {
  apiContainer,
  apiDialects,
  apiServer,
  demoTenant,
  openInto,
  scheduledJobs,
  tokens,
} from '@affinity-engine/api';
import { settableClock, type SettableClock } from '@affinity-engine/kernel/testing';
import { readSettings } from '@affinity-engine/platform';
import { temporaryFolder, atTheEnd } from '@affinity-engine/test-harness';
import type { DemoCredentials } from '@affinity-engine/test-harness';
import { readFileSync } from 'node:fs';

/** The real engine over HTTP and SQLite, with a business clock that is set by hand. */
export type EngineInProcess = {
  readonly baseUrl: string;
  readonly dataDir: string;
  /** Its tables of routes. */
  readonly dialects: readonly Dialect[];
  readonly credentials: DemoCredentials;
  readonly clock: SettableClock;
  readonly store: Store;
  /** Runs all jobs until nothing is left to do. */
  runJobs(): Promise<void>;
  /** Keeps the refusals that wait in memory. */
  keepRefusals(): Promise<void>;
  close(): Promise<void>;
};

export type InProcessOptions = {
  /** Settings, in addition to its own data folder and a free port. */
  readonly env?: Readonly<Record<string, string>>;
  /** Changes its tables of routes, to plant a defect. */
  readonly planted?: (dialect: Dialect) => Dialect;
};

/** Starts it with its own data folder, on a free port. Jobs run only through `runJobs`. */
export async function engineInProcess(
  now: string,
  { env = {}, planted = (dialect) => dialect }: InProcessOptions = {},
): Promise<EngineInProcess> {
  const dataDir = temporaryFolder();
  const own = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', INSURER_DELAY_SECONDS: '86400' };
  const settings = readSettings({ ...own, ...env });
  let baseUrl = '';
  const clock = settableClock(now);
  const container = apiContainer(settings, () => baseUrl);
  (await container.rebind(tokens.clock)).toConstantValue({ ...clock, setAhead: () => undefined });
  const platform = await openInto(container, () => loadCatalogue(demoCatalogueFolder));
  const { store, courier } = platform;
  const dialects = apiDialects(store, platform).map(planted);
  const server = apiServer(store, platform, () => false, dialects);
  baseUrl = await server.listen({ host: '127.0.0.1', port: 0 });
  await demoTenant(store, platform).ensure(baseUrl);
  const close = async (): Promise<void> => {
    await server.close();
    await courier.close();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const released = atTheEnd(close);
  return {
    baseUrl,
    dataDir,
    dialects,
    clock,
    store,
    credentials: JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')) as DemoCredentials,
    async runJobs() {
      for (const job of scheduledJobs(store, platform)) {
        if (job.name === 'housekeeping') continue;
        while ((await job.run()) > 0);
      }
    },
    keepRefusals: async () => void (await platform.refusals.flush()),
    close: () => {
      released();
      return close();
    },
  };
}
