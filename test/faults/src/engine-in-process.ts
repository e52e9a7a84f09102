import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import type { Store } from '@affinity-engine/adapter-knex';
import { apiContainer, apiServer, demoTenant, openInto, scheduledJobs, tokens } from '@affinity-engine/api';
import { settableClock, type SettableClock } from '@affinity-engine/kernel/testing';
import { readSettings } from '@affinity-engine/platform';
import { temporaryFolder, atTheEnd } from '@affinity-engine/test-harness';
import type { DemoCredentials } from '@affinity-engine/test-harness';
import { readFileSync } from 'node:fs';

/** The real engine over HTTP and SQLite, with a business clock that is set by hand. */
export type EngineInProcess = {
  readonly baseUrl: string;
  readonly credentials: DemoCredentials;
  readonly clock: SettableClock;
  readonly store: Store;
  /** Runs all jobs until nothing is left to do. */
  runJobs(): Promise<void>;
  close(): Promise<void>;
};

/** Starts it with its own data folder, on a free port. Jobs run only through `runJobs`. */
export async function engineInProcess(now: string): Promise<EngineInProcess> {
  const dataDir = temporaryFolder();
  const settings = readSettings({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', INSURER_DELAY_SECONDS: '86400' });
  let baseUrl = '';
  const clock = settableClock(now);
  const container = apiContainer(settings, () => baseUrl);
  (await container.rebind(tokens.clock)).toConstantValue({ ...clock, setAhead: () => undefined });
  const platform = await openInto(container, () => loadCatalogue(demoCatalogueFolder));
  const { store, courier } = platform;
  const server = apiServer(store, platform);
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
    clock,
    store,
    credentials: JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')) as DemoCredentials,
    async runJobs() {
      for (const job of scheduledJobs(store, platform)) {
        if (job.name === 'housekeeping') continue;
        while ((await job.run()) > 0);
      }
    },
    close: () => {
      released();
      return close();
    },
  };
}
