import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { prometheusMetrics } from './metrics.js';
import { startMetricsServer, type MetricsServer } from './metrics-server.js';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const settings = { metricsHost: '127.0.0.1', metricsPort: 0 };
const figures = { text: async () => 'figure 1\n', contentType: 'text/plain' };

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
    expect(await get(await started(ready), '/health/ready')).toEqual([503, '{"status":"unavailable"}']);
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

describe('the figures of the backlog', () => {
  let read = 0;
  const lag = async () => ({ waiting: (read += 1), dammedEndpoints: 0, oldestWaitingSeconds: 0 });
  const waiting = (text: string) => /^affinity_webhook_waiting_events (\d+)$/m.exec(text)?.[1];

  it('are read once in five seconds, however often they are asked for', async () => {
    read = 0;
    let now = 0;
    const metrics = prometheusMetrics(
      { lag },
      () => true,
      () => now,
    );
    expect([waiting(await metrics.text()), waiting(await metrics.text())]).toEqual(['1', '1']);
    now = 5_001;
    expect(waiting(await metrics.text())).toBe('2');
  });

  it('are reported by one process only', async () => {
    read = 0;
    const text = await prometheusMetrics({ lag }, () => false).text();
    expect([waiting(text), read]).toEqual([undefined, 0]);
    expect(text).toContain('process_cpu_seconds_total ');
  });

  it('are left out while the database does not answer', async () => {
    const text = await prometheusMetrics({ lag: () => Promise.reject(new Error('gone')) }, () => true).text();
    expect(waiting(text)).toBeUndefined();
    expect(text).toContain('process_cpu_seconds_total ');
  });
});

it('attempts of webhooks are counted by their outcome', async () => {
  const metrics = prometheusMetrics({ lag: () => Promise.reject(new Error('not asked')) }, () => false);
  for (const statusCode of [200, 204, null]) metrics.attempted({ statusCode, durationMs: 10 });
  const text = await metrics.text();
  expect(text).toContain('affinity_webhook_attempt_seconds_count{outcome="delivered"} 1');
  expect(text).toContain('affinity_webhook_attempt_seconds_count{outcome="failed"} 2');
});
