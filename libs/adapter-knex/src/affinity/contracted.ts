import type { Contracted, Span } from '@affinity-engine/affinity';
import { instant, integer, text } from '../engine/columns.js';
import { composed, type SqlWords } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute } from '../engine/sql.js';
import { recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';

type Numbered = Span & { readonly number: number };

const rows = recordsAsTable(shape<Numbered>({ number: integer(), from: instant(), to: instant() }).columns);

const products = recordsAsTable(shape<{ readonly id: string }>({ id: text() }).columns);

/** Each span is read along the index of the time that certificates were made. */
const contractedSql = (condition: (words: SqlWords) => string) =>
  composed(
    (words) => `with v as (${rows.sql(words)}) select v.number, a.currency, count(*) as n, sum(a.total) as total
    from v ${words.joinInOrder('affinity a')} on a.created_at >= v."from" and a.created_at < v."to"${condition(words)}
    group by v.number, a.currency`,
  );
const ofAll = contractedSql(() => '');
const ofProducts = contractedSql((words) => ` and a.product_id in (select id from (${products.sql(words)}) p)`);

/** What was contracted in each span, of these products if they are given. */
export async function contractedIn(
  read: Execute,
  spans: readonly Span[],
  productIds?: readonly string[],
): Promise<readonly Contracted[]> {
  const bound = rows.bind(spans.map((span, number) => ({ ...span, number })));
  const found =
    productIds === undefined
      ? await read(ofAll(read.words), [bound])
      : await read(ofProducts(read.words), [bound, products.bind(productIds.map((id) => ({ id })))]);
  return spans.map((_, number) => {
    const own = found.filter((row) => integerIn(row, 'number') === number);
    return {
      count: own.reduce((sum, row) => sum + Number(row['n']), 0),
      premium: Object.fromEntries(own.map((row) => [textIn(row, 'currency'), Number(row['total'])])),
    };
  });
}
