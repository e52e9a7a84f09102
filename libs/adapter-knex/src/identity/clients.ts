import type { Client, Clients } from '@affinity-engine/identity';
import type { Knex } from 'knex';
import { fixed, instant, instantOrNull, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const clientTable = table<Client>('client', {
  id: key(text()),
  name: text(),
  role: fixed(text()),
  partnerId: fixed(textOrNull()),
  secretHash: text(),
  createdAt: fixed(instant()),
  revokedAt: instantOrNull(),
  version: version(),
});

const insertClient = insertInto(clientTable, writeOrder.client);
const updateClient = updateOf(clientTable, writeOrder.client);

export function knexClients(reader: Knex): (writes: Write[]) => Clients {
  const find = findBy(reader, clientTable, 'id');
  return (writes) => ({
    find,
    add: (client) => void writes.push(write(insertClient, client)),
    save: (client) => void writes.push(write(updateClient, client)),
  });
}
