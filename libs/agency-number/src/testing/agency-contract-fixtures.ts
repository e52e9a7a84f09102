import type { AuditEntry } from '@affinity-engine/kernel';
import type { Owner } from '../agency-number.js';
import type { AgencyPorts, AgencyWork, WrittenAgencyNumber } from '../ports.js';
import { aBroker, aBrokerOwner, anAccount } from './data-fixtures.js';

/** What the contract looks at of an adapter: one store without accounts, in which clients `user-1` and `user-2` are known. */
export type AgencyContractFixtures = {
  readonly work: AgencyWork;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
};

/** An owner of the other account that a furnished store has. */
export const otherOwner: Owner = { accountId: 'account-2', brokerId: 'broker-3' };

/** A store with two accounts: `account-1` with `broker-1` and `broker-2`, `account-2` with `broker-3`. */
export async function furnished(open: () => Promise<AgencyContractFixtures>): Promise<AgencyContractFixtures> {
  const store = await open();
  await store.work.run(async ({ accounts }) => {
    for (const id of ['account-1', 'account-2']) accounts.add(anAccount({ id }));
    for (const id of ['broker-1', 'broker-2']) accounts.addBroker(aBroker({ id }));
    accounts.addBroker(aBroker({ id: 'broker-3', accountId: 'account-2' }));
  });
  return store;
}

/** What the contract does to a store again and again. */
export function actingOn(store: () => AgencyContractFixtures) {
  const write = (act: (ports: AgencyPorts) => void) => store().work.run(async (ports) => act(ports));
  return {
    write,
    add: (...written: readonly WrittenAgencyNumber[]) =>
      write(({ numbers }) => written.forEach((each) => numbers.add(each))),
    find: (id: string, owner: Owner | null = aBrokerOwner) =>
      store().work.run(({ numbers }) => numbers.find(id, owner)),
    at: (owner: Owner, insurerId = 'ins-5405') => store().work.run(({ numbers }) => numbers.at(owner, insurerId)),
  };
}
