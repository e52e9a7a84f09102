import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atTheEnd } from '@affinity-engine/test-harness';
import { Webhook } from 'standardwebhooks';

/** What a receiver does to a request. Only '200' is a delivery. */
export type Conduct = '200' | '500' | '204' | '302' | 'timeout' | 'drop';

/** One request as it arrived, and what was done to it. */
export type Arrival = {
  readonly at: number;
  readonly id: string;
  readonly sequence: number;
  readonly occurredAt: number;
  readonly conduct: Conduct;
  readonly inFlight: number;
  /** Whether the signature is valid for the received bytes. */
  readonly signed: boolean;
};

export type FaultyReceiver = {
  readonly url: (path: string) => string;
  readonly arrivals: (path: string) => readonly Arrival[];
  /** Sets the conduct of a path from now on, and the key that its requests are signed with. */
  readonly set: (path: string, conduct: () => Conduct, secret: string) => void;
  readonly close: () => Promise<void>;
};

type Path = { conduct: () => Conduct; webhook: Webhook; inFlight: number; readonly arrivals: Arrival[] };

/** What is sent before the answer to an event, by its sequence: a sender must pass over it. */
const interimAnswers: readonly (readonly ((response: ServerResponse) => void)[])[] = [
  [],
  [(response) => response.writeContinue()],
  [(response) => response.writeProcessing(), (response) => response.writeEarlyHints({ link: '</a>; rel=preload' })],
];

/** A partner's server with a conduct for each path. */
export async function startFaultyReceiver(): Promise<FaultyReceiver> {
  const paths = new Map<string, Path>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = paths.get(request.url ?? '');
      if (path === undefined) return void response.writeHead(404).end();
      path.inFlight += 1;
      response.on('close', () => (path.inFlight -= 1));
      const conduct = path.conduct();
      const headers = request.headers as Record<string, string>;
      const arrival = arrivalOf(path, Buffer.concat(chunks), headers, conduct);
      path.arrivals.push(arrival);
      for (const interim of interimAnswers[arrival.sequence % interimAnswers.length] ?? []) interim(response);
      behave(response, conduct);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  atTheEnd(close);
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    arrivals: (path) => paths.get(path)?.arrivals ?? [],
    set(path, conduct, secret) {
      const known = paths.get(path);
      if (known === undefined) paths.set(path, { conduct, webhook: new Webhook(secret), inFlight: 0, arrivals: [] });
      else known.conduct = conduct;
    },
    close,
  };
}

function arrivalOf(path: Path, body: Buffer, headers: Record<string, string>, conduct: Conduct): Arrival {
  const { event } = JSON.parse(body.toString('utf8')) as {
    readonly event: { readonly id: string; readonly sequence: number; readonly occurred_at: string };
  };
  return {
    at: Date.now(),
    id: event.id,
    sequence: event.sequence,
    occurredAt: Date.parse(event.occurred_at),
    conduct,
    inFlight: path.inFlight,
    signed: isSigned(path.webhook, body, headers) && headers['webhook-id'] === event.id,
  };
}

function isSigned(webhook: Webhook, body: Buffer, headers: Record<string, string>): boolean {
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function behave(response: ServerResponse, conduct: Conduct): void {
  if (conduct === 'timeout') return;
  if (conduct === 'drop') return void response.destroy();
  response.writeHead(Number(conduct), conduct === '302' ? { location: '/elsewhere' } : {}).end();
}

/** What is wrong with the arrivals at one path; empty is good. `count` events were committed. */
export function arrivalProblems(arrivals: readonly Arrival[], count: number): readonly string[] {
  const problems: string[] = [];
  let delivered = 0;
  let seen = 0;
  for (const { sequence, conduct, inFlight, signed } of arrivals) {
    if (!signed) problems.push(`sequence ${sequence} is not signed rightly`);
    if (inFlight > 1) problems.push(`sequence ${sequence} came while another was under way`);
    if (sequence > seen + 1) problems.push(`sequence ${sequence} came before ${seen + 1}`);
    if (sequence > delivered + 1)
      problems.push(`sequence ${sequence} came before ${delivered + 1} was answered with 200`);
    seen = Math.max(seen, sequence);
    if (conduct === '200') delivered = Math.max(delivered, sequence);
  }
  if (delivered !== count) problems.push(`${delivered} of ${count} events were delivered`);
  return problems.slice(0, 5);
}
