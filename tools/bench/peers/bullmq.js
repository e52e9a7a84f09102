import { Queue, Worker } from 'bullmq';
import { atOnce, post, readDeliveries, run, server } from './post.js';

const connection = { host: '127.0.0.1', port: server, maxRetriesPerRequest: null };
const name = 'webhooks';

async function plant() {
  const queue = new Queue(name, { connection });
  const deliveries = readDeliveries();
  const opts = { removeOnComplete: true, attempts: 7, backoff: { type: 'exponential', delay: 5_000 } };
  for (let from = 0; from < deliveries.length; from += 1_000) {
    const some = deliveries.slice(from, from + 1_000);
    await queue.addBulk(some.map((data) => ({ name: 'deliver', data, opts })));
  }
  await queue.close();
}

/** Without an order: BullMQ's groups, which would give one, are not in its open version. */
async function work() {
  const worker = new Worker(name, ({ data }) => post(data), { connection, concurrency: atOnce });
  worker.on('error', (failure) => console.error(failure));
  await worker.waitUntilReady();
}

await run({ plant, work });
