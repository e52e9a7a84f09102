import type { Organization, Organizations } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { insertInto } from '../engine/statements.js';

const insertOrganization = insertInto('organization', ['id', 'name', 'version'], 6);

/** Organizations read at once, written with the unit of work. */
export function knexOrganizations(reader: Knex): (writes: Write[]) => Organizations {
  const find = batched<string, Organization>(async (ids) => {
    const rows = (await reader('organization').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), organizationFrom(row)]));
  });
  return (writes) => ({
    find,
    add: ({ id, name, version }) => void writes.push(write(insertOrganization, { id, name, version })),
  });
}

/** An organization from its row. */
export const organizationFrom = (row: Row): Organization => ({
  id: column.text(row, 'id'),
  name: column.text(row, 'name'),
  version: column.integer(row, 'version'),
});
