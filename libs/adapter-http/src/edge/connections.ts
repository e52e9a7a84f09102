import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type ConnectionSettings = {
  /** How long a connection stays open without a request. */
  readonly keepAliveMs: number;
  /** The most open connections: beyond them, the one that has been idle longest is closed. */
  readonly mostConnections: number;
};

/** What is known of the addresses that connections come from. */
export type Addresses = {
  /** Whether a new connection may be taken. */
  readonly isWelcome: (socket: Socket) => boolean;
  /** It is taken. */
  readonly taken: (socket: Socket) => void;
  /** Its connections are refused for a while. */
  readonly refuse: (socket: Socket) => void;
};

/** Requests that a connection may have sent without their answers being read: few clients send a second one. */
const mostUnanswered = 16;
/** How long a head may take, and a whole request. Both are looked at every second. */
const [headMs, requestMs, lookMs] = [10_000, 30_000, 1_000];
/** A connection on which nothing moves for so long is closed, also where an answer is not read. */
const silentMs = 30_000;

type Connection = { readonly open: Set<ServerResponse>; working: number };

const connections = new WeakMap<Socket, Connection>();

/** Marks that a request is worked on: its connection is not closed for a newer one. Returns what ends it. */
export function working({ socket }: IncomingMessage): () => void {
  const connection = connections.get(socket);
  if (connection === undefined) return () => undefined;
  connection.working += 1;
  return () => void (connection.working -= 1);
}

/**
 * An HTTP server whose connections cannot take more than their share of memory and time.
 * @param options those of `createServer`
 */
export function boundedServer(
  handle: RequestListener,
  options: Readonly<Record<string, unknown>>,
  { keepAliveMs, mostConnections }: ConnectionSettings,
  addresses: Addresses,
): Server {
  // Each in the order of its last request. Those that never sent one are the first to be closed.
  const [fresh, used] = [new Set<Socket>(), new Set<Socket>()];
  const server = createServer({ ...options, connectionsCheckingInterval: lookMs }, (request, response) => {
    if (admits(request.socket, response)) handle(request, response);
  });
  server.headersTimeout = headMs;
  server.requestTimeout = requestMs;
  server.keepAliveTimeout = keepAliveMs;
  server.setTimeout(silentMs);
  takeOneByOne(server, addresses.isWelcome, (socket) => {
    addresses.taken(socket);
    const open = new Set<ServerResponse>();
    connections.set(socket, { open, working: 0 });
    fresh.add(socket);
    socket.once('close', () => {
      if (!fresh.delete(socket)) used.delete(socket);
      closeAll(open);
    });
    if (fresh.size + used.size > mostConnections) (idleOf(fresh, socket) ?? idleOf(used, socket) ?? socket).destroy();
  });
  return server;

  /** Node reads all requests of a packet at once: the rest of those that a closed connection sent is dropped here. */
  function admits(socket: Socket, response: ServerResponse): boolean {
    const connection = connections.get(socket);
    if (connection === undefined || socket.destroyed) return false;
    connection.open.add(response);
    if (connection.open.size > mostUnanswered) {
      addresses.refuse(socket);
      socket.destroy();
      return false;
    }
    fresh.delete(socket);
    used.delete(socket);
    used.add(socket);
    response.once('close', () => void connection.open.delete(response));
    return true;
  }

  function idleOf(sockets: ReadonlySet<Socket>, newest: Socket): Socket | undefined {
    for (const socket of sockets) {
      if (socket !== newest && connections.get(socket)?.working === 0) return socket;
    }
    return undefined;
  }
}

/**
 * Node closes only the answer that is being sent when a connection breaks, not those that wait behind it. What was taken for
 * them would never be given back.
 */
function closeAll(open: ReadonlySet<ServerResponse>): void {
  for (const response of [...open]) {
    response.destroy();
    response.emit('close');
  }
}

/**
 * Begins to read one new connection in each turn of the event loop. Of many that are made at once for harm, the first one
 * is seen, and the others are refused before they cost time.
 */
function takeOneByOne(server: Server, isTaken: (socket: Socket) => boolean, begins: (socket: Socket) => void): void {
  const [begin] = server.listeners('connection') as [(socket: Socket) => void];
  const waiting = new Set<Socket>();
  const take = (): void => {
    for (const socket of waiting) {
      waiting.delete(socket);
      if (socket.destroyed) continue;
      if (isTaken(socket)) {
        begins(socket);
        begin.call(server, socket);
        socket.resume();
        break;
      }
      socket.destroy();
    }
    if (waiting.size > 0) setImmediate(take);
  };
  // Nothing is read before; without this option of net.Server the first bytes would wait in memory.
  Object.assign(server, { pauseOnConnect: true });
  server.removeListener('connection', begin);
  server.on('connection', (socket: Socket) => {
    if (!isTaken(socket)) return void socket.destroy();
    // Until Node's own listener is there, a connection that breaks would end the process.
    socket.on('error', () => undefined);
    waiting.add(socket);
    if (waiting.size === 1) setImmediate(take);
  });
}
