import type { Client } from 'undici';
import { publicLookup, type EgressRule } from './egress.js';
import { interimAnswers, mostHeaderBytes, passOver, type InterimAnswers } from './interim-answers.js';

/** A connection to one origin, for one attempt at a time. It is opened by the first one. */
export type Connection = {
  readonly origin: string;
  readonly client: Client;
  readonly interim: InterimAnswers;
};

export type ConnectionLimits = {
  /** How many idle connections are kept for one origin. */
  readonly idlePerOrigin: number;
  /** At this number of open connections, the one that is idle for the longest time is closed for a new one. */
  readonly open: number;
};

/**
 * Twice the number of endpoints that a dispatcher serves at once, so an idle connection is found when one has to be
 * closed.
 */
const defaultLimits: ConnectionLimits = { idlePerOrigin: 8, open: 2_048 };

/** Connections to receivers, kept for the next attempt. Attempts never wait for one, so a slow one delays no other. */
export type Connections = {
  /** An idle connection to the origin, else a new one. */
  take(origin: string): Connection;
  /** Gives a connection back, for the next attempt. */
  keep(connection: Connection): void;
  /** Closes a connection. */
  drop(connection: Connection, why: Error | null): void;
  close(): Promise<void>;
};

export async function openConnections(
  rule: EgressRule,
  timeoutMs: number,
  limits: ConnectionLimits = defaultLimits,
): Promise<Connections> {
  const undici = await import('undici');
  const connector = undici.buildConnector({ lookup: publicLookup(rule), timeout: timeoutMs });
  const open = new Set<Connection>();
  /** Those that are idle for the longest time come first. */
  const idle = new Set<Connection>();
  const idleByOrigin = new Map<string, Connection[]>();
  return { take, keep, drop, close };

  function take(origin: string): Connection {
    const connection = idleByOrigin.get(origin)?.at(-1);
    if (connection === undefined) return opened(origin);
    leaveIdle(connection);
    return connection;
  }

  function opened(origin: string): Connection {
    const [longestIdle] = idle;
    if (open.size >= limits.open && longestIdle !== undefined) drop(longestIdle, null);
    const interim = interimAnswers();
    const client = new undici.Client(origin, {
      connect: (options, done) =>
        connector(options, (...connected) => {
          const [failure, socket] = connected;
          if (failure === null) passOver(interim, socket);
          done(...connected);
        }),
      pipelining: 1,
      keepAliveTimeout: 10_000,
      maxHeaderSize: mostHeaderBytes,
      // Each attempt has one deadline for everything.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const connection = { origin, client, interim };
    open.add(connection);
    client.on('disconnect', () => {
      if (idle.has(connection)) drop(connection, null);
    });
    return connection;
  }

  function keep(connection: Connection): void {
    if (!open.has(connection)) return;
    const others = idleByOrigin.get(connection.origin);
    idle.add(connection);
    if (others === undefined) idleByOrigin.set(connection.origin, [connection]);
    else if (others.push(connection) > limits.idlePerOrigin) drop(others[0] as Connection, null);
  }

  function leaveIdle(connection: Connection): void {
    if (!idle.delete(connection)) return;
    const others = idleByOrigin.get(connection.origin) ?? [];
    if (others.length <= 1) idleByOrigin.delete(connection.origin);
    else others.splice(others.lastIndexOf(connection), 1);
  }

  function drop(connection: Connection, why: Error | null): void {
    if (!open.delete(connection)) return;
    leaveIdle(connection);
    void connection.client.destroy(why);
  }

  async function close(): Promise<void> {
    await Promise.all([...open].map(({ client }) => client.destroy()));
  }
}
