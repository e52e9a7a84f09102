import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';
import { SettingsInvalid, type Settings } from './settings.js';

export type MetricsServer = { readonly port: number; close(): Promise<void> };

/**
 * Serves `/metrics`, `/health/live` and `/health/ready` on a port of its own, which nobody outside reaches.
 * @returns null where the settings name no such port
 * @throws SettingsInvalid if the port is taken
 */
export async function startMetricsServer(
  { metricsHost: host, metricsPort: port }: Pick<Settings, 'metricsHost' | 'metricsPort'>,
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  ready: () => Promise<boolean>,
): Promise<MetricsServer | null> {
  if (port === null) return null;
  const isUp = () => ready().catch(() => false);
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<unknown>>> = {
    '/metrics': async (response) =>
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text(await isUp())),
    '/health/live': async (response) => status(response, true),
    '/health/ready': async (response) => status(response, await isUp()),
  };
  const server = createServer((request, response) => {
    const answer = ['GET', 'HEAD'].includes(request.method ?? '') ? answers[request.url ?? ''] : undefined;
    if (answer === undefined) return void response.writeHead(404).end();
    answer(response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (failure) =>
      reject(new SettingsInvalid([`METRICS_PORT: cannot listen on ${host}:${port}: ${failure.message}`])),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const status = (response: ServerResponse, isUp: boolean): void =>
  void response
    .writeHead(isUp ? 200 : 503, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify({ status: isUp ? 'ok' : 'unavailable' }));
