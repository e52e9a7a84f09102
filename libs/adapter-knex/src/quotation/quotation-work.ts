import type { Clock } from '@affinity-engine/kernel';
import type { QuotationNumbers, QuotationPorts, QuotationWork } from '@affinity-engine/quotation';
import { knexAudit } from '../audit.js';
import * as column from '../engine/columns.js';
import { write, type Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import { knexSaleEligibility } from '../affinity/eligibility.js';
import { knexQuotations } from './quotations.js';
import type { Seal } from '../engine/seal.js';
import { eachRow } from '../engine/statements.js';
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

/** How many numbers a process takes at once. Those it has not given out when it ends are never given out. */
const rangeSize = 100;

const takeRange = eachRow<{ readonly name: string }, number>('take numbers', 4, async (execute, { name }) => {
  const [row] = await execute('update number_range set next = next + ? where name = ? returning next', [
    rangeSize,
    name,
  ]);
  return column.integer(row ?? {}, 'next') - rangeSize;
});

/** Numbers of ten digits out of ranges that each process takes for itself: unique over all of them, with gaps. */
export function knexQuotationNumbers(committer: Committer): QuotationNumbers {
  let range: Promise<{ next: number; readonly end: number }> | null = null;
  return {
    async next() {
      for (;;) {
        range ??= taken();
        const own = range;
        const open = await own.catch((failure: unknown) => {
          if (range === own) range = null;
          throw failure;
        });
        if (open.next < open.end) return String(open.next++);
        if (range === own) range = null;
      }
    },
  };

  async function taken() {
    const [first] = (await committer.commit([write(takeRange, { name: 'quotation' })])) as [number];
    return { next: first, end: first + rangeSize };
  }
}
