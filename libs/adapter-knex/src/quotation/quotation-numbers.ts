import type { QuotationNumbers } from '@affinity-engine/quotation';
import { write, type Committer } from '../engine/committer.js';
import { integerIn } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';

/** Numbers a process reserves at once; unused ones are lost when it ends. */
const rangeSize = 100;

const takeRange = eachRow<{ readonly name: string }, number>(
  'take numbers',
  writeOrder.numberRange,
  async (execute, { name }) => {
    const [row] = await execute('update number_range set next = next + ? where name = ? returning next', [
      rangeSize,
      name,
    ]);
    return integerIn(row, 'next') - rangeSize;
  },
);

/** Numbers of ten digits from ranges that each process reserves: unique over all processes, with gaps. */
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
