import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { migrate, openDatabase, type Database } from '@affinity-engine/adapter-knex/testing';
import { readSettings } from '@affinity-engine/adapter-node';
import { apiContainer, bindProducts, tokens } from '@affinity-engine/api';
import { settableClock, type SettableClock } from '@affinity-engine/kernel/testing';
import { temporaryFolder, atTheEnd } from '@affinity-engine/test-harness';
import { delivery } from '@affinity-engine/webhook-dispatcher';
import type { DemoCredentials } from '@affinity-engine/test-harness';
import { readFileSync } from 'node:fs';

/** The real engine over HTTP and SQLite, but that its business clock is set by hand. */
export type EngineInProcess = {
  readonly baseUrl: string;
  readonly credentials: DemoCredentials;
  readonly clock: SettableClock;
  readonly database: Database;
  /** Does what the passing of time asks for, until nothing is left to do. */
  runJobs(): Promise<void>;
  close(): Promise<void>;
};

/** Starts it with a data folder of its own, on a free port. Nothing runs beside it: jobs run when told to. */
export async function engineInProcess(now: string): Promise<EngineInProcess> {
  const dataDir = temporaryFolder();
  const settings = readSettings({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', INSURER_DELAY_SECONDS: '86400' });
  const database = await openDatabase(settings.databaseFile);
  await migrate(database.writer);
  let baseUrl = '';
  const clock = settableClock(now);
  const c = apiContainer(settings, database, () => baseUrl);
  (await c.rebind(tokens.TheClock)).toConstantValue(clock);
  await bindProducts(c, database, await loadCatalogue(demoCatalogueFolder));
  const server = c.get(tokens.MakeServer)();
  baseUrl = await server.listen({ host: '127.0.0.1', port: 0 });
  await c.get(tokens.TheDemoTenant).ensure(baseUrl);
  const close = async (): Promise<void> => {
    await server.close();
    await c.get(delivery.TheCommitter).idle();
    await c.get(delivery.TheCourier).close();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const released = atTheEnd(close);
  return {
    baseUrl,
    clock,
    database,
    credentials: JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')) as DemoCredentials,
    async runJobs() {
      for (const job of c.get(tokens.TheJobs)) {
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
