import type { Store } from '@affinity-engine/adapter-knex';
import { Gauge, Registry } from 'prom-client';
import { within } from './within.js';

/** What is read of the store. */
export type MeasuredStore = Pick<Store, 'oldestTransactionSeconds'> & {
  readonly lists: { readonly deliveries: Pick<Store['lists']['deliveries'], 'lag'> };
};

/** How old the figures may be: reading them is not free, and others may scrape too. */
const freshMs = 5_000;

/** How long a scrape waits for them. */
const patienceMs = 2_000;

/**
 * Figures of the whole database, which one of all processes reports.
 * @returns their text, as Prometheus has it; throws while the database does not answer
 */
export function databaseFigures(store: MeasuredStore, elapsed: () => number): () => Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge('affinity_webhook_waiting_events', 'Events that wait at endpoints with a url');
  const dammed = gauge('affinity_webhook_dammed_endpoints', 'Endpoints whose head failed, or that hold a lane back');
  const oldest = gauge('affinity_webhook_oldest_waiting_seconds', 'Age of the oldest event not yet delivered');
  let transaction: Gauge | undefined;
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const [lag, transactionSeconds] = await Promise.all([
      store.lists.deliveries.lag(),
      store.oldestTransactionSeconds(),
    ]);
    readAt = elapsed();
    waiting.set(lag.waiting);
    dammed.set(lag.dammedEndpoints);
    oldest.set(lag.oldestWaitingSeconds);
    if (transactionSeconds === null) return;
    transaction ??= gauge('affinity_database_oldest_transaction_seconds', 'Age of the oldest open transaction');
    transaction.set(transactionSeconds);
  }

  return async () => {
    if (elapsed() - readAt > freshMs) {
      reading ??= read().finally(() => (reading = undefined));
      await within(patienceMs, reading);
    }
    return registry.metrics();
  };
}
