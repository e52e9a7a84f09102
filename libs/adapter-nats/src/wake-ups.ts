import { wakeUpsOver, type EndpointId, type WakeUpChannel, type WakeUps } from '@affinity-engine/webhook';
import type { NatsConnection, Subscription } from 'nats';
import { natsLink, type NatsReport } from './connection.js';
import type { NatsSettings } from './credentials.js';

export type NatsWakeUpSettings = NatsSettings & {
  /** Processes of one engine share it; those of another engine at the same server have another one. */
  readonly subject: string;
};

/** Wake-ups through NATS. */
export type NatsWakeUps = WakeUps & { close(): Promise<void> };

const queue = 'dispatchers';

/**
 * Wake-ups through NATS core: a message names the endpoints that have work, as a JSON array, and goes to one of the
 * processes that have room. A process that runs out of room no longer listens, and says once that some endpoints have
 * work. While NATS is away, processes wake only themselves.
 */
export function natsWakeUps(settings: NatsWakeUpSettings, report: NatsReport): NatsWakeUps {
  let close = async (): Promise<void> => undefined;
  const wakeUps = wakeUpsOver(
    (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    (wake) => {
      const channel = natsChannel(settings, report, wake);
      close = channel.close;
      return channel;
    },
  );
  return { ...wakeUps, close: () => close() };
}

function natsChannel(
  { subject, ...settings }: NatsWakeUpSettings,
  report: NatsReport,
  wake: () => void,
): WakeUpChannel & { close(): Promise<void> } {
  let hasRoom = false;
  let listening: { readonly on: NatsConnection; readonly subscription: Subscription } | null = null;
  const link = natsLink(settings, report, listenIfRoom);

  function send(ids: readonly EndpointId[]): void {
    try {
      link.current()?.publish(subject, JSON.stringify(ids));
    } catch (failure) {
      link.refused(failure);
    }
  }

  /** Messages may have been lost before: wakes once the server knows of the subscription. */
  function listenIfRoom(connection: NatsConnection): void {
    if (!hasRoom) return;
    if (listening?.on !== connection) {
      const callback = (refused: Error | null) => (refused === null ? wake() : link.refused(refused));
      listening = { on: connection, subscription: connection.subscribe(subject, { queue, callback }) };
    }
    connection.flush().then(wake, () => undefined);
  }

  return {
    send,
    listen(isRoom) {
      if (isRoom === hasRoom) return;
      hasRoom = isRoom;
      const connection = link.current();
      if (isRoom) {
        if (connection !== null) listenIfRoom(connection);
        return;
      }
      listening?.subscription.unsubscribe();
      listening = null;
      send([]);
    },
    close: link.close,
  };
}
