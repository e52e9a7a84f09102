import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prometheusMetrics } from './metrics.js';
import { startMetricsServer, type MetricsServer } from './metrics-server.js';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const settings = { metricsHost: '127.0.0.1', metricsPort: 0 };
const figures = { text: async (isReady: boolean) => `figure ${isReady ? 1 : 0}\n`, contentType: 'text/plain' };

async function started(ready: () => Promise<boolean> = async () => true): Promise<MetricsServer> {
  const server = await startMetricsServer(settings, figures, ready);
  if (server === null) throw new Error('expected a server');
  ending.push(server.close);
  return server;
}
const get = async ({ port }: MetricsServer, path: string) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return [answer.status, await answer.text()];
};

describe('the port for figures', () => {
  it('has them, and the health of the process, and nothing else', async () => {
    const server = await started();
    expect(await get(server, '/metrics')).toEqual([200, 'figure 1\n']);
    expect(await get(server, '/health/live')).toEqual([200, '{"status":"ok"}']);
    expect(await get(server, '/health/ready')).toEqual([200, '{"status":"ok"}']);
    expect((await get(server, '/v1/affinity'))[0]).toBe(404);
  });

  it.each([
    ['not ready', async () => false],
    ['without a database', () => Promise.reject(new Error('gone'))],
  ])('says that the process is %s', async (_, ready) => {
    const server = await started(ready);
    expect(await get(server, '/health/ready')).toEqual([503, '{"status":"unavailable"}']);
    expect(await get(server, '/metrics')).toEqual([200, 'figure 0\n']);
  });

  it('that is taken stops the start with one line', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    ending.push(() => new Promise((resolve) => other.close(resolve)));
    const { port } = other.address() as AddressInfo;
    await expect(startMetricsServer({ ...settings, metricsPort: port }, figures, async () => true)).rejects.toThrow(
      `METRICS_PORT: cannot listen on 127.0.0.1:${port}: `,
    );
  });

  it('is not opened where there is none', async () => {
    expect(await startMetricsServer({ ...settings, metricsPort: null }, figures, async () => true)).toBeNull();
  });
});

describe('the figures of the database', () => {
  let read: number;
  let transaction: number | null;
  beforeEach(() => {
    [read, transaction] = [0, null];
  });
  const lag = async () => ({ waiting: (read += 1), dammedEndpoints: 0, oldestWaitingSeconds: 0 });
  const store = (asked: () => ReturnType<typeof lag> = lag) => ({
    lists: { deliveries: { lag: asked } },
    oldestTransactionSeconds: async () => transaction,
  });
  const waiting = (text: string) => /^affinity_webhook_waiting_events (\d+)$/m.exec(text)?.[1];

  it('are read once in five seconds, however often they are asked for, and once for several at a time', async () => {
    let now = 0;
    const metrics = prometheusMetrics(
      store(),
      () => true,
      () => now,
    );
    const both = await Promise.all([metrics.text(true), metrics.text(true)]);
    expect([...both, await metrics.text(true)].map(waiting)).toEqual(['1', '1', '1']);
    now = 5_001;
    expect(waiting(await metrics.text(true))).toBe('2');
  });

  it('are reported by one process only', async () => {
    const text = await prometheusMetrics(store(), () => false).text(true);
    expect([waiting(text), read]).toEqual([undefined, 0]);
    expect(text).toContain('process_cpu_seconds_total ');
  });

  it.each([
    ['does not answer', () => Promise.reject(new Error('gone'))],
    ['is silent', () => new Promise<never>(() => undefined)],
  ])('are left out while the database %s', async (_, asked) => {
    const text = await prometheusMetrics(store(asked), () => true).text(false);
    expect(waiting(text)).toBeUndefined();
    expect(text).toContain('process_cpu_seconds_total ');
  });

  it('have the age of the oldest transaction where the database says it', async () => {
    const age = async () =>
      /^affinity_database_oldest_transaction_seconds (\d+)$/m.exec(
        await prometheusMetrics(store(), () => true).text(true),
      )?.[1];
    expect(await age()).toBeUndefined();
    transaction = 301;
    expect(await age()).toBe('301');
  });
});

describe('the figures of a process', () => {
  const store = {
    lists: { deliveries: { lag: () => Promise.reject(new Error('not asked')) } },
    oldestTransactionSeconds: () => Promise.reject(new Error('not asked')),
  };

  it('say whether it serves', async () => {
    const metrics = prometheusMetrics(store, () => false);
    expect(await metrics.text(true)).toMatch(/^affinity_ready 1$/m);
    expect(await metrics.text(false)).toMatch(/^affinity_ready 0$/m);
  });

  it('count attempts of webhooks by their outcome', async () => {
    const metrics = prometheusMetrics(store, () => false);
    for (const statusCode of [200, 204, null]) metrics.attempted({ statusCode, durationMs: 10 });
    const text = await metrics.text(true);
    expect(text).toContain('affinity_webhook_attempt_seconds_count{outcome="delivered"} 1');
    expect(text).toContain('affinity_webhook_attempt_seconds_count{outcome="failed"} 2');
  });

  it('count refused calls that had no room in memory', async () => {
    const metrics = prometheusMetrics(store, () => false);
    expect(await metrics.text(true)).toMatch(/^affinity_refusals_dropped_total 0$/m);
    metrics.refusalsDropped(3);
    expect(await metrics.text(true)).toMatch(/^affinity_refusals_dropped_total 3$/m);
  });
});
