import { retryAfterSeconds, type ReportedError } from './errors.js';
import type { Headers } from './request.js';

/** Names the code of docs/errors.md, also where the body of a dialect has no code or names of its own. */
export const errorCodeHeader = 'error-code';

/** How callers of a dialect authenticate, as `WWW-Authenticate` says it. */
export type Challenge = {
  /** The scheme with its parameters. */
  readonly scheme: string;
  /** Whether a request has credentials of this scheme, good or bad. */
  readonly isGiven: (headers: Headers) => boolean;
};

/**
 * `WWW-Authenticate` for a refused caller, undefined for other errors. RFC 6750: the error is named only to those who
 * sent a token.
 */
function challengeFor(
  { kind, code }: ReportedError,
  { scheme, isGiven }: Challenge,
  headers: Headers,
): string | undefined {
  if (code === 'ROLE-REFUSED') return `${scheme}, error="insufficient_scope"`;
  if (kind !== 'unauthenticated') return undefined;
  return isGiven(headers) ? `${scheme}, error="invalid_token"` : scheme;
}

/**
 * The headers of a refusal, the same in all dialects.
 * @param challenge that of the call, undefined for a public one
 */
export function refusalHeaders(
  error: ReportedError,
  challenge: Challenge | undefined,
  headers: Headers,
): Readonly<Record<string, string>> {
  const all = {
    [errorCodeHeader]: error.code,
    'retry-after': retryAfterSeconds(error)?.toString(),
    'www-authenticate': challenge === undefined ? undefined : challengeFor(error, challenge, headers),
    'accept-encoding': error.code === 'CONTENT-ENCODING-INVALID' ? 'identity' : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
