import { edgeError } from './errors.js';
import type { Headers } from './request.js';

/** Browsers keep a cookie of this prefix only with `Secure`, for this host and every path of it. */
export const cookieName = '__Host-affinity';

/** No script reads such a cookie, and no page of another site sends it along, except by a link that leads here. */
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** What a browser sends in a cookie of this name; undefined without one. */
export function cookieIn({ cookie }: Headers, wanted: string): string | undefined {
  if (typeof cookie !== 'string') return undefined;
  const found = cookie.split(';').map((pair) => pair.trim().split('='));
  return found.find(([name]) => name === wanted)?.[1];
}

/** `Set-Cookie` for a value without signs that cookies know. It ends with the browser, or after some seconds. */
export const cookieWith = (name: string, value: string, seconds?: number): string =>
  `${name}=${value}; ${attributes}${seconds === undefined ? '' : `; Max-Age=${seconds}`}`;

/** The token of the session that a browser sends; undefined without one. */
export const sessionToken = (headers: Headers): string | undefined => cookieIn(headers, cookieName);

/** `Set-Cookie` for a session: it ends with the browser, and on the server earlier. */
export const sessionCookie = (token: string): string => cookieWith(cookieName, token);

export const endedCookie = cookieWith(cookieName, '', 0);

/** Whether a browser takes a host for the machine itself, and keeps cookies of it that ask for https. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host.startsWith('127.');

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
