import type { AgencyPorts, AgencyWork } from '@affinity-engine/agency-number';
import { identityError } from '@affinity-engine/identity';
import type { Clock } from '@affinity-engine/kernel';
import { knexAudit } from '../audit.js';
import type { Engine } from '../engine/engine.js';
import { knexWork } from '../engine/work.js';
import { knexClients } from '../identity/clients.js';
import { knexAccounts } from './accounts.js';
import { knexAgencyNumbers } from './agency-numbers.js';

export function knexAgencyWork(engine: Engine, clock: Clock): AgencyWork {
  const numbers = knexAgencyNumbers(engine.read);
  const accounts = knexAccounts(engine.reader);
  const audit = knexAudit(clock);
  const clients = knexClients(engine.reader)([]);
  return knexWork<AgencyPorts>(engine, (writes) => ({
    numbers: numbers(writes),
    accounts: accounts(writes),
    audit: audit(writes),
    clients: {
      async roleOf(id) {
        const client = await clients.find(id);
        if (client === null) throw identityError('CLIENT-UNKNOWN', { id });
        return client.role;
      },
    },
  }));
}
