import type { HttpMetrics } from '@affinity-engine/adapter-http';
import type { DeliveryLists } from '@affinity-engine/webhook';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Request durations by operation and status, delivery's lag, and the process's own figures. */
export function prometheusMetrics(deliveries: DeliveryLists): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'affinity_http_request_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const waiting = gauge('affinity_webhook_waiting_events', 'Events that wait at endpoints with a url');
  const dammed = gauge('affinity_webhook_dammed_endpoints', 'Endpoints whose head failed, or that hold a lane back');
  const oldest = gauge('affinity_webhook_oldest_waiting_seconds', 'Age of the oldest event not yet delivered');
  return {
    contentType: registry.contentType,
    observe: (operation, status, seconds) => requests.labels(operation, String(status)).observe(seconds),
    async text() {
      const lag = await deliveries.lag();
      waiting.set(lag.waiting);
      dammed.set(lag.dammedEndpoints);
      oldest.set(lag.oldestWaitingSeconds);
      return registry.metrics();
    },
  };
}
