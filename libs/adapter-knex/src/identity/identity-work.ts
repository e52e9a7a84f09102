import type { IdentityPorts, IdentityWork } from '@affinity-engine/identity';
import type { Clock } from '@affinity-engine/kernel';
import { knexPartnerCheck } from '../affinity/partners.js';
import { knexAudit } from '../audit.js';
import type { Engine } from '../engine/engine.js';
import { knexWork } from '../engine/work.js';
import { knexClients } from './clients.js';

export function knexIdentityWork(engine: Engine, clock: Clock): IdentityWork {
  const clients = knexClients(engine.reader);
  const audit = knexAudit(clock);
  const partners = knexPartnerCheck(engine.reader);
  return knexWork<IdentityPorts>(engine, (writes) => ({
    clients: clients(writes),
    audit: audit(writes),
    partners,
  }));
}
