import type { CallOptions, Method } from './call-types.js';
import { untilAborted, type Settings } from './client-options.js';
import { NoAnswerError, RefusedError } from './refused-error.js';

/** A call, ready to be sent. */
export type Call = CallOptions & {
  readonly method: Method;
  /** With its values, and the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether the document has an `Idempotency-Key` for it. */
  readonly takesKey: boolean;
  /** Whether it changes nothing, though it is no `get`. */
  readonly isRead?: true;
};

/** How a dialect names its caller. */
export type Credentials = {
  readonly headers: (signal: AbortSignal | undefined) => Promise<Readonly<Record<string, string>>>;
  /** Takes note that these headers were refused; true if others may be had. */
  readonly refused?: (headers: Readonly<Record<string, string>>) => boolean;
};

type Send = (call: Call) => Promise<unknown>;

/** Statuses after which a repeat makes sense: too much at once, and what proxies answer when the engine does not. */
const passing = new Set([429, 502, 503, 504]);

/**
 * Sends calls: with credentials, which are renewed once when they are refused; again after a failure that may pass. A
 * write is sent again only under its key. All tries of a call have one key.
 */
export function sender(settings: Settings, credentials: Credentials): Send {
  return async (call) => {
    const key = call.takesKey ? (call.idempotencyKey ?? crypto.randomUUID()) : null;
    const mayRepeat = call.method === 'get' || call.isRead === true || key !== null;
    let renewed = false;
    for (let tried = 1; ; tried += 1) {
      call.signal?.throwIfAborted();
      const own = await credentials.headers(call.signal);
      const headers = { ...call.headers, ...(key === null ? {} : { 'idempotency-key': key }), ...own };
      const outcome = await tryOnce(settings, { ...call, headers }, key);
      if (!(outcome instanceof Error)) return outcome.answer;
      if (!renewed && isOfCredentials(outcome) && credentials.refused?.(own) === true) {
        renewed = true;
        tried -= 1;
        continue;
      }
      const pause = pauseBefore(tried, outcome, settings);
      if (!mayRepeat || tried >= settings.tries || pause === null || pause > settings.longestWait) throw outcome;
      await settings.wait(pause, call.signal);
    }
  };
}

const isOfCredentials = (outcome: Error): boolean =>
  outcome instanceof RefusedError && (outcome.status === 401 || outcome.code === 'TOKEN-INVALID');

/** Milliseconds until the next try; null: a try would get the same answer. */
function pauseBefore(tried: number, outcome: Error, { random }: Settings): number | null {
  if (outcome instanceof RefusedError) {
    if (outcome.retryAfter !== null) return outcome.retryAfter * 1000 + random() * 250;
    if (!passing.has(outcome.status)) return null;
  }
  return Math.min(250 * 2 ** (tried - 1), 10_000) * (0.5 + random() / 2);
}

type Outcome = { readonly answer: unknown } | RefusedError | NoAnswerError;

/** @throws the reason of the caller's signal */
async function tryOnce(settings: Settings, call: Call, key: string | null): Promise<Outcome> {
  const { method, path, headers, body, signal, timeout = settings.timeout } = call;
  const ended = new AbortController();
  const end = (): void => ended.abort(signal?.reason);
  const timer = setTimeout(() => ended.abort(new Error(`No answer within ${timeout} ms`)), timeout);
  signal?.addEventListener('abort', end, { once: true });
  try {
    if (signal?.aborted === true) throw signal.reason;
    const request = settings.fetch(settings.baseUrl + path, {
      method: method.toUpperCase(),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: ended.signal,
      redirect: 'error',
    });
    const response = await untilAborted(request, ended.signal);
    const answer = await untilAborted(contentOf(response), ended.signal);
    const isRefused = !response.ok || response.headers.has('error-code') || isAgencyError(path, answer);
    return isRefused ? new RefusedError(response.status, response.headers, answer, settings.now()) : { answer };
  } catch (failure) {
    if (signal?.aborted === true) throw signal.reason;
    return new NoAnswerError(`${method.toUpperCase()} ${path.split('?')[0]}`, key, failure);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Agency numbers answer errors with 200; a proxy may have taken the header away. */
const isAgencyError = (path: string, answer: unknown): boolean =>
  path.startsWith('/api/ipn/') && typeof (answer as { readonly error?: unknown } | undefined)?.error === 'string';

/** JSON, or bytes; undefined without content. A refusal that says it is JSON and is not, as proxies send it, is a text. */
async function contentOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  if (!(response.headers.get('content-type') ?? '').includes('json'))
    return new Uint8Array(await response.arrayBuffer());
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (failure) {
    if (response.ok) throw failure;
    return text;
  }
}
