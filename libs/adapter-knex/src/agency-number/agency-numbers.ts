import type { AgencyNumber, AgencyNumbers, CollectionType, Owner } from '@affinity-engine/agency-number';
import type { Knex } from 'knex';
import { writeAgencyNumbers, type AgencyNumberWrite } from './agency-number-writes.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';

/** Agency numbers read at once, written with the unit of work. */
export function knexAgencyNumbers(reader: Knex): (writes: Write[]) => AgencyNumbers {
  const read = async (sql: string, bindings: readonly string[]): Promise<readonly Row[]> =>
    (await reader.raw(sql, bindings as string[])) as Row[];
  return (writes) => {
    const push = (row: AgencyNumberWrite) => void writes.push(write(writeAgencyNumbers, row));
    return {
      async find(id, owner) {
        const [row] = await read('select * from agency_number where id = ? and owner_id = ?', [id, keyOf(owner)]);
        return row === undefined ? null : agencyNumberFrom(row);
      },
      async at(owner, insurerId) {
        const bindings = [keyOf(owner), insurerId];
        return (await read(atSql, bindings)).map(agencyNumberFrom);
      },
      async matching(owner, keys) {
        if (keys.length === 0) return [];
        const pairs = JSON.stringify(keys.map(({ insurerId, number }) => [insurerId, number]));
        return (await read(matchingSql, [pairs, keyOf(owner)])).map(agencyNumberFrom);
      },
      async usedExternalIds(accountId, ids) {
        if (ids.length === 0) return [];
        const rows = await read(usedSql, [JSON.stringify([...new Set(ids)]), accountId]);
        return rows.map((row) => column.text(row, 'external_unique_id'));
      },
      add: (written) => push({ kind: 'add', written }),
      replace: (written) => push({ kind: 'replace', written }),
      change: (id, change, at) => push({ kind: 'change', id, change, at }),
    };
  };
}

const atSql = 'select * from agency_number where owner_id = ? and insurer_id = ? order by added';
/** A cross join keeps its order: what is asked for is looked up, not looked for among all there is. */
const matchingSql =
  'select n.* from json_each(?) as k cross join agency_number as n where n.owner_id = ? ' +
  'and n.insurer_id = k.value ->> 0 and n.number = k.value ->> 1 order by n.added';
const usedSql =
  'select n.external_unique_id from json_each(?) as k cross join agency_number as n where n.account_id = ? ' +
  'and n.external_unique_id = k.value';

/** Identifiers of brokers and accounts never meet: one of them names the owner. */
const keyOf = ({ accountId, brokerId }: Owner): string => brokerId ?? accountId;

/** Which agency numbers an operator asks for. */
export type AgencyNumberFilter = {
  readonly accountId?: string | undefined;
  readonly brokerId?: string | undefined;
  readonly insurerId?: string | undefined;
};

/** Agency numbers of all owners, or of some, in the order of their identifiers. */
export const listAgencyNumbers =
  (reader: Knex) =>
  ({ accountId, brokerId, insurerId }: AgencyNumberFilter) =>
  async (after: string | null, limit: number): Promise<readonly AgencyNumber[]> => {
    const found = reader('agency_number').orderBy('id').limit(limit);
    if (accountId !== undefined) found.where('account_id', accountId);
    if (brokerId !== undefined) found.where('broker_id', brokerId);
    if (insurerId !== undefined) found.where('insurer_id', insurerId);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(agencyNumberFrom);
  };

const agencyNumberFrom = (row: Row): AgencyNumber => ({
  id: column.text(row, 'id'),
  owner: { accountId: column.text(row, 'account_id'), brokerId: column.textOrNull(row, 'broker_id') },
  insurerId: column.text(row, 'insurer_id'),
  number: column.text(row, 'number'),
  matchCode: column.textOrNull(row, 'match_code'),
  externalInsurerId: column.textOrNull(row, 'external_insurer_id'),
  externalUniqueId: column.textOrNull(row, 'external_unique_id'),
  collectionType: column.textOrNull(row, 'collection_type') as CollectionType | null,
  internalComment: column.textOrNull(row, 'internal_comment'),
  active: column.flag(row, 'active'),
  flags: {
    tenders: column.integerOrNull(row, 'tenders_flag'),
    calculations: column.integerOrNull(row, 'calculations_flag'),
  },
  createdAt: column.instantOf(row, 'created_at'),
  changedAt: column.instantOf(row, 'changed_at'),
});
