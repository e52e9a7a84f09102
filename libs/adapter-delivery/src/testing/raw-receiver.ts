import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a receiver writes, once the head of a request is there and once all of it is. */
export type Conduct = {
  readonly onHead?: (socket: Socket) => void;
  readonly onRequest?: (socket: Socket) => void;
};

/** A server that writes raw bytes, so that it can break every rule of HTTP. */
export type RawReceiver = {
  readonly url: string;
  /** Every connection that was opened. */
  readonly sockets: readonly Socket[];
  /** Sets the conduct from now on. */
  behave(conduct: Conduct): void;
  close(): Promise<void>;
};

export async function startRawReceiver(): Promise<RawReceiver> {
  const sockets: Socket[] = [];
  let conduct: Conduct = {};
  const server = createServer((socket) => {
    let text = '';
    let headSeen = false;
    sockets.push(socket.setNoDelay(true));
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const headEnds = text.indexOf('\r\n\r\n');
      if (headEnds < 0) return;
      if (!headSeen) conduct.onHead?.(socket);
      headSeen = true;
      const length = Number(/content-length: (\d+)/.exec(text)?.[1]);
      if (text.length < headEnds + 4 + length) return;
      [text, headSeen] = ['', false];
      conduct.onRequest?.(socket);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    sockets,
    behave: (next) => void (conduct = next),
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

/** Writes a text again and again until the other side hangs up. */
export function writeWithoutEnd(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(text));
    };
    socket.on('drain', more);
    socket.on('close', () => resolve());
    more();
  });
}

/** Writes a text in packets of one byte. */
export function writeByteByByte(socket: Socket, text: string): void {
  const [first, ...rest] = text;
  if (first !== undefined) socket.write(first, 'latin1', () => setImmediate(writeByteByByte, socket, rest.join('')));
}
