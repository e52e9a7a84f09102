import { connect } from 'node:net';
import type { Prepared, Target } from '@affinity-engine/tool-bench/load';

/** Callers who send a request, and hang up after 50 ms without reading the answer, again and again. */
export const hangUps =
  (target: Target, requests: readonly Prepared[], callers: number) =>
  async (until: number): Promise<void> => {
    let sent = 0;
    const once = (): Promise<void> =>
      new Promise((resolve) => {
        const socket = connect({ ...target, noDelay: true });
        socket.on('error', () => undefined).once('close', () => resolve());
        socket.once('connect', () => {
          socket.write(requests[sent++ % requests.length] as Prepared);
          setTimeout(() => socket.destroy(), 50);
        });
      });
    const again = async (): Promise<void> => {
      while (Date.now() < until) await once();
    };
    await Promise.all(Array.from({ length: callers }, again));
  };
