import type { AffinityGroupLists } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { groupFrom } from './affinity-groups.js';
import { associationFrom } from './associations.js';
import * as column from '../engine/columns.js';
import { filteredList, type Listed } from '../engine/filtered-list.js';
import { organizationFrom } from './organizations.js';
import { codeFrom } from './producer-codes.js';

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
  rowFrom: codeFrom,
} as const satisfies Listed<unknown, string>;

/** Lists over groups, codes, their associations and organizations. */
export const knexAffinityGroupLists = (reader: Knex): AffinityGroupLists => ({
  groups: filteredList(reader, {
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
    rowFrom: groupFrom,
  }),
  codes: filteredList(reader, codes),
  codesAvailableTo: (role) =>
    filteredList(reader, {
      ...codes,
      only: { sql: 'active = 1 and exists (select 1 from json_each(roles) r where r.value = ?)', bindings: [role] },
    }),
  codesOf: (groupId) =>
    filteredList(reader, {
      from: 'affinity_group_producer_code a join producer_code c on c.id = a.producer_code_id',
      select: 'a.*, c.code',
      only: { sql: 'a.group_id = ?', bindings: [groupId] },
      fields: { producerCodeId: 'a.producer_code_id', code: 'c.code' },
      ties: 'producerCodeId',
      rowFrom: (row) => ({ ...associationFrom(row), code: column.text(row, 'code') }),
    }),
  organizations: filteredList(reader, {
    from: 'organization',
    fields: { id: 'id', name: 'name' },
    ties: 'id',
    rowFrom: organizationFrom,
  }),
});
