import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import type { Account, AccountId, ApiUserId, Broker, BrokerId, Owner } from './agency-number.js';
import { agencyError } from './errors.js';
import type { Accounts, AgencyWork } from './ports.js';

/** Opens an account. */
export const openAccount =
  (work: AgencyWork, clock: Clock, ids: Ids) =>
  (name: string, by: Actor, once?: Once<Account>): Promise<Account> =>
    work.run(async ({ accounts, audit }) => {
      const account: Account = { id: ids.next(), name, createdAt: clock.now() };
      accounts.add(account);
      audit.append({ actor: by, action: 'account.opened', subject: account.id });
      return account;
    }, once);

/** Adds a broker to an account. @throws ACCOUNT-UNKNOWN */
export const addBroker =
  (work: AgencyWork, clock: Clock, ids: Ids) =>
  (accountId: AccountId, name: string, by: Actor, once?: Once<Broker>): Promise<Broker> =>
    work.run(async ({ accounts, audit }) => {
      await accountOf(accounts, accountId);
      const broker: Broker = { id: ids.next(), accountId, name, createdAt: clock.now() };
      accounts.addBroker(broker);
      audit.append({ actor: by, action: 'broker.added', subject: broker.id, details: { accountId } });
      return broker;
    }, once);

/** A client of role account, and the account it works for. */
export type ApiUser = { readonly userId: ApiUserId; readonly accountId: AccountId };

/**
 * Lets a client work for an account; repeating it for the same account changes nothing.
 * @throws CLIENT-UNKNOWN, API-USER-INVALID if its role is not `account`, ACCOUNT-UNKNOWN, API-USER-TAKEN
 */
export const admitApiUser =
  (work: AgencyWork) =>
  (userId: ApiUserId, accountId: AccountId, by: Actor, once?: Once<ApiUser>): Promise<ApiUser> =>
    work.run(async ({ accounts, clients, audit }) => {
      if ((await clients.roleOf(userId)) !== 'account') throw agencyError('API-USER-INVALID', { userId });
      await accountOf(accounts, accountId);
      const before = await accounts.ofUser(userId);
      if (before === accountId) return { userId, accountId };
      if (before !== null) throw agencyError('API-USER-TAKEN', { userId });
      accounts.admit(userId, accountId);
      audit.append({ actor: by, action: 'api-user.admitted', subject: userId, details: { accountId } });
      return { userId, accountId };
    }, once);

/** One account. @throws ACCOUNT-UNKNOWN */
export const readAccount =
  (work: AgencyWork) =>
  (id: AccountId): Promise<Account> =>
    work.run(({ accounts }) => accountOf(accounts, id));

/** The account an API user works for. @throws API-USER-UNKNOWN */
export const accountOfUser =
  (work: AgencyWork) =>
  (userId: ApiUserId): Promise<AccountId> =>
    work.run(({ accounts }) => ownAccount(accounts, userId));

/** The account or broker an API user names in its request. */
export type NamedOwner = { readonly accountId: AccountId | null; readonly brokerId: BrokerId | null };

/**
 * The owner an API user acts for: the broker it names, else its account. It can reach only its own account and that
 * account's brokers.
 * @throws API-USER-UNKNOWN, OWNER-REQUIRED if neither is named, ACCOUNT-UNKNOWN, BROKER-UNKNOWN
 */
export const ownerFor =
  (work: AgencyWork) =>
  (userId: ApiUserId, { accountId, brokerId }: NamedOwner): Promise<Owner> =>
    work.run(async ({ accounts }) => {
      const own = await ownAccount(accounts, userId);
      if (accountId === null && brokerId === null) throw agencyError('OWNER-REQUIRED');
      if (accountId !== null && accountId !== own) throw agencyError('ACCOUNT-UNKNOWN');
      if (brokerId !== null && (await accounts.broker(brokerId))?.accountId !== own)
        throw agencyError('BROKER-UNKNOWN');
      return { accountId: own, brokerId };
    });

/** The owner an operator acts for: the broker that is named, else the account. @throws ACCOUNT-UNKNOWN, BROKER-UNKNOWN */
export const ownerNamed =
  (work: AgencyWork) =>
  (accountId: AccountId, brokerId: BrokerId | null): Promise<Owner> =>
    work.run(async ({ accounts }) => {
      await accountOf(accounts, accountId);
      if (brokerId !== null && (await accounts.broker(brokerId))?.accountId !== accountId)
        throw agencyError('BROKER-UNKNOWN', { id: brokerId });
      return { accountId, brokerId };
    });

async function ownAccount(accounts: Accounts, userId: ApiUserId): Promise<AccountId> {
  const own = await accounts.ofUser(userId);
  if (own === null) throw agencyError('API-USER-UNKNOWN');
  return own;
}

async function accountOf(accounts: Accounts, id: AccountId): Promise<Account> {
  const account = await accounts.find(id);
  if (account === null) throw agencyError('ACCOUNT-UNKNOWN', { id });
  return account;
}
