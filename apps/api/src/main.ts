import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import {
  drain,
  isReady,
  listeningUrl,
  openEngineStore,
  runApp,
  startDelivery,
  startFeed,
  startMetricsServer,
  type Running,
  type Settings,
} from '@affinity-engine/platform';
import { apiContainer, openInto, tokens } from './container.js';
import { demoOperatorEmail, demoTenant } from './demo-tenant.js';
import { scheduledJobs, startJobs } from './jobs.js';
import { apiServer } from './server.js';
import { openInsurerEndpoints, refuseDemoClients, refuseDemoCredentials } from './startup.js';

const usage = `affinity-engine: the HTTP API and, beside it, the webhook dispatcher.

Usage: npm start`;

async function start(settings: Settings): Promise<Running> {
  refuseDemoCredentials(settings);
  let listening = listeningUrl(settings, settings.port);
  const container = apiContainer(settings, () => settings.publicUrl ?? listening);
  const folder = settings.catalogueDir ?? demoCatalogueFolder;
  const platform = await openInto(
    container,
    (today) => loadCatalogue(folder, today, container.get(tokens.typeface)),
    openEngineStore,
    async (store) => (settings.mode === 'production' ? refuseDemoClients(store) : undefined),
  );
  const { store, logger, courier, ids, wakeUps, refusals, alerts } = platform;
  await openInsurerEndpoints(store, platform);
  const demo = settings.mode === 'sandbox' ? demoTenant(store, platform) : null;
  await demo?.ensure(listening);

  let draining = false;
  const server = apiServer(store, platform, () => draining);
  await server.listen({ host: settings.host, port: settings.port });
  const [address] = server.addresses();
  if (typeof address === 'object') listening = listeningUrl(settings, address.port);
  const figures = await startMetricsServer(
    settings,
    platform.metrics,
    async () => !draining && (await isReady(store, settings)),
  );
  const dispatcher = settings.dispatcher ? startDelivery(store.queue, platform) : null;
  const feed = settings.dispatcher ? await startFeed(store, platform) : null;
  const reported = (job: string, failure: unknown) => logger.error({ job, err: failure }, 'a job failed');
  const jobs = startJobs(
    scheduledJobs(store, platform),
    { leases: store.leases, holder: ids.next(), turn: platform.jobTurn },
    reported,
  );
  if (figures !== null) process.stdout.write(`metrics on ${settings.metricsHost}:${figures.port}\n`);
  process.stdout.write(welcome(listening, demo?.publish(listening) ?? null, settings.consoleDir !== null));

  return {
    async stop() {
      draining = true;
      const quiet = alerts.close();
      await drain(courier, [server.close(), jobs.stop(), dispatcher?.stop(), feed?.stop()]);
      await refusals.flush().catch((failure: unknown) => reported('refusals', failure));
      await Promise.all([quiet, wakeUps.close(), store.close(), figures?.close()]);
    },
  };
}

const welcome = (url: string, credentials: string | null, hasConsole: boolean): string => `
affinity-engine listens on ${url}

${
  hasConsole
    ? `  ${url}/console        what people see
`
    : ''
}  ${url}/docs           the API, described
  ${url}/health/ready   whether it serves
${
  credentials === null
    ? ''
    : `  ${credentials}   credentials of the demo tenant\n\nSign in to the console as ${demoOperatorEmail}; the password is in that file.\nTry the API: npm run demo\n`
}
`;

await runApp(usage, start);
