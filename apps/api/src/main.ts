import { existsSync } from 'node:fs';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { signingKeys } from '@affinity-engine/adapter-delivery';
import { liveOf, migrate, openDatabase, openEndpoint, type Database } from '@affinity-engine/adapter-knex';
import { businessClock, listeningUrl, type Settings, SettingsInvalid } from '@affinity-engine/adapter-node';
import { insurerOwner } from '@affinity-engine/affinity';
import { newEndpoint } from '@affinity-engine/webhook';
import { checkSecret, delivery, runApp, type Running } from '@affinity-engine/webhook-dispatcher';
import type { Container } from 'inversify';
import { apiContainer, bindProducts } from './container.js';
import { demoActor, demoCredentialsFile } from './demo-tenant.js';
import { startJobs } from './jobs.js';
import * as its from './tokens.js';

const usage = `affinity-engine: the HTTP API and, beside it, the webhook dispatcher.

Usage: npm start`;

async function start(settings: Settings): Promise<Running> {
  checkMode(settings);
  const { today } = businessClock(settings.sandboxClock);
  const catalogue = await loadCatalogue(settings.catalogueDir ?? demoCatalogueFolder, today());
  const database = await openDatabase(settings.databaseFile);
  await migrate(database.writer);

  let listening = listeningUrl(settings, settings.port);
  const c = apiContainer(settings, database, () => settings.publicUrl ?? listening);
  await checkSecret(c);
  if (settings.mode === 'production') await refuseDemoClients(database);
  await bindProducts(c, database, catalogue);

  await openInsurers(c);
  const demo = settings.mode === 'sandbox' ? c.get(its.TheDemoTenant) : null;
  await demo?.ensure(listening);
  const server = c.get(its.MakeServer)();
  await server.listen({ host: settings.host, port: settings.port });
  const [address] = server.addresses();
  if (typeof address === 'object') listening = listeningUrl(settings, address.port);
  const logger = c.get(delivery.TheLogger);
  const dispatcher = settings.dispatcher ? c.get(delivery.StartDispatcher)() : null;
  const jobs = startJobs(c.get(its.TheJobs), (job, failure) => logger.error({ job, err: failure }, 'a job failed'));
  process.stdout.write(welcome(listening, demo?.publish(listening) ?? null));

  return {
    async stop() {
      c.get(its.Draining).now = true;
      const cut = setTimeout(() => c.get(delivery.TheCourier).cut(), delivery.cutAfterMs);
      await Promise.all([server.close(), jobs.stop(), dispatcher?.stop()]);
      clearTimeout(cut);
      await c.get(delivery.TheCommitter).idle();
      await c.get(delivery.TheCourier).close();
      await database.close();
    },
  };
}

/** An insurer that answers by callback listens like a partner does: what is put to it waits until its url is set. */
async function openInsurers(c: Container): Promise<void> {
  const { insurers } = c.get(its.TheProducts).current();
  for (const { id } of insurers.filter(({ answers }) => answers === 'callback')) {
    const input = { ownerId: insurerOwner(id), url: null };
    const endpoint = newEndpoint(c.get(its.TheIds).next(), input, signingKeys(), c.get(its.TheClock).now());
    await openEndpoint(c.get(delivery.TheCommitter), c.get(delivery.TheSeal), endpoint);
  }
}

/** @throws SettingsInvalid where a sandbox's clients or keys could still get in */
async function refuseDemoClients({ reader }: Database): Promise<void> {
  for (const access of ['client', 'subscription'] as const) {
    const [id] = await liveOf(reader, access, demoActor);
    if (id === undefined) continue;
    throw new SettingsInvalid([
      `DATABASE_URL: expected a database without demo ${access}s in production; found ${id}: npm run cli -- revoke-${access} --id ${id}`,
    ]);
  }
}

/** @throws SettingsInvalid where a sandbox's remains would go into production */
function checkMode({ mode, dataDir }: Settings): void {
  const file = demoCredentialsFile(dataDir);
  if (mode === 'production' && existsSync(file)) {
    throw new SettingsInvalid([`DATA_DIR: expected a folder without demo credentials in production; found ${file}`]);
  }
}

const welcome = (url: string, credentials: string | null): string => `
affinity-engine listens on ${url}

  ${url}/docs           the API, described
  ${url}/health/ready   whether it serves
${credentials === null ? '' : `  ${credentials}   credentials of the demo tenant\n\nTry it: npm run demo\n`}
`;

await runApp(usage, start);
