import { connect, type Socket } from 'node:net';
import type { Prepared, Target } from '@affinity-engine/tool-bench/load';

/** What became of a request: its status, 0 for one whose caller gave up. */
export type Sent<Key> = { readonly key: Key; readonly status: number; readonly ms: number; readonly at: number };

export type OpenLoop<Key> = {
  readonly perSecond: number;
  readonly seconds: number;
  /** After so long a caller gives up, and breaks its connection. */
  readonly patienceMs: number;
  /** The next request; undefined if there are no more. */
  readonly next: () => { readonly key: Key; readonly bytes: Prepared } | undefined;
  readonly onAnswer: (sent: Sent<Key>) => void;
};

/**
 * Sends requests at a steady pace, however late answers are: as many callers do that do not know of each other. Each has a
 * connection while it waits; connections are kept and used again.
 */
export async function openLoop<Key>(target: Target, { perSecond, seconds, ...loop }: OpenLoop<Key>): Promise<void> {
  const idle: Socket[] = [];
  const waiting = new Set<Promise<void>>();
  const began = performance.now();
  for (let sent = 0; ;) {
    const now = performance.now() - began;
    if (now >= seconds * 1_000) break;
    for (; sent < (now / 1_000) * perSecond; sent += 1) {
      const request = loop.next();
      if (request === undefined) throw new Error('there are too few requests');
      const answered: Promise<void> = send(request.key, request.bytes).finally(() => waiting.delete(answered));
      waiting.add(answered);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(waiting);
  for (const socket of idle) socket.destroy();

  function send(key: Key, bytes: Prepared): Promise<void> {
    const socket = idle.pop() ?? connect({ ...target, noDelay: true });
    const at = performance.now();
    return new Promise((resolve) => {
      const end = (status: number): void => {
        clearTimeout(timer);
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        if (status === 0) socket.destroy();
        else {
          socket.once('close', () => void (idle.includes(socket) && idle.splice(idle.indexOf(socket), 1)));
          idle.push(socket);
        }
        loop.onAnswer({ key, status, ms: performance.now() - at, at });
        resolve();
      };
      const timer = setTimeout(() => end(0), loop.patienceMs);
      let head = '';
      let missing: number | undefined;
      socket.on('error', () => end(0)).on('close', () => end(0));
      socket.on('data', (chunk: Buffer) => {
        if (missing === undefined) {
          head += chunk.toString('latin1');
          const over = head.indexOf('\r\n\r\n');
          if (over < 0) return;
          missing = over + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0) - head.length;
        } else missing -= chunk.length;
        if (missing <= 0) end(Number(head.slice(9, 12)));
      });
      socket.write(bytes);
    });
  }
}
