import type { Client, Clients, Role } from '@affinity-engine/identity';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { insertInto, updateOf } from '../engine/statements.js';

const changing = ['name', 'secret_hash', 'revoked_at'] as const;
const columns = ['id', 'role', 'partner_id', 'created_at', 'version', ...changing] as const;
type Column = (typeof columns)[number];

const insertClient = insertInto('client', columns, 2);
const updateClient = updateOf<Column>(
  'client',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  2,
);

/** Clients read at once, written with the unit of work. */
export function knexClients(reader: Knex): (writes: Write[]) => Clients {
  const byId = batched<string, Client>(async (ids) => {
    const rows = (await reader('client').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), clientFrom(row)]));
  });
  return (writes) => ({
    find: byId,
    add: (client) => void writes.push(write(insertClient, toRow(client))),
    save: (client) => void writes.push(write(updateClient, toRow(client))),
  });
}

/** All clients in the order of their identifiers. */
export const listClients =
  (reader: Knex) =>
  async (after: string | null, limit: number): Promise<readonly Client[]> => {
    const found = reader('client').orderBy('id').limit(limit);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(clientFrom);
  };

const clientFrom = (row: Row): Client => ({
  id: column.text(row, 'id'),
  name: column.text(row, 'name'),
  role: column.text(row, 'role') as Role,
  partnerId: column.textOrNull(row, 'partner_id'),
  secretHash: column.text(row, 'secret_hash'),
  createdAt: column.instantOf(row, 'created_at'),
  revokedAt: column.instantOrNull(row, 'revoked_at'),
  version: column.integer(row, 'version'),
});

const toRow = (client: Client): Record<Column, Value> => ({
  id: client.id,
  name: client.name,
  role: client.role,
  partner_id: client.partnerId,
  secret_hash: client.secretHash,
  created_at: column.milliseconds(client.createdAt),
  revoked_at: column.millisecondsOrNull(client.revokedAt),
  version: client.version,
});
