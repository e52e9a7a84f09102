import {
  assertSecret,
  drain,
  isReady,
  openEngineStore,
  prometheusMetrics,
  runApp,
  startDelivery,
  startFeed,
  startMetricsServer,
  startSharedClock,
} from '@affinity-engine/platform';
import { dispatcherContainer, tokens } from './container.js';

const usage = `affinity-engine webhook dispatcher: delivers what waits to partner endpoints.

Usage: npm run start:dispatcher
Beside an API with DISPATCHER=off on the same DATA_DIR.`;

await runApp(usage, async (settings) => {
  const container = dispatcherContainer(settings);
  const [keys, clock, ids] = [container.get(tokens.keys), container.get(tokens.clock), container.get(tokens.ids)];
  const [wakeUps, courier, logger] = [
    container.get(tokens.wakeUps),
    container.get(tokens.courier),
    container.get(tokens.logger),
  ];
  const store = await openEngineStore(settings, { keys, clock, ids, wakeUps });
  await assertSecret(store);
  await startSharedClock(store.values, clock, settings);
  const metrics = prometheusMetrics(store, () => false); // the API that runs the jobs reports the database
  let draining = false;
  const figures = await startMetricsServer(
    settings,
    metrics,
    async () => !draining && (await isReady(store, settings)),
  );
  const dispatcher = startDelivery(store.queue, { settings, courier, wakeUps, logger, metrics });
  const feed = await startFeed(store, { settings, keys, ids, logger });
  if (figures !== null) process.stdout.write(`metrics on ${settings.metricsHost}:${figures.port}\n`);
  process.stdout.write('The webhook dispatcher runs.\n');
  return {
    async stop() {
      draining = true;
      await drain(courier, [dispatcher.stop(), feed?.stop()]);
      await Promise.all([wakeUps.close(), store.close(), figures?.close()]);
    },
  };
});
