import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Conduct } from './faulty-receiver.js';

/** What arrived at one endpoint: little is kept of each of a million requests. */
type Endpoint = {
  readonly key: Buffer;
  readonly conduct: () => Conduct;
  /** The highest sequence that arrived, and that was answered with 200. */
  seen: number;
  delivered: number;
  /** Sequences that were answered with 200 again, and how often. */
  readonly repeated: Map<number, number>;
  readonly problems: string[];
};

export type CountingReceiver = {
  url(path: string): string;
  listen(path: string, secret: string, conduct: () => Conduct): void;
  /** How many different events were answered with 200, at all endpoints. */
  delivered(): number;
  arrivals(): number;
  readonly endpoints: ReadonlyMap<string, Readonly<Endpoint>>;
  close(): Promise<void>;
};

/** Partners' servers in one: checks the order and the signature of what arrives, and counts. */
export async function startCountingReceiver(): Promise<CountingReceiver> {
  const endpoints = new Map<string, Endpoint>();
  let [delivered, arrivals] = [0, 0];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => receive(request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  function receive({ url = '', headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const endpoint = endpoints.get(url);
    if (endpoint === undefined) return void response.writeHead(404).end();
    const sequence = Number(headers['webhook-sequence']);
    const conduct = endpoint.conduct();
    arrivals += 1;
    if (sequence > endpoint.seen + 1) endpoint.problems.push(`${sequence} came before ${endpoint.seen + 1}`);
    if (sequence > endpoint.delivered + 1)
      endpoint.problems.push(`${sequence} came before ${endpoint.delivered + 1} was delivered`);
    if (!isSigned(endpoint.key, headers, body)) endpoint.problems.push(`${sequence} is not signed rightly`);
    endpoint.seen = Math.max(endpoint.seen, sequence);
    if (conduct === 'timeout') return;
    if (conduct === 'drop') return void response.destroy();
    if (conduct === '200') {
      if (sequence === endpoint.delivered + 1) {
        endpoint.delivered = sequence;
        delivered += 1;
      } else endpoint.repeated.set(sequence, (endpoint.repeated.get(sequence) ?? 0) + 1);
    }
    response.writeHead(Number(conduct)).end();
  }

  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    listen(path, secret, conduct) {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      endpoints.set(path, { key, conduct, seen: 0, delivered: 0, repeated: new Map(), problems: [] });
    },
    delivered: () => delivered,
    arrivals: () => arrivals,
    endpoints,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isSigned(key: Buffer, headers: IncomingMessage['headers'], body: Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  const digest = createHmac('sha256', key)
    .update(`${String(id)}.${String(timestamp)}.`)
    .update(body)
    .digest('base64');
  return signature === `v1,${digest}`;
}
