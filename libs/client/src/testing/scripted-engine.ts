/** A request as the scripted engine got it. */
export type SentRequest = {
  readonly call: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly redirect: RequestInit['redirect'];
};

/** What the scripted engine answers: JSON with a status and headers, bytes, a failure of the network, or never. */
export type ScriptedAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: string;
  readonly fails?: true;
  readonly never?: true;
  /** It answers after this. */
  readonly after?: Promise<unknown>;
};

/** An engine that answers by a script, in virtual time: waits are over at once, and are noted. */
export type ScriptedEngine = {
  readonly options: {
    readonly baseUrl: string;
    readonly fetch: (url: string, request: RequestInit) => Promise<Response>;
    readonly now: () => number;
    readonly random: () => number;
    readonly wait: (milliseconds: number) => Promise<void>;
  };
  /** All requests, those for tokens among them. */
  readonly sent: SentRequest[];
  /** The requests without those for tokens. */
  calls(): readonly SentRequest[];
  readonly waits: number[];
  pass(milliseconds: number): void;
};

/** @param answer by the number of the request among those of its call, from 0 */
export function scriptedEngine(answer: (request: SentRequest, nth: number) => ScriptedAnswer): ScriptedEngine {
  const sent: SentRequest[] = [];
  const waits: number[] = [];
  let now = 1_800_000_000_000;
  let tokens = 0;
  return {
    sent,
    waits,
    calls: () => sent.filter(({ call }) => !isForToken(call)),
    pass: (milliseconds) => void (now += milliseconds),
    options: {
      baseUrl: 'https://engine.example/',
      now: () => now,
      random: () => 0.5,
      async wait(milliseconds) {
        waits.push(milliseconds);
        now += milliseconds;
      },
      async fetch(url, { method, headers, body, signal, redirect }) {
        const call = `${method} ${url.replace('https://engine.example', '')}`;
        const request = {
          call,
          headers: new Headers(headers),
          body: body == null ? undefined : parsed(String(body)),
          redirect,
        };
        const nth = sent.filter((each) => each.call === call).length;
        sent.push(request);
        const given = answer(request, nth);
        await given.after;
        const isDefault = isForToken(call) && Object.keys(given).length === 0;
        return isDefault ? respond({ json: tokenOf((tokens += 1), now) }) : respond(given, signal ?? undefined);
      },
    },
  };
}

const isForToken = (call: string): boolean => /\/oauth2\/token$|\/api\/ipn\/tokens$/.test(call);
const parsed = (text: string): unknown => JSON.parse(text) as unknown;

/** Both forms of a token at once, good for an hour. */
const tokenOf = (number: number, now: number) => ({
  access_token: `token ${number}`,
  expires_in: 3600,
  token: `token ${number}`,
  expired: new Date(now + 3_600_000).toISOString().replace('T', ' ').slice(0, 19),
});

function respond(given: ScriptedAnswer, signal?: AbortSignal): Promise<Response> {
  const { status = 200, headers = {}, json = {}, bytes, fails, never } = given;
  if (fails === true) return Promise.reject(new TypeError('fetch failed'));
  if (never === true) {
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
  }
  if (status === 204) return Promise.resolve(new Response(null, { status, headers }));
  const body = bytes ?? JSON.stringify(json);
  const type = bytes === undefined ? 'application/json; charset=utf-8' : 'application/pdf';
  return Promise.resolve(new Response(body, { status, headers: { 'content-type': type, ...headers } }));
}
