import { describe, it, expect } from '@jest/globals';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { agencyFixtures } from './testing/index.js';

async function withAccounts() {
  const fixtures = agencyFixtures();
  const account = await fixtures.open('Konto', 'operator');
  const other = await fixtures.open('Anderes Konto', 'operator');
  const broker = await fixtures.addBroker(account.id, 'Müller', 'operator');
  const foreign = await fixtures.addBroker(other.id, 'Schmidt', 'operator');
  await fixtures.admit('user-1', account.id, 'operator');
  return { ...fixtures, account, other, broker, foreign };
}

describe('an API user', () => {
  it('acts for the broker it names, else for its account', async () => {
    const { ownerFor, account, broker } = await withAccounts();
    const [accountId, brokerId] = [account.id, broker.id];
    expect(await ownerFor('user-1', { accountId: null, brokerId })).toEqual({ accountId, brokerId });
    expect(await ownerFor('user-1', { accountId, brokerId })).toEqual({ accountId, brokerId });
    expect(await ownerFor('user-1', { accountId, brokerId: null })).toEqual({ accountId, brokerId: null });
  });

  it('acts for no other account, even by name', async () => {
    const { ownerFor, account, other, broker, foreign } = await withAccounts();
    const codes = (accountId: string | null, brokerId: string | null, user = 'user-1') =>
      refusalOf(ownerFor(user, { accountId, brokerId }));
    expect(await codes(null, null)).toBe('OWNER-REQUIRED');
    expect(await codes(other.id, null)).toBe('ACCOUNT-UNKNOWN');
    expect(await codes('nobody', null)).toBe('ACCOUNT-UNKNOWN');
    expect(await codes(null, foreign.id)).toBe('BROKER-UNKNOWN');
    expect(await codes(account.id, foreign.id)).toBe('BROKER-UNKNOWN');
    expect(await codes(other.id, foreign.id)).toBe('ACCOUNT-UNKNOWN');
    expect(await codes(null, account.id)).toBe('BROKER-UNKNOWN');
    expect(await codes(account.id, broker.id, 'user-2')).toBe('API-USER-UNKNOWN');
  });

  it('works for one account: once more for the same changes nothing, another is refused', async () => {
    const { admit, account, other, audit } = await withAccounts();
    const lines = audit().length;
    await admit('user-1', account.id, 'operator');
    expect(await refusalOf(admit('user-1', other.id, 'operator'))).toBe('API-USER-TAKEN');
    expect(await refusalOf(admit('user-2', 'nobody', 'operator'))).toBe('ACCOUNT-UNKNOWN');
    expect(audit()).toHaveLength(lines);
  });
});

describe('accounts and brokers', () => {
  it('leave a line each in the trail', async () => {
    const { audit, account, broker } = await withAccounts();
    expect(audit()).toEqual(
      expect.arrayContaining([
        { actor: 'operator', action: 'account.opened', subject: account.id },
        { actor: 'operator', action: 'broker.added', subject: broker.id, details: { accountId: account.id } },
        { actor: 'operator', action: 'api-user.admitted', subject: 'user-1', details: { accountId: account.id } },
      ]),
    );
  });

  it('belong together: a broker needs its account', async () => {
    const { addBroker } = await withAccounts();
    expect(await refusalOf(addBroker('nobody', 'x', 'operator'))).toBe('ACCOUNT-UNKNOWN');
  });

  it('are whom an operator acts for: a broker of the account that is named, or the account', async () => {
    const { ownerNamed, account, other, broker } = await withAccounts();
    expect(await ownerNamed(account.id, broker.id)).toEqual({ accountId: account.id, brokerId: broker.id });
    expect(await ownerNamed(account.id, null)).toEqual({ accountId: account.id, brokerId: null });
    expect(await refusalOf(ownerNamed(other.id, broker.id))).toBe('BROKER-UNKNOWN');
    expect(await refusalOf(ownerNamed(account.id, 'nobody'))).toBe('BROKER-UNKNOWN');
    expect(await refusalOf(ownerNamed('nobody', null))).toBe('ACCOUNT-UNKNOWN');
  });

  it('are read by the account’s id', async () => {
    const { readAccount, account } = await withAccounts();
    expect(await readAccount(account.id)).toEqual(account);
    expect(await refusalOf(readAccount('nobody'))).toBe('ACCOUNT-UNKNOWN');
  });
});
