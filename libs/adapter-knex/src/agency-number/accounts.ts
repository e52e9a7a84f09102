import type { Account, Accounts, Broker } from '@affinity-engine/agency-number';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { insertInto } from '../engine/statements.js';

const insertAccount = insertInto('account', ['id', 'name', 'created_at'], 3);
const insertBroker = insertInto('broker', ['id', 'account_id', 'name', 'created_at'], 4);
const insertUser = insertInto('api_user', ['client_id', 'account_id'], 4);

/** Accounts, brokers and API users, read at once, written with the unit of work. */
export function knexAccounts(reader: Knex): (writes: Write[]) => Accounts {
  const account = oneOf(reader, 'account', 'id', accountFrom);
  const broker = oneOf(reader, 'broker', 'id', brokerFrom);
  const ofUser = oneOf(reader, 'api_user', 'client_id', (row) => column.text(row, 'account_id'));
  return (writes) => ({
    find: account,
    broker,
    ofUser,
    add: ({ id, name, createdAt }) =>
      void writes.push(write(insertAccount, { id, name, created_at: column.milliseconds(createdAt) })),
    addBroker: ({ id, accountId, name, createdAt }) =>
      void writes.push(
        write(insertBroker, { id, account_id: accountId, name, created_at: column.milliseconds(createdAt) }),
      ),
    admit: (userId, accountId) => void writes.push(write(insertUser, { client_id: userId, account_id: accountId })),
  });
}

const oneOf = <Found>(reader: Knex, table: string, key: string, from: (row: Row) => Found) =>
  batched<string, Found>(async (keys) => {
    const rows = (await reader(table).whereIn(key, keys as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, key), from(row)]));
  });

/** All accounts in the order of their identifiers. */
export const listAccounts =
  (reader: Knex) =>
  async (after: string | null, limit: number): Promise<readonly Account[]> => {
    const found = reader('account').orderBy('id').limit(limit);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(accountFrom);
  };

/** The brokers of an account in the order of their identifiers. */
export const listBrokers =
  (reader: Knex) =>
  (accountId: string) =>
  async (after: string | null, limit: number): Promise<readonly Broker[]> => {
    const found = reader('broker').where('account_id', accountId).orderBy('id').limit(limit);
    if (after !== null) found.where('id', '>', after);
    return ((await found) as Row[]).map(brokerFrom);
  };

const accountFrom = (row: Row): Account => ({
  id: column.text(row, 'id'),
  name: column.text(row, 'name'),
  createdAt: column.instantOf(row, 'created_at'),
});

const brokerFrom = (row: Row): Broker => ({ ...accountFrom(row), accountId: column.text(row, 'account_id') });
