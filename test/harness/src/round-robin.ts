import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small proxy that gives each request to the next of several servers. */
export type RoundRobin = {
  readonly url: string;
  /** From now on requests go to these servers. */
  to(urls: readonly string[]): void;
  close(): Promise<void>;
};

/**
 * Starts the proxy. What a dead server did not take is given to the next one; what broke off on the way only if that is
 * safe: a read, or a write under an Idempotency-Key. Else the caller gets 502.
 */
export async function startRoundRobin(): Promise<RoundRobin> {
  let targets: readonly URL[] = [];
  let turn = 0;
  const server: Server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => pass(incoming, Buffer.concat(chunks), answer, targets.length));
  });

  function pass(incoming: IncomingMessage, body: Buffer, answer: ServerResponse, tries: number): void {
    const target = targets[(turn += 1) % targets.length];
    if (target === undefined) return void answer.writeHead(502).end();
    const { method, url: path, rawHeaders: headers } = incoming;
    const passed = forward(
      { host: target.hostname, port: target.port, method, path, headers, setHost: false },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
        reply.on('error', () => answer.destroy());
        reply.pipe(answer);
      },
    );
    passed.on('error', (failure: NodeJS.ErrnoException) => {
      if (answer.headersSent) return void answer.destroy();
      const isSafe = failure.code === 'ECONNREFUSED' || mayRepeat(incoming);
      if (tries > 1 && isSafe) pass(incoming, body, answer, tries - 1);
      else answer.writeHead(502).end();
    });
    passed.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (urls) => void (targets = urls.map((url) => new URL(url))),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const mayRepeat = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' || method === 'HEAD' || headers['idempotency-key'] !== undefined;
