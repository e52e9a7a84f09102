import type { Client } from '@affinity-engine/test-harness';
import { done, page } from './partner-day.js';
import type { AuditEntry, Endpoint, Listed, Named } from './wire.js';

/** Counts of everything that is stored. If two calls give equal figures, nothing was written between them. */
export async function figures(admin: Client, partner: Client) {
  const all = { query: { rows: 100 } };
  const [affinities, audit, partners, clients, endpoints] = await Promise.all([
    page(partner),
    admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { rows: 1 } }),
    admin.get<Listed<Named>>('/ops/v1/partners', all),
    admin.get<Listed<Named>>('/ops/v1/clients', all),
    admin.get<Listed<Endpoint>>('/ops/v1/webhook-endpoints', all),
  ]);
  return {
    affinities: affinities.total,
    trail: done(audit).items[0]?.number,
    partners: done(partners).items,
    clients: done(clients).items,
    endpoints: done(endpoints).items,
  };
}

/** The number of the newest line of the audit trail: everything that is stored adds a line. */
export async function lastLine(admin: Client): Promise<number | undefined> {
  const trail = await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { rows: 1 } });
  return done(trail).items[0]?.number;
}
