import { connect, type Socket } from 'node:net';

/** A request as the bytes that go over the wire. */
export type Prepared = Buffer;

export type LoadResult = {
  readonly seconds: number;
  /** Milliseconds per request, in the order of completion. */
  readonly latencies: readonly number[];
  /** Answers whose status was not 200, by status. */
  readonly failures: ReadonlyMap<number, number>;
  /** Bodies, if they were requested. */
  readonly bodies: readonly string[];
};

export type Target = { readonly host: string; readonly port: number };

/** Prepares a request. */
export function prepare(
  { host, port }: Target,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Prepared {
  const content = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${host}:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${content.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), content]);
}

/**
 * Sends prepared requests over several connections, one at a time on each, as fast as answers come. Uses bare sockets,
 * so that the cost of the callers does not hide the cost of the server.
 */
export async function load(
  target: Target,
  requests: readonly Prepared[],
  callers: number,
  keepBodies = false,
): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: callers }, () => open(target)));
  const latencies: number[] = [];
  const failures = new Map<number, number>();
  const bodies: string[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(sockets.map((socket) => call(socket)));
  const seconds = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.destroy();
  return { seconds, latencies, failures, bodies };

  function call(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      let received: Buffer = Buffer.alloc(0);
      let index = -1;
      let sent = 0;
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the server closed a connection')));
      socket.on('data', (chunk: Buffer) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
        const answer = answerIn(received);
        if (answer === null) return;
        received = received.subarray(answer.end);
        latencies.push(performance.now() - sent);
        if (answer.status !== 200) failures.set(answer.status, (failures.get(answer.status) ?? 0) + 1);
        if (keepBodies) bodies[index] = answer.body();
        send();
      });
      send();

      function send(): void {
        index = next;
        next += 1;
        const request = requests[index];
        if (request === undefined) return resolve();
        sent = performance.now();
        socket.write(request);
      }
    });
  }
}

type Answer = { readonly status: number; readonly end: number; readonly body: () => string };

const contentLength = /\r\ncontent-length: (\d+)/i;

function answerIn(received: Buffer): Answer | null {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const headers = received.toString('latin1', 0, head);
  const length = Number(contentLength.exec(headers)?.[1] ?? 0);
  const end = head + 4 + length;
  if (received.length < end) return null;
  return { status: Number(headers.slice(9, 12)), end, body: () => received.toString('utf8', head + 4, end) };
}

const open = ({ host, port }: Target): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
