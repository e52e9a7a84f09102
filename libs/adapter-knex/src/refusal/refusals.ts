import {
  hourOf,
  type KeptRefusal,
  type Refusal,
  type RefusalBatch,
  type RefusalCount,
  type RefusalKeeping,
} from '@affinity-engine/refusal';
import { countInWindows, type CountedWindow } from '../counted-windows.js';
import { generated, instant, instantOrNull, integer, json, key, named, text, textOrNull } from '../engine/columns.js';
import { write, type Committer, type Statement } from '../engine/committer.js';
import { composed } from '../engine/sql-words.js';
import type { Execute } from '../engine/sql.js';
import { eachRow, recordsAsTable } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const refusalTable = table<KeptRefusal>('refusal', {
  number: generated(integer()),
  reference: text(),
  at: instant(),
  caller: text(),
  clientId: text(),
  partnerId: textOrNull(),
  operation: text(),
  code: text(),
  status: integer(),
  problems: json(),
  about: json(),
});

type CountRow = RefusalCount & Pick<KeptCount, 'newest' | 'newestAt'>;
type KeptCount = { readonly newest: string | null; readonly newestAt: Refusal['at'] | null };

const countTable = table<CountRow>('refusal_count', {
  hour: key(instant()),
  clientId: key(text()),
  operation: key(text()),
  code: key(text()),
  partnerId: textOrNull(),
  count: named('refused', integer()),
  firstAt: instant(),
  lastAt: instant(),
  newestAt: instantOrNull(),
  newest: textOrNull(),
});

const hourMs = 3_600_000;

/** Refusals in the database, each batch in a transaction of its own. */
export const knexRefusalKeeping = (committer: Committer): RefusalKeeping => ({
  keep: async (batch, mostPerHour) => void (await committer.commit([write(keepBatch, { batch, mostPerHour })])),
});

type Keeping = { readonly batch: RefusalBatch; readonly mostPerHour: number };

/** Alone: no other work waits for it or fails with it. */
const keepBatch: Statement<Keeping, void> = {
  ...eachRow<Keeping, void>('keep refusals', writeOrder.refusal, async (execute, { batch, mostPerHour }) => {
    const kept = await withinHour(execute, batch.refusals, mostPerHour);
    if (kept.length > 0) {
      await execute(insertSql(execute.words), [rows.bind(kept.map((refusal) => ({ ...refusal, number: 0 })))]);
    }
    const newest = new Map(kept.map((refusal) => [keyOf({ ...refusal, hour: hourOf(refusal.at) }), refusal]));
    const counts = batch.counts.map((count) => ({ ...count, ...newestOf(newest.get(keyOf(count))) }));
    if (counts.length > 0) await execute(countSql(execute.words), [countRows.bind(counts)]);
  }),
  alone: true,
};

/** Those that have room in the hour of their client, in which all processes count. */
async function withinHour(execute: Execute, refusals: readonly Refusal[], most: number): Promise<readonly Refusal[]> {
  if (refusals.length === 0) return [];
  const windows = refusals.map(({ clientId }): CountedWindow[] => [{ key: `refusals:${clientId}`, ms: hourMs, most }]);
  const full = await countInWindows(execute, windows);
  return refusals.filter((_, place) => full[place] === null);
}

/** What has one count. */
const keyOf = ({ hour, clientId, operation, code }: Omit<RefusalCount, 'count' | 'firstAt' | 'lastAt'>): string =>
  JSON.stringify([hour, clientId, operation, code]);

const newestOf = (refusal: Refusal | undefined): KeptCount => ({
  newest: refusal?.reference ?? null,
  newestAt: refusal?.at ?? null,
});

const written = refusalTable.columns.filter(({ role }) => role !== 'generated');
const rows = recordsAsTable(written);
const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => `"${name}"`).join(', ');

/** `where true`: SQLite would read "on conflict" as the condition of a join. */
const insertSql = composed(
  (words) => `insert into refusal (${names(written)}) ${rows.sql(words)} where true on conflict (reference) do nothing`,
);

const countRows = recordsAsTable(countTable.columns);
const countKey = names(countTable.columns.filter(({ role }) => role === 'key'));

const countSql = composed(({ greatest, least, ...words }) => {
  const isNewer = `excluded.newest_at >= coalesce(refusal_count.newest_at, 0)`;
  const newer = (column: string) =>
    `${column} = case when ${isNewer} then excluded.${column} else refusal_count.${column} end`;
  return `with v as (${countRows.sql({ greatest, least, ...words })})
    insert into refusal_count (${names(countTable.columns)})
    select ${names(countTable.columns)} from v where true order by ${countKey}
    on conflict (${countKey}) do update set refused = refusal_count.refused + excluded.refused,
      first_at = ${least('refusal_count.first_at', 'excluded.first_at')},
      last_at = ${greatest('refusal_count.last_at', 'excluded.last_at')}, ${newer('newest')}, ${newer('newest_at')}`;
});
