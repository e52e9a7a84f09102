import { agencyNumberApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import {
  accountOfUser,
  changeAgencyNumber,
  offeredAgencyNumbers,
  ownerFor,
  registerAgencyNumbers,
} from '@affinity-engine/agency-number';
import { authenticate, clientOfToken } from '@affinity-engine/identity';
import type { Platform } from '../container.js';

/** Agency numbers, for brokers and their accounts. */
export function agencyNumberDialect({ works }: Store, platform: Platform): Dialect {
  const { products, clock, ids, secrets, failedLogins, agencyTokens, logger } = platform;
  const work = works.agencyNumber;
  const insurers = { insurers: () => products.current().insurers };
  return agencyNumberApi({
    tokens: agencyTokens,
    authenticate: authenticate(works.identity, secrets, failedLogins),
    clientOfToken: clientOfToken(works.identity),
    accountOfUser: accountOfUser(work),
    ownerFor: ownerFor(work),
    registerAgencyNumbers: registerAgencyNumbers(work, insurers, clock, ids),
    changeAgencyNumber: changeAgencyNumber(work, clock),
    offeredAgencyNumbers: offeredAgencyNumbers(work, insurers),
    logger,
  });
}
