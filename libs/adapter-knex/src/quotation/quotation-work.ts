import type { Clock } from '@affinity-engine/kernel';
import type { QuotationPorts, QuotationWork } from '@affinity-engine/quotation';
import { knexPartnerCheck } from '../affinity/partners.js';
import { knexAudit } from '../audit.js';
import type { Engine } from '../engine/engine.js';
import { knexWork } from '../engine/work.js';
import { knexQuotations } from './quotations.js';
import { knexSaleEligibility } from './sale-eligibility.js';
import { knexSubscriptions } from './subscriptions.js';

export function knexQuotationWork(engine: Engine, clock: Clock): QuotationWork {
  const quotations = knexQuotations(engine);
  const subscriptions = knexSubscriptions(engine.reader);
  const audit = knexAudit(clock);
  const partners = knexPartnerCheck(engine.reader);
  const eligibility = knexSaleEligibility(engine.reader);
  return knexWork<QuotationPorts>(engine, (writes) => ({
    quotations: quotations(writes),
    subscriptions: subscriptions(writes),
    audit: audit(writes),
    partners,
    eligibility: eligibility(writes),
  }));
}
