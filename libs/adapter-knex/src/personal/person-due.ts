import { text } from '../engine/columns.js';
import type { Statement } from '../engine/committer.js';
import { composed } from '../engine/sql-words.js';
import { recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

/** The kinds of records that say something of persons. */
export type RecordKind = 'affinity' | 'quotation';

export type PersonRecord = { readonly kind: RecordKind; readonly record: string };

const rows = recordsAsTable(shape<PersonRecord>({ kind: text(), record: text() }).columns);

/** In the order of the key: two transactions wait in one order. `where true`: SQLite would read "on conflict" as a join's. */
const markSql = composed(
  (words) => `with v as (${rows.sql(words)}) insert into person_due (kind, record)
     select kind, record from v where true order by kind, record
     on conflict (kind, record) do update set mark = person_due.mark + 1`,
);

/**
 * Notes, with the record, that its persons are to be found by what it says now. The hashes are written later, many at a time:
 * each is on a page of its own, and would cost a creation more than all its other rows.
 */
export const markDue: Statement<PersonRecord, void> = {
  name: 'mark persons due',
  order: writeOrder.personDue,
  async run(execute, records) {
    const distinct = [...new Map(records.map((each) => [`${each.kind} ${each.record}`, each])).values()];
    await execute(markSql(execute.words), [rows.bind(distinct)]);
    return records.map(() => undefined);
  },
};
