import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections, so that no client takes the port of a server that is down
 * for a moment.
 */
const range = { first: 20_000, count: 10_000 };

/** A port of 127.0.0.1 on which no program listens. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = range.first + Math.floor(Math.random() * range.count);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port from ${range.first} on`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
