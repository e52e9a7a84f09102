import type { Contracted, Span } from '@affinity-engine/affinity';
import { instant, integer } from '../engine/columns.js';
import { composed } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute } from '../engine/sql.js';
import { recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';

type Numbered = Span & { readonly number: number };

const rows = recordsAsTable(shape<Numbered>({ number: integer(), from: instant(), to: instant() }).columns);

/** Each span is read along the index of the time that certificates were made. */
const contractedSql = composed(
  (words) => `with v as (${rows.sql(words)}) select v.number, a.currency, count(*) as n, sum(a.total) as total
    from v ${words.joinInOrder('affinity a')} on a.created_at >= v."from" and a.created_at < v."to"
    group by v.number, a.currency`,
);

/** What was contracted in each span. */
export async function contractedIn(read: Execute, spans: readonly Span[]): Promise<readonly Contracted[]> {
  const found = await read(contractedSql(read.words), [rows.bind(spans.map((span, number) => ({ ...span, number })))]);
  return spans.map((_, number) => {
    const own = found.filter((row) => integerIn(row, 'number') === number);
    return {
      count: own.reduce((sum, row) => sum + Number(row['n']), 0),
      premium: Object.fromEntries(own.map((row) => [textIn(row, 'currency'), Number(row['total'])])),
    };
  });
}
