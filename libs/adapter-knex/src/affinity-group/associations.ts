import type { Association, Associations } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import { fixed, key, text } from '../engine/columns.js';
import { GuardFailed, write, type Write } from '../engine/committer.js';
import type { Row } from '../engine/sql.js';
import { assertUnchangedStatement, eachRow, insertInto } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const associationTable = table<Association>('affinity_group_producer_code', {
  groupId: key(text()),
  producerCodeId: key(text()),
  mark: fixed(text()),
});

const { name, read } = associationTable;
const order = writeOrder.association;
const insertAssociation = insertInto(associationTable, order);
const associationUnchanged = assertUnchangedStatement(associationTable, ['groupId', 'producerCodeId'], order);

/** Guarded by the mark: an association made again meanwhile stays. */
const deleteAssociation = eachRow<Association, void>(`delete ${name}`, order, async (execute, association) => {
  const { groupId, producerCodeId, mark } = association;
  const deleted = await execute(
    `delete from ${name} where group_id = ? and producer_code_id = ? and mark = ? returning mark`,
    [groupId, producerCodeId, mark],
  );
  if (deleted.length === 0) throw new GuardFailed(name);
});

export function knexAssociations(reader: Knex): (writes: Write[]) => Associations {
  const ofGroup = batched<string, readonly Association[]>(async (groupIds) => {
    const rows = (await reader(name)
      .whereIn('group_id', groupIds as string[])
      .orderBy('producer_code_id')) as Row[];
    const found = rows.map(read);
    return new Map(groupIds.map((id) => [id, found.filter(({ groupId }) => groupId === id)]));
  });
  return (writes) => ({
    async find(groupId, producerCodeId) {
      const row = (await reader(name).where({ group_id: groupId, producer_code_id: producerCodeId }).first()) as
        Row | undefined;
      return row === undefined ? null : read(row);
    },
    codesOf: async (groupId) => ((await ofGroup(groupId)) ?? []).map(({ producerCodeId }) => producerCodeId),
    add: (association) => void writes.push(write(insertAssociation, association)),
    remove: (association) => void writes.push(write(deleteAssociation, association)),
    assertUnchanged: (groupId, producerCodeId) =>
      void writes.push(write(associationUnchanged, { groupId, producerCodeId })),
  });
}
