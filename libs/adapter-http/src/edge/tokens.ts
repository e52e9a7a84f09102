import type { Client, Role } from '@affinity-engine/identity';
import { createSigner, createVerifier } from 'fast-jwt';
import { edgeError } from './errors.js';

/** How long a token is good, in seconds. */
export const tokenSeconds = 3600;

/** What a token says: which client, as what, and with which version of its secret it was made. */
export type TokenClaims = { readonly sub: string; readonly role: Role; readonly ver: number };

export type Tokens = {
  issue(client: Client): string;
  /** @throws TOKEN-INVALID */
  read(token: string): TokenClaims;
};

/** Signed bearer tokens (JWT, HS256) by the machine's clock. */
export function signedTokens(key: Uint8Array): Tokens {
  const secret = Buffer.from(key);
  const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: tokenSeconds * 1000, iss: 'affinity-engine' });
  const verify = createVerifier({ key: secret, algorithms: ['HS256'], allowedIss: 'affinity-engine', cache: 10_000 });
  return {
    issue: ({ id, role, version }) => sign({ sub: id, role, ver: version } satisfies TokenClaims),
    read(token) {
      try {
        return verify(token) as TokenClaims;
      } catch {
        throw edgeError('TOKEN-INVALID');
      }
    },
  };
}
