import { createServer as createPlain, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';

/** A request as it arrived. */
export type RawRequest = {
  readonly path: string;
  readonly sequence: number;
  /** 1 for the first one on its connection. */
  readonly nth: number;
};

/** What a receiver does, byte by byte. */
export type Conduct = {
  readonly onOpen?: (socket: Socket) => void;
  readonly onRequest?: (socket: Socket, request: RawRequest) => void;
};

export type Identity = { readonly cert: string; readonly key: string };

/** A server that can break every rule of HTTP. */
export type RawServer = {
  readonly port: number;
  connections(): number;
  arrivals(): readonly RawRequest[];
  close(): Promise<void>;
};

/** @param identity makes it a server of TLS */
export async function startRawServer(conduct: Conduct, identity?: Identity): Promise<RawServer> {
  const open = new Set<Socket>();
  const arrivals: RawRequest[] = [];
  let connections = 0;
  const serve = (socket: Socket): void => serveSocket(socket, conduct, arrivals);
  const server: Server = identity === undefined ? createPlain(serve) : createTls(identity, serve);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    arrivals: () => arrivals,
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of open) socket.destroy();
      return closed;
    },
  };
}

function serveSocket(socket: Socket, conduct: Conduct, arrivals: RawRequest[]): void {
  let text = '';
  let nth = 0;
  socket.setNoDelay(true).on('error', () => undefined);
  conduct.onOpen?.(socket);
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    const headEnds = text.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/.exec(text)?.[1]);
    if (headEnds < 0 || text.length < headEnds + 4 + length) return;
    nth += 1;
    const path = /^POST (\S+)/.exec(text)?.[1] ?? '';
    const request = { path, sequence: Number(/webhook-sequence: (\d+)/.exec(text)?.[1]), nth };
    text = '';
    arrivals.push(request);
    conduct.onRequest?.(socket, request);
  });
}
