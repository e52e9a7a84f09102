import type { Endpoint, EndpointId, WaitingEvent } from '../endpoint.js';
import type { Courier, Sent } from '../ports.js';
import type { VirtualTime } from './virtual-time.js';

/** One request as the receiver saw it. */
export type Received = {
  readonly endpointId: EndpointId;
  readonly sequence: number;
  readonly body: string;
  readonly replay: boolean;
  readonly at: number;
  readonly statusCode: number | null;
};

/** What a receiver answers: a status, or nothing but an error. */
export type Answer = Partial<Omit<Sent, 'durationMs'>> & { readonly afterMs?: number };

export type ScriptedCourier = Courier & {
  readonly received: readonly Received[];
  /** The most requests that were under way at one endpoint at the same time. */
  readonly mostAtOnce: number;
};

/** A courier whose receivers answer by script, 200 after 10 ms by default. They remember what they got. */
export function scriptedCourier(
  time: VirtualTime,
  script: (event: WaitingEvent, nth: number, endpoint: Endpoint) => Answer = () => ({}),
): ScriptedCourier {
  const received: Received[] = [];
  const underWay = new Map<EndpointId, number>();
  const tries = new Map<string, number>();
  let mostAtOnce = 0;

  const count = (id: EndpointId, by: number): void => {
    const now = (underWay.get(id) ?? 0) + by;
    underWay.set(id, now);
    mostAtOnce = Math.max(mostAtOnce, now);
  };

  return {
    received,
    get mostAtOnce() {
      return mostAtOnce;
    },
    async send(endpoint, event, { replay }) {
      const key = `${endpoint.id}/${event.sequence}`;
      const nth = (tries.get(key) ?? 0) + 1;
      tries.set(key, nth);
      const { afterMs = 10, ...answer } = script(event, nth, endpoint);
      const sent: Sent = {
        durationMs: afterMs,
        statusCode: 200,
        error: null,
        responseExcerpt: null,
        retryAfterSeconds: null,
        ...answer,
      };
      const { sequence, body } = event;
      received.push({
        endpointId: endpoint.id,
        sequence,
        body,
        replay,
        at: time.clock.now(),
        statusCode: sent.statusCode,
      });
      count(endpoint.id, 1);
      await time.sleep(afterMs);
      count(endpoint.id, -1);
      return sent;
    },
  };
}
