import type { Clock } from '@affinity-engine/kernel';
import type { QuotationPorts, QuotationWork } from '@affinity-engine/quotation';
import { knexAudit } from '../audit.js';
import type { Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import { knexSaleEligibility } from './sale-eligibility.js';
import { knexQuotations } from './quotations.js';
import type { Seal } from '../engine/seal.js';
import { knexSubscriptions } from './subscriptions.js';
import { knexWork } from '../engine/work.js';

/** Units of work of the quotation context. */
export function knexQuotationWork({ reader }: Database, committer: Committer, seal: Seal, clock: Clock): QuotationWork {
  const quotations = knexQuotations(reader);
  const subscriptions = knexSubscriptions(reader);
  const audit = knexAudit(clock);
  const eligibility = knexSaleEligibility(reader);
  return knexWork<QuotationPorts>(reader, committer, seal, (writes) => ({
    quotations: quotations(writes),
    subscriptions: subscriptions(writes),
    audit: audit(writes),
    eligibility: eligibility(writes),
  }));
}
