import type { Client, Role } from '@affinity-engine/identity';
import { createSigner, createVerifier } from 'fast-jwt';
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

/** Signed bearer tokens (JWT, HS256) by the machine's clock, valid for an hour by default. */
export function signedTokens(key: Uint8Array, seconds: number = tokenSeconds): Tokens {
  const secret = Buffer.from(key);
  const sign = createSigner({
    key: secret,
    algorithm: 'HS256',
    expiresIn: seconds * 1000,
    iss: 'affinity-engine',
  });
  const verify = createVerifier({
    key: secret,
    algorithms: ['HS256'],
    allowedIss: 'affinity-engine',
    requiredClaims: ['iss', 'sub', 'exp'],
  });
  const known = new Map<string, ReadClaims>();
  return {
    issue: ({ id, role, version }) => sign({ sub: id, role, ver: version } satisfies TokenClaims),
    read(token) {
      const claims = known.get(token) ?? verified(token);
      if (claims.exp * 1000 > Date.now()) return claims;
      known.delete(token);
      throw edgeError('TOKEN-INVALID');
    },
  };

  /** Callers send the same token for an hour: its signature is verified once. */
  function verified(token: string): ReadClaims {
    try {
      const claims = verify(token) as ReadClaims;
      if (known.size >= mostKnown) known.clear();
      known.set(token, claims);
      return claims;
    } catch {
      throw edgeError('TOKEN-INVALID');
    }
  }
}
