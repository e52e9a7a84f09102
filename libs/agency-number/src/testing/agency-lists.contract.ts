import { listByIdContract, unsortedIds } from '@affinity-engine/kernel/testing';
import type { Account, AgencyNumber, Broker } from '../agency-number.js';
import type { AgencyLists, AgencyNumberFilter, AgencyWork, WrittenAgencyNumber } from '../ports.js';
import { aBroker, anAccount, aWrittenNumber } from './data-fixtures.js';

/** What the suite looks at of an adapter: one empty store. */
export type AgencyListsContractFixtures = {
  readonly work: AgencyWork;
  readonly lists: AgencyLists;
  close(): Promise<void>;
};

const accounts: readonly Account[] = unsortedIds.map((id) => anAccount({ id, name: `Conta “${id}”` }));

/** Brokers of the accounts `a` and `b`, by turns. */
const brokers: readonly Broker[] = unsortedIds.map((id, at) =>
  aBroker({ id: `broker-${id}`, accountId: at % 2 === 0 ? 'a' : 'b', name: `Broker “${id}”` }),
);

/** Numbers of the accounts themselves and of their brokers, at two insurers. */
const written: readonly WrittenAgencyNumber[] = unsortedIds.flatMap((id, at) =>
  ['ins-5405', 'ins-5036'].map((insurerId, nth) =>
    aWrittenNumber({
      id: `${id}${nth}`,
      number: `number ${id}${nth}`,
      insurerId,
      owner: { accountId: at % 2 === 0 ? 'a' : 'b', brokerId: at % 3 === 0 ? null : `broker-${id}` },
      ...(nth === 0 ? { internalComment: 'seen by operators', active: false, collectionType: 'mga' } : {}),
    }),
  ),
);

const flags = { tenders: null, calculations: null };
const numbers: readonly AgencyNumber[] = written.map(({ defaultFor: _defaultFor, ...number }) => ({
  ...number,
  flags,
}));

const filters: readonly AgencyNumberFilter[] = [
  {},
  { accountId: 'a' },
  { brokerId: 'broker-a' },
  { insurerId: 'ins-5036' },
  { accountId: 'b', insurerId: 'ins-5405' },
  { accountId: 'b', brokerId: 'broker-a', insurerId: 'ins-5405' },
  { accountId: 'a', brokerId: 'broker-a' },
  { number: 'number a1' },
  { number: 'number' },
  { active: false },
  { active: true, accountId: 'b', insurerId: 'ins-5036' },
  { number: 'number a0', active: true },
];

const matches = ({ owner, insurerId, number, active }: AgencyNumber, filter: AgencyNumberFilter): boolean =>
  (filter.accountId ?? owner.accountId) === owner.accountId &&
  (filter.brokerId ?? owner.brokerId) === owner.brokerId &&
  (filter.insurerId ?? insurerId) === insurerId &&
  (filter.number ?? number) === number &&
  (filter.active ?? active) === active;

/** What every adapter of the lists over accounts, brokers and agency numbers keeps. */
export function agencyListsContract(name: string, open: () => Promise<AgencyListsContractFixtures>): void {
  const fill = ({ work }: AgencyListsContractFixtures) =>
    work.run(async (unit) => {
      for (const each of accounts) unit.accounts.add(each);
      for (const each of brokers) unit.accounts.addBroker(each);
      for (const each of written) unit.numbers.add(each);
    });

  listByIdContract(`accounts, ${name}`, accounts, async () => {
    const store = await open();
    return { list: store.lists.accounts, fill: () => fill(store), close: () => store.close() };
  });

  for (const accountId of ['a', 'b']) {
    const own = brokers.filter((broker) => broker.accountId === accountId);
    listByIdContract(`brokers of account ${accountId}, ${name}`, own, async () => {
      const store = await open();
      return { list: store.lists.brokersOf(accountId), fill: () => fill(store), close: () => store.close() };
    });
  }

  for (const filter of filters) {
    const found = numbers.filter((number) => matches(number, filter));
    listByIdContract(`agency numbers of ${JSON.stringify(filter)}, ${name}`, found, async () => {
      const store = await open();
      return { list: store.lists.agencyNumbers(filter), fill: () => fill(store), close: () => store.close() };
    });
  }
}
