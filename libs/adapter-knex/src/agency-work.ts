import type { AgencyPorts, AgencyWork } from '@affinity-engine/agency-number';
import { identityError, type Client } from '@affinity-engine/identity';
import type { Clock } from '@affinity-engine/kernel';
import { knexAccounts } from './accounts.js';
import { knexAgencyNumbers } from './agency-numbers.js';
import { knexAudit } from './audit.js';
import { knexClients } from './clients.js';
import type { Committer } from './committer.js';
import type { Database } from './database.js';
import type { Seal } from './seal.js';
import { knexWork } from './work.js';

/** Units of work of the agency-number context. */
export function knexAgencyWork({ reader }: Database, committer: Committer, seal: Seal, clock: Clock): AgencyWork {
  const numbers = knexAgencyNumbers(reader);
  const accounts = knexAccounts(reader);
  const clients = knexClients(reader);
  const audit = knexAudit(clock);
  return knexWork<AgencyPorts>(reader, committer, seal, (writes) => ({
    numbers: numbers(writes),
    accounts: accounts(writes),
    audit: audit(writes),
    clients: { roleOf: async (id) => roleOf(await clients(writes).find(id), id) },
  }));
}

function roleOf(client: Client | null, id: string): string {
  if (client === null) throw identityError('CLIENT-UNKNOWN', { id });
  return client.role;
}
