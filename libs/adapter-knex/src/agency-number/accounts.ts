import type { Account, AccountId, Accounts, ApiUserId, Broker } from '@affinity-engine/agency-number';
import type { Knex } from 'knex';
import { fixed, instant, key, text } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { insertInto } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const accountTable = table<Account>('account', {
  id: key(text()),
  name: text(),
  createdAt: fixed(instant()),
});

export const brokerTable = table<Broker>('broker', {
  id: key(text()),
  accountId: fixed(text()),
  name: text(),
  createdAt: fixed(instant()),
});

type ApiUser = { readonly clientId: ApiUserId; readonly accountId: AccountId };
const apiUserTable = table<ApiUser>('api_user', { clientId: key(text()), accountId: fixed(text()) });

const insertAccount = insertInto(accountTable, writeOrder.account);
const insertBroker = insertInto(brokerTable, writeOrder.broker);
const insertUser = insertInto(apiUserTable, writeOrder.apiUser);

export function knexAccounts(reader: Knex): (writes: Write[]) => Accounts {
  const [find, broker] = [findBy(reader, accountTable, 'id'), findBy(reader, brokerTable, 'id')];
  const user = findBy(reader, apiUserTable, 'clientId');
  return (writes) => ({
    find,
    broker,
    ofUser: async (userId) => (await user(userId))?.accountId ?? null,
    add: (account) => void writes.push(write(insertAccount, account)),
    addBroker: (added) => void writes.push(write(insertBroker, added)),
    admit: (userId, accountId) => void writes.push(write(insertUser, { clientId: userId, accountId })),
  });
}
