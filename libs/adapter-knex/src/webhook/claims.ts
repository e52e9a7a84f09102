import { maxUnconfirmed, type Claim, type SideLine } from '@affinity-engine/webhook';
import { flag, integer, integerOrNull, named, text, textOrNull } from '../engine/columns.js';
import type { Engine } from '../engine/engine.js';
import { textIn, type Row } from '../engine/sql.js';
import { composed, rowsAsText, type SqlWords } from '../engine/sql-words.js';
import { eachRow } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { isDue, type Head } from './due.js';
import { endpointFrom } from './endpoints.js';

type ClaimRow = { readonly limit: number; readonly leaseMs: number; readonly failing: number };

const dueWhere = (words: SqlWords, head: Head): string =>
  `select * from (select id, due_at from endpoint_progress where ${isDue(words, head)}
     order by due_at limit ? ${words.lockFreeRows}) as d`;

/** `materialized`: the rows are taken once. */
export const claimSql = composed(
  (words) => `with due as materialized (select id from
      (${dueWhere(words, 'failures = 0')} union all ${dueWhere(words, 'failures > 0')}) as each
      order by due_at limit ?)
    update endpoint_progress set epoch = epoch + 1, due_at = ${words.now} + ?, claimed = claimed + 1,
      doubtful_to = case when claimed > 0 then cursor + ${maxUnconfirmed} else doubtful_to end
    where id in (select id from due) returning *`,
);

const configuredSql = composed(
  ({ isAmong, rowsAsTable }) =>
    `select * from endpoint_configuration where ${isAmong('id', rowsAsTable([{ name: 'id', type: 'text' }]))}`,
);

/** Claims by the due index: the cost depends on the endpoints due, not on all endpoints. */
export const claimDue = eachRow<ClaimRow, readonly Row[]>(
  'claim endpoints',
  writeOrder.claim,
  async (execute, { limit, leaseMs, failing }) => {
    const claimed = await execute(claimSql(execute.words), [limit, failing, limit, leaseMs]);
    if (claimed.length === 0) return [];
    const ids = rowsAsText(claimed.map((row) => [textIn(row, 'id')]));
    const configured = new Map((await execute(configuredSql(execute.words), [ids])).map((row) => [row['id'], row]));
    return claimed.map((row) => ({ ...row, ...configured.get(row['id']) }));
  },
);

const claimShape = shape<Pick<Claim, 'epoch' | 'cursor' | 'failures' | 'maybeSentUpTo'> & Counts>({
  epoch: integer(),
  cursor: integer(),
  failures: integer(),
  maybeSentUpTo: named('doubtful_to', integer()),
  claimed: integer(),
  lines: integer(),
});
type Counts = { readonly claimed: number; readonly lines: number };

const lineShape = shape<SideLine>({
  id: text(),
  kind: text(),
  subject: textOrNull(),
  next: integer(),
  to: integerOrNull(),
  failures: integer(),
  due: flag(),
});

/**
 * Claims from the rows of endpoints. One that cannot be read, for example encrypted with another key, does not stop
 * the others.
 */
export async function claimsFrom(engine: Engine, rows: readonly Row[]): Promise<readonly Claim[]> {
  const read = await Promise.allSettled(rows.map((row) => claimFrom(engine, row)));
  const claims = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = read.find((each) => each.status === 'rejected');
  if (claims.length === 0 && failed !== undefined) throw failed.reason;
  return claims;
}

async function claimFrom(engine: Engine, row: Row): Promise<Claim> {
  const { claimed, lines, ...claim } = claimShape.read(row);
  return {
    ...claim,
    endpoint: endpointFrom(row, engine.seal),
    takeover: claimed > 1,
    lines: lines === 0 ? [] : await linesOf(engine, textIn(row, 'id')),
  };
}

async function linesOf({ reader, words }: Engine, id: string): Promise<readonly SideLine[]> {
  const due = reader.raw(`case when due_at <= ${words.now} then 1 else 0 end as due`);
  const rows = (await reader('webhook_line').where('endpoint_id', id).orderBy('id').select('*', due)) as Row[];
  return rows.map(lineShape.read);
}
