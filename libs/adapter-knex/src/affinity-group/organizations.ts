import type { Organization, Organizations } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { key, text, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { insertInto } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const organizationTable = table<Organization>('organization', {
  id: key(text()),
  name: text(),
  version: version(),
});

const insertOrganization = insertInto(organizationTable, writeOrder.organization);

export function knexOrganizations(reader: Knex): (writes: Write[]) => Organizations {
  const find = findBy(reader, organizationTable, 'id');
  return (writes) => ({
    find,
    add: (organization) => void writes.push(write(insertOrganization, organization)),
  });
}
