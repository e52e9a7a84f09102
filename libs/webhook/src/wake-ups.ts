import type { EndpointId } from './endpoint.js';
import type { WakeUps } from './ports.js';

/** Calls `act` once after `ms`. Returns what cancels it. */
export type Timer = (ms: number, act: () => void) => () => void;

/** Carries wake-ups to other processes. Never throws: what cannot be sent is lost. */
export interface WakeUpChannel {
  /** @param ids none: some endpoints have work */
  send(ids: readonly EndpointId[]): void;
  listen(hasRoom: boolean): void;
}

/** For how long ids are gathered after a message, so that one process sends 200 messages a second at most. */
const gatherMs = 5;

/** With more ids, a message only says that some endpoints have work: it stays below 4 KB with ids of 36 letters. */
const mostIds = 100;

/**
 * Wake-ups of one process, and of others if there is a channel to them. One that comes while no dispatcher waits is kept
 * for the next wait.
 * @param channelTo makes the channel; `wake` is for it to call when a message has come, or may have been lost
 */
export function wakeUpsOver(timer: Timer, channelTo: (wake: () => void) => WakeUpChannel = noChannel): WakeUps {
  const waiting = new Set<() => void>();
  let noticed = false;
  const channel = channelTo(wake);
  const send = gathered(timer, (ids) => channel.send(ids));
  return {
    notify(ids) {
      wake();
      if (ids.length > 0) send(ids);
    },
    listen: (hasRoom) => channel.listen(hasRoom),
    next: (ms) =>
      new Promise((resolve) => {
        if (noticed) {
          noticed = false;
          return resolve();
        }
        const cancel = timer(ms, done);
        waiting.add(done);
        function done(): void {
          cancel();
          waiting.delete(done);
          resolve();
        }
      }),
  };

  function wake(): void {
    noticed = waiting.size === 0;
    for (const done of waiting) done();
  }
}

const noChannel = (): WakeUpChannel => ({ send: () => undefined, listen: () => undefined });

/** Sends the first ids at once, and those of the next few milliseconds together. */
function gathered(timer: Timer, send: (ids: readonly EndpointId[]) => void) {
  let later: Set<EndpointId> | null = null;
  return function add(ids: Iterable<EndpointId>): void {
    if (later !== null) {
      for (const id of ids) later.add(id);
      return;
    }
    const named = [...new Set(ids)];
    send(named.length > mostIds ? [] : named);
    later = new Set();
    timer(gatherMs, () => {
      const rest = later ?? new Set();
      later = null;
      if (rest.size > 0) add(rest);
    });
  };
}
