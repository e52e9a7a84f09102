import type { PersonTerm } from '@affinity-engine/kernel';
import { integer, text } from '../engine/columns.js';
import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute, type Row } from '../engine/sql.js';
import { eachRow, recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import type { PersonRecord, RecordKind } from './person-due.js';

/** Reads what the persons of records are found by, by the records' ids. One that is not there has none. */
export type TermsOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly PersonTerm[]>>;

type Due = PersonRecord & { readonly mark: number };
type Indexed = Due & { readonly hashes: readonly string[] };
type TermRow = PersonRecord & { readonly hash: string };

/** How many records are looked at in one go. */
const atATime = 500;

const dueRows = recordsAsTable(shape<Due>({ kind: text(), record: text(), mark: integer() }).columns);
export const termRows = recordsAsTable(shape<TermRow>({ hash: text(), kind: text(), record: text() }).columns);

/** Records that changed, or were erased, since they were read are left out. */
const doneSql = composed(
  (words) => `with v as (${dueRows.sql(words)}) delete from person_due where exists (select 1 from v
     where v.kind = person_due.kind and v.record = person_due.record and v.mark = person_due.mark)
   and (kind, record) in (select kind, record from v) returning kind, record`,
);

/** In the order of the key, so that neighbours are written together. */
export const insertSql = composed(
  (words) => `with v as (${termRows.sql(words)}) insert into person_term (hash, kind, record)
     select hash, kind, record from v where true order by hash, kind, record on conflict do nothing`,
);

/** What a quotation said before may be another name. */
export const forgetSql = composed(
  ({ rowsAsTable }) => `delete from person_term where kind = 'quotation' and record in
     (${rowsAsTable([{ name: 'record', type: 'text' }])})`,
);

const keepTerms = eachRow<readonly Indexed[], void>(
  'keep person terms',
  writeOrder.deletion,
  async (execute, indexed) => {
    const done = await execute(doneSql(execute.words), [dueRows.bind(indexed)]);
    const names = new Set(done.map((row) => `${textIn(row, 'kind')} ${textIn(row, 'record')}`));
    const current = indexed.filter(({ kind, record }) => names.has(`${kind} ${record}`));
    const changeable = current.filter(({ kind }) => kind === 'quotation').map(({ record }) => [record]);
    if (changeable.length > 0) await execute(forgetSql(execute.words), [rowsAsText(changeable)]);
    const terms = current.flatMap(({ kind, record, hashes }) =>
      hashes.map((hash): TermRow => ({ hash, kind, record })),
    );
    if (terms.length > 0) await execute(insertSql(execute.words), [termRows.bind(terms)]);
  },
);

/**
 * Has the persons of records found that were added or changed, a limited number at a time.
 * @returns how many: while it is not 0, there may be more
 */
export async function indexPersons(
  { read, committer, people }: Pick<Engine, 'read' | 'committer' | 'people'>,
  termsOf: Readonly<Record<RecordKind, TermsOf>>,
): Promise<number> {
  const due = (await read(`select kind, record, mark from person_due limit ${atATime}`, [])).map(dueFrom);
  if (due.length === 0) return 0;
  const terms = new Map<string, readonly PersonTerm[]>();
  for (const kind of Object.keys(termsOf) as RecordKind[]) {
    const ids = due.filter((each) => each.kind === kind).map(({ record }) => record);
    if (ids.length === 0) continue;
    for (const [id, found] of await termsOf[kind](ids)) terms.set(`${kind} ${id}`, found);
  }
  const indexed = due.map((each) => ({
    ...each,
    hashes: (terms.get(`${each.kind} ${each.record}`) ?? []).map((term) => people.hash(term)),
  }));
  await committer.commit([write(keepTerms, indexed)]);
  return due.length;
}

const dueFrom = (row: Row): Due => ({
  kind: textIn(row, 'kind') as RecordKind,
  record: textIn(row, 'record'),
  mark: integerIn(row, 'mark'),
});

/** How many records have persons that are not found yet. */
export async function personsDue(read: Execute): Promise<number> {
  const [row] = await read('select count(*) as n from person_due', []);
  return integerIn(row, 'n');
}
