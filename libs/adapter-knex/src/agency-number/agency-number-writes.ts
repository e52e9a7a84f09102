import type { Purpose } from '@affinity-engine/agency-default';
import type { AgencyNumberChange, WrittenAgencyNumber } from '@affinity-engine/agency-number';
import { epochMilliseconds, type Instant } from '@affinity-engine/kernel';
import { GuardFailed, type Statement } from '../engine/committer.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { integerIn, type Execute, type Value } from '../engine/sql.js';
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
 * change. Each write gets the next place, which decides which flag was set last; places come from a counter row within
 * the transaction. Several sets that write one number count as written one after the other.
 */
export const writeAgencyNumbers: Statement<AgencyNumberWrite, void> = {
  name: 'write agency numbers',
  order,
  async run(execute, rows) {
    const first = await firstPlace(execute, rows.length);
    const added: AgencyNumberRow[] = [];
    const replaced = new Map<string, AgencyNumberRow>();
    for (const [index, row] of rows.entries()) {
      const place = first + index;
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

async function firstPlace(execute: Execute, count: number): Promise<number> {
  const [row] = await execute('update agency_number_place set last = last + ? where id = 1 returning last', [count]);
  return integerIn(row, 'last') - count + 1;
}

const changed = [
  { name: 'id', type: 'text' },
  { name: 'active', type: 'integer' },
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
    `${flagSql('tenders')}, ${flagSql('calculations')}, changed_at = v.changed_at from v where agency_number.id = v.id returning agency_number.id`,
);

async function change(
  execute: Execute,
  { id, change: { active, defaultFor = {} }, at }: AgencyNumberWrite & { readonly kind: 'change' },
  place: number,
): Promise<void> {
  const flags = [bitOrNull(defaultFor.tenders), bitOrNull(defaultFor.calculations)];
  const row = [id, bitOrNull(active), ...flags, place, epochMilliseconds(at)];
  const found = await execute(changeSql(execute.words), [rowsAsText([row])]);
  if (found.length === 0) throw new GuardFailed('agency_number');
}

const bitOrNull = (value: boolean | undefined): Value => (value === undefined ? null : Number(value));

const rowOf = ({ defaultFor, ...number }: WrittenAgencyNumber, place: number): AgencyNumberRow => ({
  ...number,
  flags: { tenders: defaultFor.tenders ? place : null, calculations: defaultFor.calculations ? place : null },
  added: place,
});
