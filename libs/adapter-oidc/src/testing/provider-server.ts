import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Json = Readonly<Record<string, unknown>>;

/** How the provider departs from what is right. */
export type Conduct = {
  /** In place of claims of the ID token; undefined leaves one out. */
  readonly claims?: Json;
  readonly userinfo?: Json;
  readonly metadata?: Json;
  /** Signs ID tokens with a key that it does not publish. */
  readonly isForged?: true;
  /** Answers this path otherwise. */
  readonly answers?: Readonly<Record<string, (response: ServerResponse) => void>>;
};

/** The least of an OpenID provider: it signs `ana` in at once, and does what it is asked to do wrong. */
export async function startProvider() {
  let conduct: Conduct = {};
  const requests: { readonly path: string; readonly body: URLSearchParams; readonly authorization: string }[] = [];
  const codes = new Map<string, URLSearchParams>();
  const [key, otherKey] = [newKey(), newKey()];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    requests,
    conduct: (next: Conduct) => void (conduct = next),
    async signInAt(url: string): Promise<Readonly<Record<string, string>>> {
      const asked = new URL(url).searchParams;
      const code = `code ${codes.size}`;
      codes.set(code, asked);
      return { code, state: asked.get('state') ?? '', iss: issuer };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', issuer);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = new URLSearchParams(Buffer.concat(parts).toString());
    requests.push({ path: pathname, body, authorization: request.headers.authorization ?? '' });
    const odd = conduct.answers?.[pathname];
    if (odd !== undefined) return odd(response);
    const found = { '/.well-known/openid-configuration': metadata, '/keys': keys, '/token': token, '/me': me }[
      pathname
    ];
    const json = found?.(body) ?? { error: 'not_found' };
    response.writeHead('error' in json ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  }

  function metadata(): Json {
    const at = (path: string) => `${issuer}${path}`;
    return {
      ...{ issuer, authorization_endpoint: at('/auth'), token_endpoint: at('/token'), jwks_uri: at('/keys') },
      ...{ userinfo_endpoint: at('/me'), id_token_signing_alg_values_supported: ['RS256'] },
      ...conduct.metadata,
    };
  }

  function keys(): Json {
    return { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] };
  }

  function token(body: URLSearchParams): Json {
    const asked = codes.get(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked?.get('code_challenge') !== challenge) return { error: 'invalid_grant' };
    codes.delete(body.get('code') ?? '');
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      ...{ iss: issuer, sub: 'ana', aud: 'engine', iat: now, exp: now + 60, nonce: asked.get('nonce') },
      ...{ auth_time: now - 30, email: 'ana@example.com', email_verified: true },
      ...conduct.claims,
    };
    const signer = conduct.isForged === true ? otherKey : key;
    return { access_token: 'opaque', token_type: 'Bearer', id_token: signed(claims, signer.privateKey) };
  }

  function me(): Json {
    return conduct.userinfo ?? { sub: 'ana' };
  }
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });

function signed(claims: Json, key: KeyObject): string {
  const part = (json: Json) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}
