import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets, FailedLogins } from '@affinity-engine/identity';
import type { MachineClock } from '@affinity-engine/webhook';

/** Secrets are 256 random bits, so a plain SHA-256 is safe. */
export const randomSecrets: Secrets = {
  make: () => randomBytes(32).toString('base64url'),
  hash: digest,
  matches: (secret, hash) => timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(hash.padEnd(43).slice(0, 43))),
};

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

const minute = 60_000;
const mostClients = 10_000;

/** Wrong secrets of the last minute, in this process. */
export function recentFailedLogins(clock: MachineClock): FailedLogins {
  const tries = new Map<string, number[]>();
  const recent = (id: string): number[] => (tries.get(id) ?? []).filter((at) => at > clock.now() - minute);
  return {
    count: (id) => recent(id).length,
    add(id) {
      if (tries.size >= mostClients) forgetOld();
      tries.set(id, [...recent(id), clock.now()].slice(-100));
    },
  };

  function forgetOld(): void {
    for (const id of tries.keys()) if (recent(id).length === 0) tries.delete(id);
    if (tries.size < mostClients) return;
    // An invented client is tried once: such entries are dropped first, so that real guessing stays counted.
    const [spare] = [...tries].find(([, times]) => times.length === 1) ?? [...tries.keys()];
    if (spare !== undefined) tries.delete(spare);
  }
}
