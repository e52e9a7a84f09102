import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { atTheEnd } from './release.js';

/** How the receiver answers one request. */
export type Reply = {
  /** 200 by default. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** The answer waits for this. */
  readonly after?: Promise<unknown>;
  /** Breaks the connection in place of an answer. */
  readonly drop?: boolean;
};

/** One request as it arrived. */
export type Received = {
  /** 1, 2, 3, … over all paths. */
  readonly order: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes. */
  readonly body: Buffer;
  /** The number of requests at this path at the time of arrival, itself included. */
  readonly inFlight: number;
};

/** A server that listens like that of a partner. */
export type Receiver = {
  readonly port: number;
  url(path?: string): string;
  /** The requests that arrived, at one path or at all. */
  received(path?: string): readonly Received[];
  /** Scripts the next answers of a path, one by one. Later requests get `thereafter`, by default a plain 200. */
  answer(path: string, next: readonly Reply[], thereafter?: Reply): void;
  close(): Promise<void>;
};

type Script = { next: Reply[]; thereafter: Reply; inFlight: number };

/** A real HTTP server on a free port of the loopback address. */
export async function startReceiver(): Promise<Receiver> {
  const arrived: Received[] = [];
  const scripts = new Map<string, Script>();
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
      release();
    });
  const release = atTheEnd(close);
  return {
    port,
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    received: (path) => arrived.filter((each) => path === undefined || each.path === path),
    answer(path, next, thereafter = {}) {
      const script = scriptOf(path);
      script.next = [...next];
      script.thereafter = thereafter;
    },
    close,
  };

  function scriptOf(path: string): Script {
    const known = scripts.get(path) ?? { next: [], thereafter: {}, inFlight: 0 };
    scripts.set(path, known);
    return known;
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const script = scriptOf(path);
    script.inFlight += 1;
    response.on('close', () => (script.inFlight -= 1));
    const { inFlight } = script;
    const body = await bytesOf(request);
    arrived.push({
      order: arrived.length + 1,
      at: Date.now(),
      method: request.method ?? '',
      path,
      headers: headersOf(request.rawHeaders),
      body,
      inFlight,
    });
    await reply(script.next.shift() ?? script.thereafter, response);
  }
}

async function reply({ status = 200, headers = {}, body = '', delay = 0, after, drop }: Reply, to: ServerResponse) {
  if (delay > 0) await pause(delay, undefined, { ref: false });
  await after;
  if (drop === true) to.destroy();
  else to.writeHead(status, { ...headers }).end(body);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The sender broke the connection: record the bytes that arrived.
  }
  return Buffer.concat(chunks);
}

function headersOf(raw: readonly string[]): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let at = 0; at < raw.length; at += 2) pairs.push([(raw[at] ?? '').toLowerCase(), raw[at + 1] ?? '']);
  return Object.fromEntries(pairs);
}
