import type { Purpose } from '@affinity-engine/agency-default';
import type { AgencyNumberChange, WrittenAgencyNumber } from '@affinity-engine/agency-number';
import { epochMilliseconds, type Instant } from '@affinity-engine/kernel';
import { GuardFailed, type Statement } from '../engine/committer.js';
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

const changeSql =
  `update agency_number set active = coalesce(?, active), ` +
  `tenders_flag = case ? when 1 then ? when 0 then null else tenders_flag end, ` +
  `calculations_flag = case ? when 1 then ? when 0 then null else calculations_flag end, changed_at = ? ` +
  `where id = ? returning id`;

async function change(
  execute: Execute,
  { id, change: { active, defaultFor = {} }, at }: AgencyNumberWrite & { readonly kind: 'change' },
  place: number,
): Promise<void> {
  const flag = (purpose: Purpose): readonly Value[] => [bitOrNull(defaultFor[purpose]), place];
  const values = [bitOrNull(active), ...flag('tenders'), ...flag('calculations'), epochMilliseconds(at), id];
  if ((await execute(changeSql, values)).length === 0) throw new GuardFailed('agency_number');
}

const bitOrNull = (value: boolean | undefined): Value => (value === undefined ? null : Number(value));

const rowOf = ({ defaultFor, ...number }: WrittenAgencyNumber, place: number): AgencyNumberRow => ({
  ...number,
  flags: { tenders: defaultFor.tenders ? place : null, calculations: defaultFor.calculations ? place : null },
  added: place,
});
