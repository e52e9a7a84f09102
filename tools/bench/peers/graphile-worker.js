import { makeWorkerUtils, run as runWorker, Logger } from 'graphile-worker';
import { atOnce, post, readDeliveries, run, server } from './post.js';

const logger = new Logger(() => (level, message) => {
  if (level === 'error') console.error(message);
});

async function plant() {
  const utils = await makeWorkerUtils({ connectionString: server, logger });
  await utils.migrate();
  const deliveries = readDeliveries();
  for (let from = 0; from < deliveries.length; from += 1_000) {
    const some = deliveries.slice(from, from + 1_000);
    const jobs = some.map((payload) => ({
      identifier: 'deliver',
      payload,
      queueName: `endpoint-${payload.endpoint}`,
      maxAttempts: 7,
    }));
    await utils.addJobs(jobs);
  }
  await utils.release();
}

/**
 * A named queue for each endpoint keeps its order. The settings are those of the page on performance in its
 * documentation.
 */
async function work() {
  await runWorker({
    preset: {
      worker: {
        connectionString: server,
        concurrentJobs: atOnce,
        maxPoolSize: atOnce + 1,
        localQueue: { size: 500 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    logger,
    noHandleSignals: true,
    taskList: { deliver: (payload) => post(payload) },
  });
}

await run({ plant, work });
