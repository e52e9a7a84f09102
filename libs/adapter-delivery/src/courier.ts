import type { Courier, Endpoint, MachineClock, Sent, WaitingEvent } from '@affinity-engine/webhook';
import type { Agent } from 'undici';
import { egressRefused, publicLookup, refusedUrl, type EgressRule } from './egress.js';
import { excerptOf } from './excerpt.js';
import { signatureOf } from './signature.js';

export type CourierSettings = EgressRule & {
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
};

/** The process ended before the answer came. */
class Cut extends Error {
  override readonly name = 'Cut';
  readonly code = 'SHUTTING-DOWN';
}

/** Makes the body of an event, with fresh links. */
export type Compose = (event: WaitingEvent, endpoint: Endpoint) => string;

export type HttpCourier = Courier & {
  /** Aborts the attempts under way: they count as failed, and the next dispatcher repeats them. */
  cut(): void;
  close(): Promise<void>;
};

/** Posts events with undici: no redirects, no proxy, one total deadline, public addresses only. */
export function httpCourier(compose: Compose, clock: MachineClock, settings: CourierSettings): HttpCourier {
  let agent: Promise<Agent> | undefined;
  const underWay = new Set<AbortController>();
  return {
    send,
    cut: () => underWay.forEach((request) => request.abort(new Cut())),
    close: async () => (await agent)?.destroy(),
  };

  /** Loaded when the first event is sent: it takes a tenth of a second, which would delay the start. */
  async function openAgent(): Promise<Agent> {
    const undici = await import('undici');
    return new undici.Agent({
      connect: { lookup: publicLookup(settings), timeout: settings.timeoutMs },
      pipelining: 1,
      keepAliveTimeout: 10_000,
      headersTimeout: settings.timeoutMs,
      bodyTimeout: settings.timeoutMs,
    });
  }

  async function send(
    endpoint: Endpoint,
    event: WaitingEvent,
    { replay }: { readonly replay: boolean },
  ): Promise<Sent> {
    const began = clock.now();
    const failed = (error: string): Sent => ({
      durationMs: clock.now() - began,
      statusCode: null,
      error,
      responseExcerpt: null,
      retryAfterSeconds: null,
    });
    if (endpoint.url === null) return failed('no-url');
    const refused = refusedUrl(endpoint.url, settings);
    if (refused !== null) return failed(`egress-refused: ${refused}`);
    let body: string;
    try {
      body = compose(event, endpoint);
    } catch {
      return failed('compose');
    }
    try {
      const { statusCode, excerpt, retryAfter } = await post(endpoint.url, endpoint, event, body, replay);
      return {
        durationMs: clock.now() - began,
        statusCode,
        error: null,
        responseExcerpt: excerpt,
        retryAfterSeconds: secondsOf(retryAfter, clock.now()),
      };
    } catch (failure) {
      return failed(reasonOf(failure));
    }
  }

  async function post(url: string, endpoint: Endpoint, event: WaitingEvent, body: string, replay: boolean) {
    const { origin, pathname, search } = new URL(url);
    agent ??= openAgent();
    const opened = await agent;
    const request = new AbortController();
    const deadline = setTimeout(() => request.abort(new DOMException('deadline', 'TimeoutError')), settings.timeoutMs);
    underWay.add(request);
    try {
      const answer = await opened.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: headersOf(endpoint, event, body, replay, Math.floor(clock.now() / 1000)),
        body,
        signal: request.signal,
      });
      const excerpt = await excerptOf(answer.body);
      const retryAfter = answer.headers['retry-after'];
      return { statusCode: answer.statusCode, excerpt, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
    } finally {
      clearTimeout(deadline);
      underWay.delete(request);
    }
  }
}

function headersOf(endpoint: Endpoint, event: WaitingEvent, body: string, replay: boolean, timestamp: number) {
  const { id } = event;
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'affinity-engine-webhooks/1',
    'accept-encoding': 'identity',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf(id, timestamp, body, endpoint.secrets),
    'webhook-sequence': String(event.sequence),
    ...(replay ? { 'webhook-replay': 'true' } : {}),
  };
}

/** Seconds of a Retry-After header: a number, or a date relative to now. Null if it is neither. */
export function secondsOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}

type Failure = { readonly name?: unknown; readonly code?: unknown; readonly cause?: unknown };

/** A short word for a failure, without parts of the request or resolved addresses. */
function reasonOf(failure: unknown): string {
  for (let at = failure; typeof at === 'object' && at !== null; at = (at as Failure).cause) {
    const { name, code, cause } = at as Failure;
    if (code === egressRefused) return 'egress-refused: expected a public address';
    if (name === 'TimeoutError' || /TIMEOUT/.test(String(code))) return 'timeout';
    if (typeof code === 'string' && typeof cause !== 'object') return `connection: ${code}`;
  }
  return 'connection';
}
