import type { clientOfToken } from '@affinity-engine/identity';
import { isDomainError } from '@affinity-engine/kernel';
import type { Caller } from './caller.js';
import type { Challenge } from './refusal-headers.js';
import { edgeError } from './errors.js';
import type { Headers } from './request.js';
import type { Authentication } from './route.js';
import type { Tokens } from './tokens.js';

/** The token of `authorization: Bearer …`. @throws TOKEN-INVALID if the header has no token */
export function bearerToken(headers: Headers): string {
  const token = /^Bearer +([^\s]+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];
  if (token === undefined) throw edgeError('TOKEN-INVALID');
  return token;
}

export const bearerChallenge: Challenge = {
  scheme: 'Bearer realm="affinity-engine"',
  isGiven: ({ authorization }) => /^Bearer +\S/i.test(String(authorization ?? '')),
};

/** The client of a signed token, undefined without one. */
export const nameByToken =
  (tokens: Tokens) =>
  (headers: Headers): string | undefined => {
    try {
      return tokens.read(bearerToken(headers)).sub;
    } catch {
      return undefined;
    }
  };

/** The caller, by a bearer token of `/oauth2/token`. Rejects with TOKEN-INVALID, ROLE-REFUSED. */
export const bearerAuthentication = (tokens: Tokens, clientOf: ReturnType<typeof clientOfToken>): Authentication => ({
  schemes: {
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From `POST /oauth2/token`' },
  },
  challenge: bearerChallenge,
  nameOf: nameByToken(tokens),
  async callerOf(headers): Promise<Caller> {
    const { sub, ver } = tokens.read(bearerToken(headers));
    const { id, role, partnerId } = await clientOf(sub, ver).catch((thrown: unknown) => {
      throw isDomainError(thrown) ? edgeError('TOKEN-INVALID') : thrown;
    });
    if (role !== 'partner') return { kind: role, clientId: id };
    if (partnerId === null) throw edgeError('ROLE-REFUSED');
    return { kind: 'partner', clientId: id, partnerId };
  },
});
