import { setTimeout as pause } from 'node:timers/promises';
import { connect, Events, type NatsConnection } from 'nats';
import { optionsOf, type NatsSettings } from './credentials.js';

/** Called when NATS cannot be reached or refuses something, and when it is back; not for each message. */
export type NatsReport = (state: 'lost' | 'refused' | 'back', cause?: unknown) => void;

/** A connection that is made anew for ever. */
export type NatsLink = {
  /** Null while there is none. */
  current(): NatsConnection | null;
  /** Reports it, once for a connection. */
  refused(cause: unknown): void;
  /** Sends what was published, then ends the connection; within two seconds. */
  close(): Promise<void>;
};

const connectMs = 3_000;
const closeMs = 2_000;
/** Half a second to a second between attempts: processes that lost one server do not come back at the same moment. */
const wait = { reconnectTimeWait: 500, reconnectJitter: 500, reconnectJitterTLS: 500 };

/**
 * Connects in the background. Nothing waits for it: a server that is down, or that refuses the login, is tried again.
 * @param connected called at each connection, also after an interruption
 */
export function natsLink(
  settings: NatsSettings,
  report: NatsReport,
  connected: (connection: NatsConnection) => void,
): NatsLink {
  const ending = new AbortController();
  const { signal } = ending;
  let open: NatsConnection | null = null;
  let isUp = false;
  let isLost = false;
  let isRefused = false;
  const running = run();
  return {
    current: () => (isUp ? open : null),
    refused,
    async close() {
      ending.abort();
      const late = new AbortController();
      const tooLong = pause(closeMs, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([tooLong, closed()]);
      late.abort();
    },
  };

  async function closed(): Promise<void> {
    if (isUp) await open?.drain().catch(() => undefined);
    await open?.close();
    await running;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        const connection = await connect({
          ...optionsOf(settings),
          ...wait,
          maxReconnectAttempts: -1,
          ignoreAuthErrorAbort: true,
          noEcho: true,
          pingInterval: 20_000,
          timeout: connectMs,
        });
        open = connection;
        if (signal.aborted) return void (await connection.close());
        up();
        void watch(connection);
        lost(await connection.closed());
      } catch (failure) {
        lost(failure);
      }
      open = null;
      const ms = wait.reconnectTimeWait + Math.random() * wait.reconnectJitter;
      await pause(ms, undefined, { signal }).catch(() => undefined);
    }
  }

  async function watch(connection: NatsConnection): Promise<void> {
    for await (const { type, data } of connection.status()) {
      if (type === Events.Disconnect) lost(new Error(`disconnected from ${String(data)}`));
      if (type === Events.Reconnect) up();
      if (type === Events.Error) refused(new Error(String(data)));
    }
  }

  function up(): void {
    isUp = true;
    if (isLost) report('back');
    isLost = isRefused = false;
    if (open !== null) connected(open);
  }

  function lost(cause: unknown): void {
    isUp = false;
    if (!isLost && !signal.aborted) report('lost', cause);
    isLost = true;
  }

  function refused(cause: unknown): void {
    if (isUp && !isRefused) report('refused', cause);
    isRefused = true;
  }
}
