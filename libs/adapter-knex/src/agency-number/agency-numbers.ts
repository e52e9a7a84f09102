import type { AgencyNumber, AgencyNumberFilter, AgencyNumbers, Owner } from '@affinity-engine/agency-number';
import type { ListById } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { write, type Write } from '../engine/committer.js';
import { listById } from '../engine/reads.js';
import { textIn, type Execute } from '../engine/sql.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { agencyNumberFrom, agencyNumberTable } from './agency-number-table.js';
import { writeAgencyNumbers, type AgencyNumberWrite } from './agency-number-writes.js';

export function knexAgencyNumbers(read: Execute): (writes: Write[]) => AgencyNumbers {
  return (writes) => {
    const push = (row: AgencyNumberWrite) => void writes.push(write(writeAgencyNumbers, row));
    return {
      async find(id, owner) {
        const [row] =
          owner === null
            ? await read('select * from agency_number where id = ?', [id])
            : await read('select * from agency_number where id = ? and owner_id = ?', [id, keyOf(owner)]);
        return row === undefined ? null : agencyNumberFrom(row);
      },
      async at(owner, insurerId) {
        const bindings = [keyOf(owner), insurerId];
        return (await read(atSql, bindings)).map(agencyNumberFrom);
      },
      async matching(owner, keys) {
        if (keys.length === 0) return [];
        const pairs = rowsAsText(keys.map(({ insurerId, number }) => [insurerId, number]));
        return (await read(matchingSql(read.words), [pairs, keyOf(owner)])).map(agencyNumberFrom);
      },
      async usedExternalIds(accountId, ids) {
        if (ids.length === 0) return [];
        const rows = await read(usedSql(read.words), [rowsAsText([...new Set(ids)].map((id) => [id])), accountId]);
        return rows.map((row) => textIn(row, 'external_unique_id'));
      },
      add: (written) => push({ kind: 'add', written }),
      replace: (written) => push({ kind: 'replace', written }),
      change: (id, change, at) => push({ kind: 'change', id, change, at }),
    };
  };
}

const atSql = 'select * from agency_number where owner_id = ? and insurer_id = ? order by added';
const text = (name: string) => ({ name, type: 'text' }) as const;
/** Each key is looked up by its index, without a scan of the numbers. */
const matchingSql = composed(
  ({ rowsAsTable, joinInOrder }) =>
    `select n.* from (${rowsAsTable([text('insurer_id'), text('number')])}) as k ${joinInOrder('agency_number as n')} ` +
    'on n.owner_id = ? and n.insurer_id = k.insurer_id and n.number = k.number order by n.added',
);
const usedSql = composed(
  ({ rowsAsTable, joinInOrder }) =>
    `select n.external_unique_id from (${rowsAsTable([text('id')])}) as k ${joinInOrder('agency_number as n')} ` +
    'on n.account_id = ? and n.external_unique_id = k.id',
);

/** Identifiers of brokers and accounts never collide, so one of them identifies the owner. */
const keyOf = ({ accountId, brokerId }: Owner): string => brokerId ?? accountId;

/** Agency numbers of all or some owners, ordered by identifier. */
export const listAgencyNumbers =
  (reader: Knex) =>
  ({ accountId, brokerId, insurerId, number, active }: AgencyNumberFilter): ListById<AgencyNumber> =>
    listById(
      reader,
      { name: agencyNumberTable.name, read: agencyNumberFrom },
      {
        ...(accountId === undefined ? {} : { account_id: accountId }),
        ...(brokerId === undefined ? {} : { broker_id: brokerId }),
        ...(insurerId === undefined ? {} : { insurer_id: insurerId }),
        ...(number === undefined ? {} : { number }),
        ...(active === undefined ? {} : { active: Number(active) }),
      },
    );
