import type { Purpose } from '@affinity-engine/agency-default';
import type { AgencyNumberChange, WrittenAgencyNumber } from '@affinity-engine/agency-number';
import type { Instant } from '@affinity-engine/kernel';
import * as column from '../engine/columns.js';
import { GuardFailed, type Execute, type Statement, type Value } from '../engine/committer.js';
import { insertInto, updateOf } from '../engine/statements.js';

/** One write of an agency number as data. */
export type AgencyNumberWrite =
  | { readonly kind: 'add' | 'replace'; readonly written: WrittenAgencyNumber }
  | { readonly kind: 'change'; readonly id: string; readonly change: AgencyNumberChange; readonly at: Instant };

const sent = [
  'match_code',
  'external_insurer_id',
  'collection_type',
  'internal_comment',
  'active',
  'tenders_flag',
  'calculations_flag',
  'changed_at',
] as const;
const fixed = [
  'id',
  'account_id',
  'broker_id',
  'insurer_id',
  'number',
  'external_unique_id',
  'added',
  'created_at',
] as const;
type Column = (typeof sent)[number] | (typeof fixed)[number];
type Cells = Readonly<Record<Column, Value>>;

const order = 15;
const insert = insertInto<Column>('agency_number', [...fixed, ...sent], order);
const update = updateOf<Column>('agency_number', { key: ['id'], guard: [], set: sent }, order);

/**
 * Writes agency numbers of all sets at once: additions, then replacements, both over many rows up to the next change. Each
 * gets the next place in the order of the writes, which the last flag is told by; places come from a row of their own within
 * the transaction. Where several sets write one number they count as having come one after the other.
 */
export const writeAgencyNumbers: Statement<AgencyNumberWrite, void> = {
  name: 'write agency numbers',
  order,
  async run(execute, rows) {
    const first = await firstPlace(execute, rows.length);
    const added: Cells[] = [];
    const replaced = new Map<string, Cells>();
    for (const [index, row] of rows.entries()) {
      const place = first + index;
      if (row.kind === 'add') added.push(toRow(row.written, place));
      if (row.kind === 'replace') replaced.set(row.written.id, toRow(row.written, place));
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
  return Number(row?.['last']) - count + 1;
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
  const values = [bitOrNull(active), ...flag('tenders'), ...flag('calculations'), column.milliseconds(at), id];
  if ((await execute(changeSql, values)).length === 0) throw new GuardFailed('agency_number');
}

const bitOrNull = (value: boolean | undefined): Value => (value === undefined ? null : column.bit(value));

const toRow = ({ owner, defaultFor, ...number }: WrittenAgencyNumber, place: number): Cells => ({
  id: number.id,
  account_id: owner.accountId,
  broker_id: owner.brokerId,
  insurer_id: number.insurerId,
  number: number.number,
  external_unique_id: number.externalUniqueId,
  added: place,
  created_at: column.milliseconds(number.createdAt),
  match_code: number.matchCode,
  external_insurer_id: number.externalInsurerId,
  collection_type: number.collectionType,
  internal_comment: number.internalComment,
  active: column.bit(number.active),
  tenders_flag: defaultFor.tenders ? place : null,
  calculations_flag: defaultFor.calculations ? place : null,
  changed_at: column.milliseconds(number.changedAt),
});
