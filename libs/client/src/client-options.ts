/** Where the engine is, and how calls are made. */
export type ClientOptions = {
  /** The address of the engine, for example `https://engine.example`. */
  readonly baseUrl: string;
  /** How long one try may take until its answer is read, in milliseconds: 30,000 by default. */
  readonly timeout?: number;
  /** How often a call is sent at most: 4 by default, 1 for no retries. */
  readonly tries?: number;
  /** The longest wait before another try, in milliseconds: 20,000 by default. */
  readonly longestWait?: number;
  /** Sends a request: by default `fetch` of the platform. */
  readonly fetch?: (url: string, request: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970, by default of the machine. */
  readonly now?: () => number;
  /** Chance from 0 up to 1, by default `Math.random`. It spreads the retries of many callers. */
  readonly random?: () => number;
  /** Waits for so many milliseconds; rejects with the signal's reason if it aborts meanwhile. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
};

/** The options, complete. */
export type Settings = Required<ClientOptions>;

/** Adds what was left out. */
export const settingsOf = (options: ClientOptions): Settings => ({
  timeout: 30_000,
  tries: 4,
  longestWait: 20_000,
  fetch: (url, request) => fetch(url, request),
  now: Date.now,
  random: Math.random,
  wait: waited,
  ...options,
  baseUrl: options.baseUrl.replace(/\/$/, ''),
});

const waited = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  untilAborted(new Promise((resolve) => setTimeout(resolve, milliseconds)), signal);

/** A promise that its caller may give up: the work goes on, for others that wait for it. */
export function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
