import type { HttpMetrics } from '@affinity-engine/adapter-http';
import type { Sent } from '@affinity-engine/webhook';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { databaseFigures, type MeasuredStore } from './database-figures.js';

/** The figures of a process. */
export type Metrics = HttpMetrics & {
  /** An attempt to deliver a webhook. */
  attempted(sent: Pick<Sent, 'statusCode' | 'durationMs'>): void;
  /** Refused calls that had no room in memory until they were written. */
  refusalsDropped(count: number): void;
};

/**
 * Durations of requests by operation and status, and of webhooks; the process's own figures, and whether it serves; and
 * those of the database, which one of all processes reports.
 * @param reportsDatabase whether this is that process
 */
export function prometheusMetrics(
  store: MeasuredStore,
  reportsDatabase: () => boolean,
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
  const serves = new Gauge({
    name: 'affinity_ready',
    help: 'Whether the process serves, as /health/ready says',
    registers: [registry],
  });
  const dropped = new Counter({
    name: 'affinity_refusals_dropped_total',
    help: 'Refused calls that had no room in memory until they were kept: the database was away, or too slow',
    registers: [registry],
  });
  const ofDatabase = databaseFigures(store, elapsed);

  return {
    contentType: registry.contentType,
    observe: (operation, status, seconds) => requests.labels(operation, String(status)).observe(seconds),
    attempted: ({ statusCode, durationMs }) => (statusCode === 200 ? delivered : failed)?.observe(durationMs / 1_000),
    refusalsDropped: (count) => dropped.inc(count),
    async text(isReady) {
      serves.set(isReady ? 1 : 0);
      // A database that does not answer must not hide the figures of the process.
      const shared = reportsDatabase() ? await ofDatabase().catch(() => '') : '';
      return (await registry.metrics()) + shared;
    },
  };
}
