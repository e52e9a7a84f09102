import { connect, type Socket } from 'node:net';
import type { Target } from '@affinity-engine/tool-bench/load';

/** What strangers without a token do for some seconds. Ends when `until` is over, with all connections closed. */
export type Attack = (target: Target, until: number) => Promise<void>;

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: engine\r\n\r\n`;

/** Opens connections and keeps so many open until the end; `begin` says what each does. */
async function crowd(target: Target, until: number, many: number, begin: (socket: Socket) => void): Promise<void> {
  const open = new Set<Socket>();
  const add = (): void => {
    // Another address than that of the others: on Linux all of 127.0.0.0/8 are this machine.
    const socket = connect({ ...target, noDelay: true, localAddress: '127.0.0.66' });
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.on('connect', () => begin(socket));
  };
  while (Date.now() < until) {
    // Not all at once: the queue of new connections is short.
    for (let added = 0; open.size < many && added < 50; added += 1) add();
    await pause(20);
  }
  for (const socket of open) socket.destroy();
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const unread =
  (path: string, times: number, many: number): Attack =>
  (target, until) =>
    crowd(target, until, many, (socket) => socket.pause().write(get(path).repeat(times)));

/** Sends a request again and again on each connection, as fast as answers come. */
const storm =
  (bytes: string, many: number): Attack =>
  (target, until) =>
    crowd(target, until, many, (socket) => {
      socket.on('data', () => socket.write(bytes));
      socket.write(bytes);
    });

const post = (path: string, length: number, body: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: engine\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;

const properties = (many: number): string =>
  `{${Array.from({ length: many }, (_, at) => `"a${at.toString(36)}":1`).join(',')}}`;

const manyProperties = properties(199_000);
const fewProperties = properties(1_200);

/** Sends nearly all of a large body, and then nothing. */
const unfinished =
  (path: string, megabytes: number, many: number): Attack =>
  (target, until) => {
    const length = Math.round(megabytes * 1_000_000);
    const most = Buffer.from(post(path, length, 'x'.repeat(length - 100)));
    return crowd(target, until, many, (socket) => socket.write(most));
  };

/** Sends one byte of a head each second. */
const slowHeads: Attack = (target, until) =>
  crowd(target, until, 1_000, (socket) => {
    socket.write('GET /openapi.json HTTP/1.1\r\n');
    const timer = setInterval(() => socket.write('x'), 1_000);
    socket.on('close', () => clearInterval(timer));
  });

export const attacks: Readonly<Record<string, Attack>> = {
  'at rest': (_, until) => pause(until - Date.now()),
  'the largest document, pipelined 50 times, unread': unread('/docs/assets/swagger-ui-bundle.js', 50, 60),
  'the OpenAPI document, pipelined 500 times, unread': unread('/openapi.json', 500, 60),
  'figures, pipelined 500 times, unread': unread('/metrics', 500, 200),
  'an unknown path, pipelined 2,000 times, unread': unread('/x', 2_000, 200),
  '199,000 unknown properties': storm(post('/oauth2/token', manyProperties.length, manyProperties), 8),
  '1,200 unknown properties': storm(post('/oauth2/token', fewProperties.length, fewProperties), 32),
  'unfinished bodies of 4.9 MB': unfinished('/oauth2/token', 4.9, 1_200),
  'unfinished bodies of a call with a token': unfinished('/v1/affinity', 4.9, 1_200),
  'slow heads': slowHeads,
  '10,000 idle connections': (target, until) => crowd(target, until, 10_000, () => undefined),
  'unknown paths': storm(get('/no/such/path'), 64),
  'wrong tokens': storm('GET /v1/affinity HTTP/1.1\r\nhost: engine\r\nauthorization: Bearer x.y.z\r\n\r\n', 64),
};
