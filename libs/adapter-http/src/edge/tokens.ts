import type { Client, Role } from '@affinity-engine/identity';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { edgeError } from './errors.js';

/** Validity of a token, in seconds. */
export const tokenSeconds = 3600;

/** The most tokens that are remembered. */
const mostKnown = 10_000;

/** The client of a token, its role, and the version of the client's secret. */
export type TokenClaims = { readonly sub: string; readonly role: Role; readonly ver: number };

/** The claims of a token: `exp` is its expiry in seconds since 1970. */
export type ReadClaims = TokenClaims & { readonly exp: number };

export type Tokens = {
  issue(client: Client): string;
  /** @throws TOKEN-INVALID */
  read(token: string): ReadClaims;
};

const issuer = 'affinity-engine';

/** The only header that tokens have: no token chooses how it is verified. */
const header = encoded({ alg: 'HS256', typ: 'JWT' });

/**
 * Signed bearer tokens (JWT, HS256) by the machine's clock, valid for an hour by default.
 * @param keys the first one signs; tokens of the others are still read
 */
export function signedTokens(
  [key, ...previous]: readonly [Uint8Array, ...Uint8Array[]],
  seconds = tokenSeconds,
): Tokens {
  const known = new Map<string, ReadClaims>();
  return {
    issue({ id, role, version }) {
      const iat = Math.floor(Date.now() / 1000);
      const claims = { sub: id, role, ver: version, iss: issuer, iat, exp: iat + seconds };
      const content = `${header}.${encoded(claims)}`;
      return `${content}.${signatureOf(content, key)}`;
    },
    read(token) {
      const claims = known.get(token) ?? verified(token);
      if (claims.exp * 1000 > Date.now()) return claims;
      known.delete(token);
      throw edgeError('TOKEN-INVALID');
    },
  };

  /** Callers send the same token for an hour: its signature is verified once. */
  function verified(token: string): ReadClaims {
    const end = token.lastIndexOf('.');
    const [content, signature] = [token.slice(0, end), token.slice(end + 1)];
    const isOurs = [key, ...previous].some((each) => isSame(signature, signatureOf(content, each)));
    const claims = isOurs && content.startsWith(`${header}.`) ? claimsIn(content.slice(header.length + 1)) : undefined;
    if (claims === undefined) throw edgeError('TOKEN-INVALID');
    if (known.size >= mostKnown) known.clear();
    known.set(token, claims);
    return claims;
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const signatureOf = (content: string, key: Uint8Array): string =>
  createHmac('sha256', key).update(content).digest('base64url');

function isSame(...texts: readonly [string, string]): boolean {
  const [one, other] = [Buffer.from(texts[0]), Buffer.from(texts[1])];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The claims of a text that we signed. */
function claimsIn(text: string): ReadClaims | undefined {
  const claims = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as ReadClaims & { readonly iss?: string };
  return claims.iss === issuer && typeof claims.exp === 'number' ? claims : undefined;
}
