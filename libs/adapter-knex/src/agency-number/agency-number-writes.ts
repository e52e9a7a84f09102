import type { Purpose } from '@affinity-engine/agency-default';
import type { AgencyNumberChange, WrittenAgencyNumber } from '@affinity-engine/agency-number';
import { epochMilliseconds, type Instant } from '@affinity-engine/kernel';
import { GuardFailed, type Statement } from '../engine/committer.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute, type Value } from '../engine/sql.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';
import { agencyNumberTable, type AgencyNumberRow } from './agency-number-table.js';

/** One write of an agency number as data. */
export type AgencyNumberWrite =
  | { readonly kind: 'add' | 'replace'; readonly written: WrittenAgencyNumber }
  | { readonly kind: 'change'; readonly id: string; readonly change: AgencyNumberChange; readonly at: Instant };

const order = writeOrder.agencyNumber;
const insert = insertInto(agencyNumberTable, order);
const update = updateOf(agencyNumberTable, order);

/**
 * Writes the agency numbers of all sets at once: additions, then replacements, each over many rows, up to the next
 * change. Each write gets the next place of its account, which decides which flag was set last; places come from a
 * counter row within the transaction. Several sets that write one number count as written one after the other.
 */
export const writeAgencyNumbers: Statement<AgencyNumberWrite, void> = {
  name: 'write agency numbers',
  order,
  async run(execute, rows) {
    const accounts = await accountsOf(execute, rows);
    const next = await firstPlaces(execute, accounts);
    const added: AgencyNumberRow[] = [];
    const replaced = new Map<string, AgencyNumberRow>();
    for (const [index, row] of rows.entries()) {
      const account = accounts[index] as string;
      const place = next.get(account) ?? 0;
      next.set(account, place + 1);
      if (row.kind === 'add') added.push(rowOf(row.written, place));
      if (row.kind === 'replace') replaced.set(row.written.id, rowOf(row.written, place));
      if (row.kind === 'change') {
        await flush();
        await change(execute, row, place);
      }
    }
    await flush();
    return rows.map(() => undefined);

    async function flush(): Promise<void> {
      if (added.length > 0) await insert.run(execute, added.splice(0));
      if (replaced.size > 0) await update.run(execute, [...replaced.values()]);
      replaced.clear();
    }
  },
};

const accountsSql = composed(
  ({ rowsAsTable }) =>
    `select id, account_id from agency_number where id in (${rowsAsTable([{ name: 'id', type: 'text' }])})`,
);

/** The account of each write. A change names only its number. */
async function accountsOf(execute: Execute, rows: readonly AgencyNumberWrite[]): Promise<readonly string[]> {
  const changed = rows.flatMap((row) => (row.kind === 'change' ? [[row.id]] : []));
  const found = changed.length === 0 ? [] : await execute(accountsSql(execute.words), [rowsAsText(changed)]);
  const known = new Map(found.map((row) => [textIn(row, 'id'), textIn(row, 'account_id')]));
  return rows.map((row) => {
    const account = row.kind === 'change' ? known.get(row.id) : row.written.owner.accountId;
    if (account === undefined) throw new GuardFailed('agency_number');
    return account;
  });
}

const counted = [
  { name: 'account_id', type: 'text' },
  { name: 'n', type: 'integer' },
] as const;

/** `where true`: SQLite would read "on conflict" as the condition of a join. */
const countSql = composed(
  ({ rowsAsTable }) =>
    `with v as (${rowsAsTable(counted)}) insert into agency_number_order (account_id, last)
     select account_id, n from v where true order by account_id
     on conflict (account_id) do update set last = agency_number_order.last + excluded.last returning account_id, last`,
);

/** The first place of each account's writes; its counter is moved on by their number. */
async function firstPlaces(execute: Execute, accounts: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const account of accounts) counts.set(account, (counts.get(account) ?? 0) + 1);
  const rows = await execute(countSql(execute.words), [rowsAsText([...counts])]);
  return new Map(
    rows.map((row) => {
      const account = textIn(row, 'account_id');
      return [account, integerIn(row, 'last') - (counts.get(account) ?? 0) + 1];
    }),
  );
}

const changed = [
  { name: 'id', type: 'text' },
  { name: 'active', type: 'integer' },
  { name: 'renames', type: 'integer' },
  { name: 'match_code', type: 'text' },
  { name: 'tenders', type: 'integer' },
  { name: 'calculations', type: 'integer' },
  { name: 'place', type: 'integer' },
  { name: 'changed_at', type: 'integer' },
] as const;

const flagSql = (purpose: Purpose): string =>
  `${purpose}_flag = case v.${purpose} when 1 then v.place when 0 then null else agency_number.${purpose}_flag end`;

const changeSql = composed(
  ({ rowsAsTable }) =>
    `with v as (${rowsAsTable(changed)}) update agency_number set active = coalesce(v.active, agency_number.active), ` +
    'match_code = case v.renames when 1 then v.match_code else agency_number.match_code end, ' +
    `${flagSql('tenders')}, ${flagSql('calculations')}, changed_at = v.changed_at from v where agency_number.id = v.id returning agency_number.id`,
);

async function change(
  execute: Execute,
  { id, change: { active, matchCode, defaultFor = {} }, at }: AgencyNumberWrite & { readonly kind: 'change' },
  place: number,
): Promise<void> {
  const flags = [bitOrNull(defaultFor.tenders), bitOrNull(defaultFor.calculations)];
  const code = [Number(matchCode !== undefined), matchCode ?? null];
  const row = [id, bitOrNull(active), ...code, ...flags, place, epochMilliseconds(at)];
  const found = await execute(changeSql(execute.words), [rowsAsText([row])]);
  if (found.length === 0) throw new GuardFailed('agency_number');
}

const bitOrNull = (value: boolean | undefined): Value => (value === undefined ? null : Number(value));

const rowOf = ({ defaultFor, ...number }: WrittenAgencyNumber, place: number): AgencyNumberRow => ({
  ...number,
  flags: { tenders: defaultFor.tenders ? place : null, calculations: defaultFor.calculations ? place : null },
  added: place,
});
