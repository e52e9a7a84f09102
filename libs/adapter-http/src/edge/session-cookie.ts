import { edgeError } from './errors.js';
import type { Headers } from './request.js';

/** Browsers keep a cookie of this prefix only with `Secure`, for this host and every path of it. */
export const cookieName = '__Host-affinity';

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** The token of the session that a browser sends; undefined without one. */
export function sessionToken({ cookie }: Headers): string | undefined {
  if (typeof cookie !== 'string') return undefined;
  const found = cookie.split(';').map((pair) => pair.trim().split('='));
  return found.find(([name]) => name === cookieName)?.[1];
}

/** `Set-Cookie` for a session: it ends with the browser, and on the server earlier. */
export const sessionCookie = (token: string): string => `${cookieName}=${token}; ${attributes}`;

export const endedCookie = `${cookieName}=; ${attributes}; Max-Age=0`;

const safe: ReadonlySet<string> = new Set(['get', 'head']);

/**
 * A browser sends the cookie with requests of other sites, too: what changes something must come from a page of this engine.
 * `Sec-Fetch-Site` says so, in old browsers `Origin`. A page cannot set either.
 * @throws CROSS-SITE-REFUSED
 */
export function checkSameOrigin(method: string, headers: Headers): void {
  if (safe.has(method)) return;
  const site = headers['sec-fetch-site'];
  if (site === undefined ? isOwn(headers) : site === 'same-origin') return;
  throw edgeError('CROSS-SITE-REFUSED');
}

function isOwn({ origin, host }: Headers): boolean {
  if (typeof origin !== 'string' || typeof host !== 'string') return false;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
