import type { AffinityGroup, Groups } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { json, jsonOrNull, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { assertUnchangedStatement, insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

/** The moments of a group are ISO text, so that filters can compare their beginning. */
export const groupTable = table<AffinityGroup>('affinity_group', {
  id: key(text()),
  type: text(),
  name: text(),
  description: textOrNull(),
  jurisdictions: json(),
  organizationId: textOrNull(),
  primaryContactFirstName: textOrNull(),
  primaryContactLastName: textOrNull(),
  primaryContactPhone: jsonOrNull(),
  products: json(),
  startDate: textOrNull(),
  endDate: textOrNull(),
  version: version(),
});

const insertGroup = insertInto(groupTable, writeOrder.affinityGroup);
const updateGroup = updateOf(groupTable, writeOrder.affinityGroup);
const groupUnchanged = assertUnchangedStatement(groupTable, ['id', 'version'], writeOrder.affinityGroup);

export function knexGroups(reader: Knex): (writes: Write[]) => Groups {
  const find = findBy(reader, groupTable, 'id');
  return (writes) => ({
    find,
    add: (group) => void writes.push(write(insertGroup, group)),
    save: (group) => void writes.push(write(updateGroup, group)),
    assertUnchanged: (group) => void writes.push(write(groupUnchanged, group)),
  });
}
