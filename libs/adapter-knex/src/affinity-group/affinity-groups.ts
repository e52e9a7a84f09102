import type { AffinityGroup, Groups, Phone } from '@affinity-engine/affinity-group';
import type { Instant } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { assertUnchangedStatement, insertInto, updateOf } from '../engine/statements.js';

const changing = [
  'type',
  'name',
  'description',
  'jurisdictions',
  'organization_id',
  'primary_contact_first_name',
  'primary_contact_last_name',
  'primary_contact_phone',
  'products',
  'start_date',
  'end_date',
] as const;
const columns = ['id', 'version', ...changing] as const;
type Column = (typeof columns)[number];

const insertGroup = insertInto('affinity_group', columns, 8);
const updateGroup = updateOf<Column>(
  'affinity_group',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  8,
);

const groupUnchanged = assertUnchangedStatement('affinity_group', { key: ['id'], guard: ['version'] });

/** Affinity groups read at once, written with the unit of work. */
export function knexGroups(reader: Knex): (writes: Write[]) => Groups {
  const byId = batched<string, AffinityGroup>(async (ids) => {
    const rows = (await reader('affinity_group').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), groupFrom(row)]));
  });
  return (writes) => ({
    find: byId,
    add: (group) => void writes.push(write(insertGroup, toRow(group))),
    save: (group) => void writes.push(write(updateGroup, toRow(group))),
    assertUnchanged: ({ id, version }) => void writes.push(write(groupUnchanged, { id, version })),
  });
}

/** An affinity group from its row. */
export const groupFrom = (row: Row): AffinityGroup => ({
  id: column.text(row, 'id'),
  type: column.text(row, 'type') as AffinityGroup['type'],
  name: column.text(row, 'name'),
  description: column.textOrNull(row, 'description'),
  jurisdictions: column.json<string[]>(row, 'jurisdictions'),
  organizationId: column.textOrNull(row, 'organization_id'),
  primaryContactFirstName: column.textOrNull(row, 'primary_contact_first_name'),
  primaryContactLastName: column.textOrNull(row, 'primary_contact_last_name'),
  primaryContactPhone: column.jsonOrNull<Phone>(row, 'primary_contact_phone'),
  products: column.json<string[]>(row, 'products'),
  startDate: column.textOrNull(row, 'start_date') as Instant | null,
  endDate: column.textOrNull(row, 'end_date') as Instant | null,
  version: column.integer(row, 'version'),
});

const toRow = (group: AffinityGroup): Record<Column, Value> => ({
  id: group.id,
  type: group.type,
  name: group.name,
  description: group.description,
  jurisdictions: column.jsonText(group.jurisdictions),
  organization_id: group.organizationId,
  primary_contact_first_name: group.primaryContactFirstName,
  primary_contact_last_name: group.primaryContactLastName,
  primary_contact_phone: column.jsonTextOrNull(group.primaryContactPhone),
  products: column.jsonText(group.products),
  start_date: group.startDate,
  end_date: group.endDate,
  version: group.version,
});
