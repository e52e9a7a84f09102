import { createServer, type Socket } from 'node:net';
import type { FromReceiver, ToReceiver } from './receiver.js';

/**
 * The receiver of all contenders, a process of its own: it answers 200 to every request, and counts. Bare sockets, so
 * that it is not what limits them.
 */
const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
const refusal = Buffer.from('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n');
const requestLine = /^POST \/(\d+) /;
const lengthHeader = /\r\ncontent-length: (\d+)/i;
const sequenceHeader = /\r\nwebhook-sequence: (\d+)/i;

let expected = Infinity;
let received = 0;
let unordered = 0;
let refusedFrom = Infinity;
let noted: { readonly endpoint: number; readonly at: number }[] | null = null;
let last = new Map<number, number>();

function take(head: string): Buffer {
  const at = performance.timeOrigin + performance.now();
  const endpoint = Number(requestLine.exec(head)?.[1]);
  if (endpoint >= refusedFrom) return refusal;
  const sequence = Number(sequenceHeader.exec(head)?.[1]);
  if (sequence <= (last.get(endpoint) ?? 0)) unordered += 1;
  else last.set(endpoint, sequence);
  noted?.push({ endpoint, at });
  received += 1;
  if (received === expected) say({ type: 'complete', at, unordered, noted: noted ?? [] });
  return answer;
}

function read(socket: Socket): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = rest.toString('latin1', 0, end);
      const whole = end + 4 + Number(lengthHeader.exec(head)?.[1] ?? 0);
      if (rest.length < whole) return;
      rest = rest.subarray(whole);
      socket.write(take(head));
    }
  });
}

const say = (message: FromReceiver): void => void process.send?.(message);

process.on('message', (message: ToReceiver) => {
  if (message.type === 'count') return say({ type: 'counted', received, unordered });
  if (message.type === 'refuse') {
    refusedFrom = message.from;
    return say({ type: 'ready' });
  }
  [expected, received, unordered, last] = [message.count, 0, 0, new Map()];
  noted = message.note ? [] : null;
  say({ type: 'ready' });
});
process.on('disconnect', () => process.exit(0));

const server = createServer(read).listen({ host: '127.0.0.1', port: 0, backlog: 4_096 }, () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) say({ type: 'listens', port: address.port });
});
