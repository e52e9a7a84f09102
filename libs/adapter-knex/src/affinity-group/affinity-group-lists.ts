import type { AffinityGroupLists } from '@affinity-engine/affinity-group';
import { filteredList, type Listed } from '../engine/filtered-list.js';
import { textIn, type Execute } from '../engine/sql.js';
import { groupTable } from './affinity-groups.js';
import { associationTable } from './associations.js';
import { organizationTable } from './organizations.js';
import { codeTable } from './producer-codes.js';

const codes = {
  from: 'producer_code',
  fields: {
    id: 'id',
    code: 'code',
    description: 'description',
    organizationId: 'organization_id',
    active: `case active when 1 then 'true' else 'false' end`,
  },
  ties: 'id',
  rowFrom: codeTable.read,
} as const satisfies Listed<unknown, string>;

export const knexAffinityGroupLists = (read: Execute): AffinityGroupLists => ({
  groups: filteredList(read, {
    from: 'affinity_group',
    fields: {
      id: 'id',
      type: 'type',
      name: 'name',
      description: 'description',
      organizationId: 'organization_id',
      primaryContactFirstName: 'primary_contact_first_name',
      primaryContactLastName: 'primary_contact_last_name',
      startDate: 'start_date',
      endDate: 'end_date',
    },
    ties: 'id',
    coarse: ['type'],
    rowFrom: groupTable.read,
  }),
  codes: filteredList(read, codes),
  codesAvailableTo: (role) =>
    filteredList(read, {
      ...codes,
      only: { sql: `active = 1 and ${read.words.arrayHasBound('roles')}`, bindings: [role] },
    }),
  codesOf: (groupId) =>
    filteredList(read, {
      from: 'affinity_group_producer_code a join producer_code c on c.id = a.producer_code_id',
      select: 'a.*, c.code',
      only: { sql: 'a.group_id = ?', bindings: [groupId] },
      fields: { producerCodeId: 'a.producer_code_id', code: 'c.code' },
      ties: 'producerCodeId',
      rowFrom: (row) => ({ ...associationTable.read(row), code: textIn(row, 'code') }),
    }),
  organizations: filteredList(read, {
    from: 'organization',
    fields: { id: 'id', name: 'name' },
    ties: 'id',
    rowFrom: organizationTable.read,
  }),
});
