import { Agent, request } from 'undici';

type Body = Readonly<Record<string, unknown>>;

/** Sends one request with the caller's token. */
export type Caller = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: Body }>;

/** A caller with its own token; `close` closes its connections. */
export async function httpCaller(
  baseUrl: string,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
): Promise<{ readonly call: Caller; readonly close: () => Promise<void> }> {
  const agent = new Agent({ connections: 4 });
  const send: Caller = async (method, path, body, headers = {}) => {
    const answer = await request(`${baseUrl}${path}`, {
      method,
      dispatcher: agent,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: (text === '' ? {} : JSON.parse(text)) as Body };
  };
  const token = await send('POST', '/oauth2/token', {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const authorization = `Bearer ${String(token.body['access_token'])}`;
  return {
    call: (method, path, body, headers = {}) => send(method, path, body, { ...headers, authorization }),
    close: () => agent.close(),
  };
}
