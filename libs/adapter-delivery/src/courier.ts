import { keysInForce, requestHeaders } from '@affinity-engine/webhook';
import type { Courier, Endpoint, MonotonicClock, Sent, WaitingEvent } from '@affinity-engine/webhook';
import { openConnections, type Connections } from './connections.js';
import { refusedUrl, type EgressRule } from './egress.js';
import { reasonOf } from './errors.js';
import { post } from './post.js';
import { signatureOf } from './signature.js';
import { attemptsUnderWay } from './under-way.js';

export type CourierSettings = EgressRule & {
  /** For a whole attempt: connecting, sending, and reading the answer. */
  readonly timeoutMs: number;
};

/** Makes the body of an event, with fresh links. */
export type Compose = (event: WaitingEvent, endpoint: Endpoint) => string;

export type HttpCourier = Courier & {
  /** Aborts the attempts under way: they count as failed, and the next dispatcher repeats them. */
  cut(): void;
  close(): Promise<void>;
};

/** Posts events with undici: no redirects, no proxy, one total deadline, public addresses only. */
export function httpCourier(compose: Compose, clock: MonotonicClock, settings: CourierSettings): HttpCourier {
  const underWay = attemptsUnderWay(settings.timeoutMs);
  const targets = new WeakMap<Endpoint, Target | string>();
  let connections: Promise<Connections> | undefined;
  return {
    send,
    cut: underWay.cut,
    close: async () => (await connections)?.close(),
  };

  async function send(
    endpoint: Endpoint,
    event: WaitingEvent,
    { replay }: { readonly replay: boolean },
  ): Promise<Sent> {
    const began = clock.elapsed();
    const duration = (): number => Math.round(clock.elapsed() - began);
    const failed = (error: string): Sent => ({
      durationMs: duration(),
      statusCode: null,
      error,
      responseExcerpt: null,
      retryAfterSeconds: null,
    });
    const target = targetOf(endpoint);
    if (typeof target === 'string') return failed(target);
    let body: Buffer;
    try {
      body = Buffer.from(compose(event, endpoint));
    } catch {
      return failed('compose');
    }
    try {
      // Loaded when the first event is sent: it takes a tenth of a second, which would delay the start.
      connections ??= openConnections(settings, settings.timeoutMs);
      const opened = await connections;
      const now = clock.now();
      const headers = headersOf(keysInForce(endpoint, now), event, body, replay, Math.floor(now / 1000));
      const { statusCode, excerpt, retryAfter } = await post(opened, underWay, { ...target, headers, body });
      return {
        durationMs: duration(),
        statusCode,
        error: null,
        responseExcerpt: excerpt,
        retryAfterSeconds: secondsOf(retryAfter, clock.now()),
      };
    } catch (failure) {
      return failed(reasonOf(failure));
    }
  }

  /** Where an endpoint's events go, or why they may not. The same for all events of a claim. */
  function targetOf(endpoint: Endpoint): Target | string {
    const known = targets.get(endpoint);
    if (known !== undefined) return known;
    const target = newTarget(endpoint, settings);
    targets.set(endpoint, target);
    return target;
  }
}

type Target = { readonly origin: string; readonly path: string };

function newTarget({ url }: Endpoint, rule: EgressRule): Target | string {
  if (url === null) return 'no-url';
  const refused = refusedUrl(url, rule);
  if (refused !== null) return `egress-refused: ${refused}`;
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search };
}

function headersOf(
  keys: readonly string[],
  event: WaitingEvent,
  body: Buffer,
  replay: boolean,
  timestamp: number,
): string[] {
  const headers = requestHeaders(event, timestamp, replay);
  headers.push('webhook-signature', signatureOf(event.id, timestamp, body, keys));
  return headers;
}

/** Seconds of a Retry-After header: a number, or a date relative to now. Null if it is neither. */
export function secondsOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}
