import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small proxy that gives each request to the next of several servers. */
export type RoundRobin = {
  readonly url: string;
  /** From now on requests go to these servers. */
  to(urls: readonly string[]): void;
  close(): Promise<void>;
};

export async function startRoundRobin(): Promise<RoundRobin> {
  let targets: readonly URL[] = [];
  let turn = 0;
  const server: Server = createServer((incoming, answer) => {
    const target = targets[(turn += 1) % targets.length];
    if (target === undefined) return void answer.writeHead(502).end();
    const { method, url: path, rawHeaders: headers } = incoming;
    const passed = forward(
      { host: target.hostname, port: target.port, method, path, headers, setHost: false },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
        reply.pipe(answer);
      },
    );
    passed.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    incoming.pipe(passed);
  });
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
