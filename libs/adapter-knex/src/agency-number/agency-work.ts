import type { AgencyPorts, AgencyWork } from '@affinity-engine/agency-number';
import type { Clock } from '@affinity-engine/kernel';
import { knexAccounts } from './accounts.js';
import { knexAgencyNumbers } from './agency-numbers.js';
import { knexAudit } from '../audit.js';
import type { Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import type { Seal } from '../engine/seal.js';
import { knexWork } from '../engine/work.js';

/** Units of work of the agency-number context. */
export function knexAgencyWork({ reader }: Database, committer: Committer, seal: Seal, clock: Clock): AgencyWork {
  const numbers = knexAgencyNumbers(reader);
  const accounts = knexAccounts(reader);
  const audit = knexAudit(clock);
  return knexWork<AgencyPorts>(reader, committer, seal, (writes) => ({
    numbers: numbers(writes),
    accounts: accounts(writes),
    audit: audit(writes),
  }));
}
