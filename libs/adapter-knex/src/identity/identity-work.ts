import type { IdentityPorts, IdentityWork } from '@affinity-engine/identity';
import type { Clock } from '@affinity-engine/kernel';
import { knexAudit } from '../audit.js';
import type { Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import type { Seal } from '../engine/seal.js';
import { knexWork } from '../engine/work.js';
import { knexClients } from './clients.js';

/** Units of work of the identity context. */
export function knexIdentityWork({ reader }: Database, committer: Committer, seal: Seal, clock: Clock): IdentityWork {
  const clients = knexClients(reader);
  const audit = knexAudit(clock);
  return knexWork<IdentityPorts>(reader, committer, seal, (writes) => ({
    clients: clients(writes),
    audit: audit(writes),
  }));
}
