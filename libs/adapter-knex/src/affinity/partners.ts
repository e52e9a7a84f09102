import type { InsurerStanding, Partner, Partners } from '@affinity-engine/affinity';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { assertUnchangedStatement, insertInto, updateOf } from '../engine/statements.js';

const changing = [
  'name',
  'email',
  'phone',
  'product_ids',
  'standings',
  'affinity_group_ids',
  'default_producer_code',
] as const;
const columns = ['id', 'legal_name', 'cnpj', 'created_at', 'version', ...changing] as const;
type Column = (typeof columns)[number];

const insertPartner = insertInto('partner', columns, 1);
const updatePartner = updateOf<Column>(
  'partner',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  1,
);

const partnerUnchanged = assertUnchangedStatement('partner', { key: ['id'], guard: ['version'] });

/** Partners read at once, written with the unit of work. */
export function knexPartners(reader: Knex): (writes: Write[]) => Partners {
  const byId = batched<string, Partner>(async (ids) => {
    const rows = (await reader('partner').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), partnerFrom(row)]));
  });
  return (writes) => ({
    find: byId,
    async findByCnpj(cnpj) {
      const row = (await reader('partner').where({ cnpj }).first()) as Row | undefined;
      return row === undefined ? null : partnerFrom(row);
    },
    add: (partner) => void writes.push(write(insertPartner, toRow(partner))),
    save: (partner) => void writes.push(write(updatePartner, toRow(partner))),
    assertUnchanged: ({ id, version }) => void writes.push(write(partnerUnchanged, { id, version })),
  });
}

/** All partners, oldest first. */
export const listPartners =
  (reader: Knex) =>
  async (after: string | null, limit: number): Promise<readonly Partner[]> => {
    const found = reader('partner').orderBy('id').limit(limit);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(partnerFrom);
  };

const partnerFrom = (row: Row): Partner => ({
  id: column.text(row, 'id'),
  name: column.text(row, 'name'),
  legalName: column.text(row, 'legal_name'),
  cnpj: column.text(row, 'cnpj'),
  email: column.text(row, 'email'),
  phone: column.text(row, 'phone'),
  productIds: column.json<string[]>(row, 'product_ids'),
  standings: column.json<Record<string, InsurerStanding>>(row, 'standings'),
  affinityGroupIds: column.json<string[]>(row, 'affinity_group_ids'),
  defaultProducerCode: column.textOrNull(row, 'default_producer_code'),
  createdAt: column.instantOf(row, 'created_at'),
  version: column.integer(row, 'version'),
});

const toRow = (partner: Partner): Record<Column, Value> => ({
  id: partner.id,
  name: partner.name,
  legal_name: partner.legalName,
  cnpj: partner.cnpj,
  email: partner.email,
  phone: partner.phone,
  product_ids: column.jsonText(partner.productIds),
  standings: column.jsonText(partner.standings),
  affinity_group_ids: column.jsonText(partner.affinityGroupIds),
  default_producer_code: partner.defaultProducerCode,
  created_at: column.milliseconds(partner.createdAt),
  version: partner.version,
});
