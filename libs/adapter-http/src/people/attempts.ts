import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ProviderChecks } from '@affinity-engine/identity';
import { cookieIn, cookieWith } from '../edge/session-cookie.js';
import type { Headers } from '../edge/request.js';

/** A sign-in that a browser has begun at an OpenID provider. */
export type Attempt = ProviderChecks & {
  /** The page that it goes on to. */
  readonly returnTo: string;
};

const cookieName = '__Host-affinity-sign-in';

/** For how long a person may be at the provider. */
const seconds = 600;

const [cipher, ivBytes, tagBytes] = ['aes-256-gcm', 12, 16] as const;

/**
 * Attempts in a cookie of the browser, sealed: no other browser has the attempt, and the server keeps nothing that strangers could
 * fill it with.
 * @param keys the first one seals; those of the others still open
 */
export function attempts(keys: readonly [Uint8Array, ...Uint8Array[]], now: () => number) {
  return {
    /** `Set-Cookie` that keeps an attempt. */
    kept: (attempt: Attempt): string =>
      cookieWith(cookieName, sealed({ ...attempt, endsAt: now() + seconds * 1_000 }), seconds),
    /** `Set-Cookie` after it. */
    ended: cookieWith(cookieName, '', 0),
    /** The attempt of a browser; null without one, or where it is over. */
    of(headers: Headers): Attempt | null {
      const cookie = cookieIn(headers, cookieName);
      const found = cookie === undefined ? null : opened(Buffer.from(cookie, 'base64url'));
      return found === null || now() >= found.endsAt ? null : found;
    },
  };

  function sealed(attempt: Kept): string {
    const iv = randomBytes(ivBytes);
    const sealing = createCipheriv(cipher, keys[0], iv);
    const text = Buffer.concat([sealing.update(JSON.stringify(attempt), 'utf8'), sealing.final()]);
    return Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64url');
  }

  function opened(bytes: Buffer): Kept | null {
    if (bytes.length <= ivBytes + tagBytes) return null;
    for (const key of keys) {
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
      opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        const text = Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]);
        return JSON.parse(text.toString('utf8')) as Kept;
      } catch {
        // Sealed by another key, or altered.
      }
    }
    return null;
  }
}

type Kept = Attempt & { readonly endsAt: number };
