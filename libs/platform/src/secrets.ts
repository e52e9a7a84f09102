import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '@affinity-engine/identity';

/** Secrets are 256 random bits, so a plain SHA-256 is safe. */
export const randomSecrets: Secrets = {
  make: () => randomBytes(32).toString('base64url'),
  hash: digest,
  matches: (secret, hash) => timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(hash.padEnd(43).slice(0, 43))),
};

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
