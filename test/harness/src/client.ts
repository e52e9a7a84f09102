import { Agent, request, type Dispatcher } from 'undici';
import type { Engine } from './engine.js';
import { answerProblems, documentOf } from './openapi.js';
import { atTheEnd } from './release.js';

export type ClientRole = 'partner' | 'otherPartner' | 'admin' | 'account';

/** An answer, parsed and as bytes. */
export type Answer<Body> = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON of the answer; undefined for other content. */
  readonly body: Body;
  readonly bytes: Buffer;
};

export type Call = {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text or bytes to be sent unchanged, in place of JSON. */
  readonly raw?: string | Uint8Array;
};

/** Calls the engine as one caller. Each answer is checked against the engine's own OpenAPI document. */
export type Client = {
  get<Body>(path: string, call?: Call): Promise<Answer<Body>>;
  post<Body>(path: string, body?: unknown, call?: Call): Promise<Answer<Body>>;
  patch<Body>(path: string, body?: unknown, call?: Call): Promise<Answer<Body>>;
  put<Body>(path: string, body?: unknown, call?: Call): Promise<Answer<Body>>;
  delete<Body>(path: string, body?: unknown, call?: Call): Promise<Answer<Body>>;
  /** The bearer token of the client. */
  token(): Promise<string>;
};

type Credentials = { readonly clientId: string; readonly clientSecret: string };

/** A role of the demo tenant, or given credentials. */
export type Caller = ClientRole | Credentials;

/**
 * A client with a role of the demo tenant, with given credentials, or without any. Its token is fetched at first use.
 */
export function clientFor(engine: Engine, who: Caller | null): Client {
  let agent: Agent | undefined;
  let kept: Promise<string> | undefined;
  const token = (): Promise<string> => (kept ??= fetchToken());
  const call =
    (method: Dispatcher.HttpMethod) =>
    async <Body>(path: string, body?: unknown, { query, headers = {}, raw }: Call = {}): Promise<Answer<Body>> => {
      const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
      const {
        statusCode,
        headers: answered,
        body: stream,
      } = await request(`${engine.baseUrl}${path}`, {
        method,
        ...(query === undefined ? {} : { query }),
        dispatcher: connections(),
        headers: {
          ...(sent === null ? {} : { 'content-type': 'application/json' }),
          ...(who === null || 'authorization' in headers ? {} : { authorization: `Bearer ${await token()}` }),
          ...headers,
        },
        body: sent,
      });
      const bytes = Buffer.from(await stream.arrayBuffer());
      const json = String(answered['content-type']).includes('json');
      const answer = {
        status: statusCode,
        headers: answered,
        body: (json ? JSON.parse(bytes.toString('utf8')) : undefined) as Body,
        bytes,
      };
      const problems = answerProblems(await documentOf(engine.baseUrl), { method, path, ...answer });
      if (problems.length > 0)
        throw new Error(
          `${method} ${path} answered ${statusCode} not as documented: ${problems.slice(0, 5).join('; ')}`,
        );
      return answer;
    };
  const [get, post, put] = [call('GET'), call('POST'), call('PUT')];
  const [patch, remove] = [call('PATCH'), call('DELETE')];
  return { get: (path, options) => get(path, undefined, options), post, put, patch, delete: remove, token };

  async function fetchToken(): Promise<string> {
    const { clientId, clientSecret } = typeof who === 'string' ? engine.credentials[who] : (who as Credentials);
    const { body } = await clientFor(engine, null).post<{ access_token: string }>('/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    return body.access_token;
  }

  function connections(): Agent {
    if (agent === undefined) {
      const made = new Agent({ keepAliveTimeout: 2_000, headersTimeout: 20_000, bodyTimeout: 20_000 });
      atTheEnd(() => made.destroy());
      agent = made;
    }
    return agent;
  }
}
