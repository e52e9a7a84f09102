import { PgBoss } from 'pg-boss';
import { atOnce, post, readDeliveries, run, server } from './post.js';

const queue = 'webhooks';
const started = async (options) => {
  const boss = new PgBoss({ connectionString: server, ...options });
  boss.on('error', (failure) => console.error(failure));
  await boss.start();
  await boss.createQueue(queue, { policy: 'key_strict_fifo', retryLimit: 7, retryDelay: 5, retryBackoff: true });
  return boss;
};

/** The jobs of one insert have the same time, which their order is by: an insert has one of each endpoint at most. */
async function plant() {
  const boss = await started({ supervise: false, schedule: false });
  let some = [];
  let seen = new Set();
  const insert = async () => {
    await boss.insert(queue, some);
    [some, seen] = [[], new Set()];
  };
  for (const data of readDeliveries()) {
    if (seen.has(data.endpoint) || some.length === 1_000) await insert();
    seen.add(data.endpoint);
    some.push({ data, singletonKey: `endpoint-${data.endpoint}` });
  }
  if (some.length > 0) await insert();
  await boss.stop({ graceful: false });
}

/**
 * Jobs are fetched one by one: several of one fetch do not keep the order. `work` waits up to half a second between
 * fetches, so `fetch` and `complete` are called in a loop, which is faster.
 */
async function work() {
  const boss = await started({ max: atOnce });
  process.on('SIGCONT', () => void Promise.all(Array.from({ length: atOnce }, () => deliver(boss))));
}

/** Delivers until nothing has waited for a second. */
async function deliver(boss) {
  for (let empty = 0; empty < 10;) {
    // A process that stood still may find that the time for connecting is over: it tries again.
    const [job] = await boss.fetch(queue).catch(() => []);
    empty = job === undefined ? empty + 1 : 0;
    if (job === undefined) await new Promise((resolve) => setTimeout(resolve, 100));
    else {
      await post(job.data);
      await boss.complete(queue, job.id);
    }
  }
}

await run({ plant, work });
