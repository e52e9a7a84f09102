import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A webhook as it arrived. */
export type Arrived = {
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly signed: boolean;
};

const patienceMs = 15_000;

/** A partner's server: answers every webhook with 200 and verifies its signature by Standard Webhooks. */
export async function startListener(secret: string) {
  const webhook = new Webhook(secret);
  const arrived: Arrived[] = [];
  let changed = (): void => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrived.push(arrivedOf(webhook, request.headers, Buffer.concat(chunks).toString('utf8')));
      response.writeHead(200).end();
      changed();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    /** The first event that fits, whether it has arrived or not. */
    async next(fits: (event: Arrived) => boolean): Promise<Arrived> {
      const until = Date.now() + patienceMs;
      for (;;) {
        const found = arrived.find(fits);
        if (found !== undefined) return found;
        if (Date.now() > until) throw new Error(`no such webhook arrived within ${patienceMs / 1000} s`);
        await new Promise<void>((resolve) => {
          changed = resolve;
          setTimeout(resolve, 500).unref();
        });
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function arrivedOf(webhook: Webhook, headers: IncomingHttpHeaders, body: string): Arrived {
  const { id, event } = JSON.parse(body) as { id: string; event: { type: string; sequence: number } };
  return {
    type: event.type,
    subject: id,
    sequence: event.sequence,
    headers,
    body,
    signed: isSigned(webhook, headers, body),
  };
}

function isSigned(webhook: Webhook, headers: IncomingHttpHeaders, body: string): boolean {
  try {
    webhook.verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
