import type { Association, Associations } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { GuardFailed, write, type Write } from '../engine/committer.js';
import { eachRow, assertUnchangedStatement, insertInto } from '../engine/statements.js';

const table = 'affinity_group_producer_code';

const insertAssociation = insertInto(table, ['group_id', 'producer_code_id', 'mark'], 9);

const associationUnchanged = assertUnchangedStatement(table, { key: ['group_id', 'producer_code_id'], guard: [] });

/** Guarded by the mark: one made again meanwhile stays. */
const deleteAssociation = eachRow<Association, void>(`delete ${table}`, 9, async (execute, association) => {
  const { groupId, producerCodeId, mark } = association;
  const deleted = await execute(
    `delete from ${table} where group_id = ? and producer_code_id = ? and mark = ? returning mark`,
    [groupId, producerCodeId, mark],
  );
  if (deleted.length === 0) throw new GuardFailed(table);
});

/** Associations of groups and codes read at once, written with the unit of work. */
export function knexAssociations(reader: Knex): (writes: Write[]) => Associations {
  const ofGroup = batched<string, readonly Association[]>(async (groupIds) => {
    const rows = (await reader(table)
      .whereIn('group_id', groupIds as string[])
      .orderBy('producer_code_id')) as Row[];
    const found = rows.map(associationFrom);
    return new Map(groupIds.map((id) => [id, found.filter(({ groupId }) => groupId === id)]));
  });
  return (writes) => ({
    async find(groupId, producerCodeId) {
      const row = (await reader(table).where({ group_id: groupId, producer_code_id: producerCodeId }).first()) as
        Row | undefined;
      return row === undefined ? null : associationFrom(row);
    },
    codesOf: async (groupId) => ((await ofGroup(groupId)) ?? []).map(({ producerCodeId }) => producerCodeId),
    add: ({ groupId, producerCodeId, mark }) =>
      void writes.push(write(insertAssociation, { group_id: groupId, producer_code_id: producerCodeId, mark })),
    remove: (association) => void writes.push(write(deleteAssociation, association)),
    assertUnchanged: (groupId, producerCodeId) =>
      void writes.push(write(associationUnchanged, { group_id: groupId, producer_code_id: producerCodeId })),
  });
}

/** An association from its row. */
export const associationFrom = (row: Row): Association => ({
  groupId: column.text(row, 'group_id'),
  producerCodeId: column.text(row, 'producer_code_id'),
  mark: column.text(row, 'mark'),
});
