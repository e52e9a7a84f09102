import { signatureOf } from '@affinity-engine/adapter-delivery';
import {
  keysInForce,
  type Courier,
  type Endpoint,
  type EndpointId,
  type MonotonicClock,
  type Sent,
  type WaitingEvent,
} from '@affinity-engine/webhook';
import type { Alterations } from './alterations.js';
import type { Life } from './life.js';
import type { Random } from './random.js';
import type { Sometimes } from './sometimes.js';
import type { World } from './world.js';

/** What a receiver does with a request. */
export type Behaviour =
  | 'answers 200'
  | 'answers 500'
  | 'answers 503 with Retry-After'
  | 'answers 201'
  | 'answers 204'
  | 'redirects'
  | 'is silent'
  | 'resets before it reads'
  | 'resets after it read'
  | 'is slow'
  | 'fails now and then';

export const failingBehaviours: readonly Behaviour[] = [
  'answers 500',
  'answers 503 with Retry-After',
  'answers 201',
  'answers 204',
  'redirects',
  'is silent',
  'resets before it reads',
  'resets after it read',
  'is slow',
  'fails now and then',
];

/** A request as a receiver got it. */
export type Arrival = {
  readonly endpointId: EndpointId;
  readonly id: string;
  readonly sequence: number;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly replay: boolean;
  readonly url: string;
  readonly signature: string;
  readonly timestamp: number;
  readonly at: number;
  /** What was answered; null for nothing. */
  readonly statusCode: number | null;
  /** The process that sent it. */
  readonly from: string;
};

/** A request that its sender has not given up. */
export type UnderWay = {
  readonly endpointId: EndpointId;
  readonly life: Life;
  readonly pausesBefore: number;
  readonly event: WaitingEvent;
  readonly replay: boolean;
};

export type Receivers = {
  behave(url: string, behaviour: Behaviour): void;
  heal(): void;
  readonly arrivals: readonly Arrival[];
  readonly underWay: ReadonlySet<UnderWay>;
  courierOf(life: Life, clock: MonotonicClock, timeoutMs: number): Courier;
  onSend(listener: (sending: UnderWay, endpoint: Endpoint) => void): void;
  /** Acts once, when such a request is on its way: at once if there is one. */
  atRequest(isMeant: (sending: UnderWay) => boolean, act: (sending: UnderWay) => void): void;
  onArrival(listener: (arrival: Arrival) => void): void;
};

type Reply = Partial<Pick<Sent, 'statusCode' | 'error' | 'retryAfterSeconds'>> & { readonly afterMs?: number };

const reset: Reply = { statusCode: null, error: 'connection' };

/** What comes back, null for nothing; and whether the request was read. */
const behaviours: Readonly<Record<Behaviour, (random: Random) => Reply | null>> = {
  'answers 200': () => ({ statusCode: 200 }),
  'answers 500': () => ({ statusCode: 500 }),
  'answers 503 with Retry-After': () => ({ statusCode: 503, retryAfterSeconds: 3 }),
  'answers 201': () => ({ statusCode: 201 }),
  'answers 204': () => ({ statusCode: 204 }),
  redirects: (random) => ({ statusCode: random.pick([301, 302, 307, 308]) }),
  'is silent': () => null,
  'resets before it reads': () => reset,
  'resets after it read': () => reset,
  'is slow': (random) => ({ statusCode: 200, afterMs: 3_000 * random.next() }),
  'fails now and then': (random) => ({ statusCode: random.happens(0.5) ? 200 : 500 }),
};

/** Receivers of webhooks, and the way to them. */
export function newReceivers(
  {
    world,
    random,
    sometimes,
    alterations,
  }: {
    readonly world: World;
    readonly random: Random;
    readonly sometimes: Sometimes;
    readonly alterations: Alterations;
  },
  answersLost: { probability: number },
): Receivers {
  const behaving = new Map<string, Behaviour>();
  const arrivals: Arrival[] = [];
  const underWay = new Set<UnderWay>();
  let awaited: { readonly isMeant: (sending: UnderWay) => boolean; readonly act: (sending: UnderWay) => void }[] = [];
  const sendListeners: ((sending: UnderWay, endpoint: Endpoint) => void)[] = [];
  const arrivalListeners: ((arrival: Arrival) => void)[] = [];

  function receive(request: Omit<Arrival, 'at' | 'statusCode'>): Reply | null {
    const behaviour = behaving.get(request.url) ?? 'answers 200';
    const reply = behaviours[behaviour](random);
    const statusCode = reply?.statusCode ?? null;
    world.note(request.url, `gets ${request.id} ${request.type} and answers ${String(statusCode)}`);
    if (behaviour === 'resets before it reads') return reply;
    const arrival = { ...request, at: world.now(), statusCode };
    arrivals.push(arrival);
    for (const listener of arrivalListeners) listener(arrival);
    if (reply !== null && random.happens(answersLost.probability)) {
      if (statusCode === 200) sometimes.reached('a request that arrived, and whose answer was lost');
      return { ...reset, afterMs: reply.afterMs ?? 0 };
    }
    return reply;
  }

  return {
    arrivals,
    underWay,
    behave(url, behaviour) {
      world.note(url, behaviour);
      behaving.set(url, behaviour);
    },
    heal: () => behaving.clear(),
    onSend: (listener) => void sendListeners.push(listener),
    atRequest(isMeant, act) {
      const sending = [...underWay].find(isMeant);
      if (sending === undefined) awaited.push({ isMeant, act });
      else act(sending);
    },
    onArrival: (listener) => void arrivalListeners.push(listener),
    courierOf: (life, clock, timeoutMs) => ({
      send(endpoint, event, { replay }) {
        const began = clock.elapsed();
        const timestamp = Math.floor(clock.now() / 1000);
        const { url } = endpoint;
        const sentOf = ({ statusCode = null, error = null, retryAfterSeconds = null }: Reply): Sent => ({
          durationMs: Math.round(clock.elapsed() - began),
          statusCode,
          error,
          responseExcerpt: null,
          retryAfterSeconds,
        });
        if (url === null) return Promise.resolve(sentOf({ error: 'no-url' }));
        const keys = keysInForce(endpoint, clock.now());
        const signed = alterations.signed?.(event.body) ?? event.body;
        const signature = signatureOf(event.id, timestamp, signed, keys);
        const sending: UnderWay = { endpointId: endpoint.id, life, pausesBefore: life.pauses(), event, replay };
        for (const listener of sendListeners) listener(sending, endpoint);
        underWay.add(sending);
        const found = awaited.filter(({ isMeant }) => isMeant(sending));
        awaited = awaited.filter((each) => !found.includes(each));
        for (const { act } of found) world.at(0, () => act(sending));
        life.atEnd(() => underWay.delete(sending));
        world.note(life.name, `sends ${event.id}${replay ? ' again' : ''}`);
        return new Promise((resolve) => {
          let isSettled = false;
          const settle = (reply: Reply): void => {
            if (isSettled) return;
            isSettled = true;
            underWay.delete(sending);
            resolve(sentOf(reply));
          };
          life.after(timeoutMs, () => settle({ error: 'timeout' }));
          world.at(1 + 20 * random.next(), () => {
            if (isSettled) return;
            const { id, sequence, type, subject, body } = event;
            const request = { endpointId: endpoint.id, id, sequence, type, subject, body, replay, url };
            const reply = receive({ ...request, signature, timestamp, from: life.name });
            if (reply === null) return;
            world.at((reply.afterMs ?? 0) + 1 + 20 * random.next(), () => life.after(0, () => settle(reply)));
          });
        });
      },
    }),
  };
}
