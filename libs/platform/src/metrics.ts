import type { HttpMetrics } from '@affinity-engine/adapter-http';
import type { DeliveryLists, Sent } from '@affinity-engine/webhook';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The figures of a process. */
export type Metrics = HttpMetrics & {
  /** An attempt to deliver a webhook. */
  attempted(sent: Pick<Sent, 'statusCode' | 'durationMs'>): void;
};

/** How old the figures of the backlog may be: they are of the whole database, and read for each scrape. */
const freshMs = 5_000;

/**
 * Durations of requests by operation and status, and of webhooks; the process's own figures; and the backlog of the
 * database, which one of all processes reports.
 * @param reportsLag whether this is the process that reports the backlog
 */
export function prometheusMetrics(
  deliveries: Pick<DeliveryLists, 'lag'>,
  reportsLag: () => boolean,
  elapsed: () => number = () => performance.now(),
): Metrics {
  const registry = new Registry();
  // The delay of the event loop is measured by a timer: each 10 ms, as by default, it uses half a percent of a core.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 40 });
  const requests = new Histogram({
    name: 'affinity_http_request_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const attempts = new Histogram({
    name: 'affinity_webhook_attempt_seconds',
    help: 'Time that an attempt to deliver a webhook took; only status 200 is a delivery',
    labelNames: ['outcome'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const [delivered, failed] = ['delivered', 'failed'].map((outcome) => attempts.labels(outcome));
  const backlog = new Registry();
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [backlog] });
  const waiting = gauge('affinity_webhook_waiting_events', 'Events that wait at endpoints with a url');
  const dammed = gauge('affinity_webhook_dammed_endpoints', 'Endpoints whose head failed, or that hold a lane back');
  const oldest = gauge('affinity_webhook_oldest_waiting_seconds', 'Age of the oldest event not yet delivered');
  let readAt = -Infinity;

  async function backlogText(): Promise<string> {
    if (!reportsLag()) return '';
    if (elapsed() - readAt > freshMs) {
      const lag = await deliveries.lag();
      readAt = elapsed();
      waiting.set(lag.waiting);
      dammed.set(lag.dammedEndpoints);
      oldest.set(lag.oldestWaitingSeconds);
    }
    return backlog.metrics();
  }

  return {
    contentType: registry.contentType,
    observe: (operation, status, seconds) => requests.labels(operation, String(status)).observe(seconds),
    attempted: ({ statusCode, durationMs }) => (statusCode === 200 ? delivered : failed)?.observe(durationMs / 1_000),
    // A database that does not answer must not hide the figures of the process.
    text: async () => `${await registry.metrics()}${await backlogText().catch(() => '')}`,
  };
}
