import { createHash } from 'node:crypto';
import type { FailedLogins } from '@affinity-engine/identity';
import { windowCounter } from '../counted-windows.js';
import type { Committer } from '../engine/committer.js';

/**
 * Wrong secrets, counted by all processes together. Addresses share 65,536 counters, so that nobody fills the database
 * by guessing from many, and so that no address is stored.
 */
export function knexFailedLogins(committer: Committer, monotonicMs?: () => number): FailedLogins {
  const count = windowCounter(committer, monotonicMs);
  return {
    async add(address, most) {
      const counter = createHash('sha256').update(address).digest().readUInt16BE(0);
      const full = await count([{ key: `secrets ${counter}`, ms: 60_000, most }]);
      return full?.seconds ?? null;
    },
  };
}
