import { flagsAfter, noFlags } from '@affinity-engine/agency-default';
import type { AuditEntry } from '@affinity-engine/kernel';
import { memoryListById, memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';
import type { Account, AccountId, AgencyNumber, ApiUserId, Broker, BrokerId, Owner } from '../agency-number.js';
import type { Accounts, AgencyLists, AgencyNumbers, AgencyPorts, AgencyWork, WrittenAgencyNumber } from '../ports.js';

export type MemoryAgency = {
  readonly work: AgencyWork;
  readonly lists: AgencyLists;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): AgencyPorts;
  /** Every agency number there is, oldest first. */
  numbers(): readonly AgencyNumber[];
  audit(): readonly AuditEntry[];
};

/** The ports of this context over one store in memory. */
export function memoryAgencyWork(now?: () => number): MemoryAgency {
  const store = emptyStore();
  const audit: AuditEntry[] = [];
  const ports = (writes: MemoryWrite[]): AgencyPorts => ({
    numbers: numbersOver(store, writes),
    accounts: accountsOver(store, writes),
    audit: { append: (entry) => void writes.push({ holds: () => true, apply: () => void audit.push(entry) }) },
    clients: { roleOf: async () => 'account' },
  });
  return {
    work: memoryWork(ports, now),
    ports,
    lists: listsOver(store),
    numbers: () => [...store.numbers.values()],
    audit: () => [...audit],
  };
}

const listsOver = ({ accounts, brokers, numbers }: Store): AgencyLists => ({
  accounts: memoryListById(() => accounts.values()),
  brokersOf: (accountId) => memoryListById(() => [...brokers.values()].filter((each) => each.accountId === accountId)),
  agencyNumbers: ({ accountId, brokerId, insurerId, number, active }) =>
    memoryListById(() =>
      [...numbers.values()].filter(
        (each) =>
          (accountId === undefined || each.owner.accountId === accountId) &&
          (brokerId === undefined || each.owner.brokerId === brokerId) &&
          (insurerId === undefined || each.insurerId === insurerId) &&
          (number === undefined || each.number === number) &&
          (active === undefined || each.active === active),
      ),
    ),
});

type Store = {
  readonly numbers: Map<string, AgencyNumber>;
  readonly accounts: Map<AccountId, Account>;
  readonly brokers: Map<BrokerId, Broker>;
  readonly users: Map<ApiUserId, AccountId>;
  /** How many numbers were written so far: the place of the next one. */
  written: number;
};

const emptyStore = (): Store => ({
  numbers: new Map(),
  accounts: new Map(),
  brokers: new Map(),
  users: new Map(),
  written: 0,
});

function numbersOver(store: Store, writes: MemoryWrite[]): AgencyNumbers {
  const all = (): readonly AgencyNumber[] => [...store.numbers.values()];
  const of = (owner: Owner) => all().filter((each) => isOf(each, owner));
  return {
    find: async (id, owner) => (owner === null ? all() : of(owner)).find((each) => each.id === id) ?? null,
    at: async (owner, insurerId) => of(owner).filter((each) => each.insurerId === insurerId),
    matching: async (owner, keys) =>
      of(owner).filter((each) =>
        keys.some(({ insurerId, number }) => each.insurerId === insurerId && each.number === number),
      ),
    usedExternalIds: async (accountId, ids) =>
      all()
        .filter((each) => each.owner.accountId === accountId && ids.includes(each.externalUniqueId ?? ''))
        .map(({ externalUniqueId }) => externalUniqueId ?? ''),
    add: (written) =>
      void writes.push({
        holds: () => all().every((each) => !collides(each, written)),
        apply: () => void put(written, noFlags),
      }),
    replace: (written) =>
      void writes.push({
        holds: () => store.numbers.has(written.id),
        apply: () => void put(written, store.numbers.get(written.id)?.flags ?? noFlags),
      }),
    change: (id, { active, matchCode, defaultFor = {} }, at) =>
      void writes.push({
        holds: () => store.numbers.has(id),
        apply: () => {
          const before = store.numbers.get(id) as AgencyNumber;
          const flags = flagsAfter(before.flags, defaultFor, nextPlace());
          store.numbers.set(id, {
            ...before,
            ...(matchCode === undefined ? {} : { matchCode }),
            ...{ active: active ?? before.active, flags, changedAt: at },
          });
        },
      }),
  };

  function put({ defaultFor, ...written }: WrittenAgencyNumber, before: AgencyNumber['flags']): void {
    store.numbers.set(written.id, { ...written, flags: flagsAfter(before, defaultFor, nextPlace()) });
  }

  function nextPlace(): number {
    store.written += 1;
    return store.written;
  }
}

const isOf = ({ owner }: Pick<AgencyNumber, 'owner'>, { accountId, brokerId }: Owner): boolean =>
  owner.accountId === accountId && owner.brokerId === brokerId;

/** Whether two entries cannot both be: one id, one external id, or one number without an external id. */
const collides = (one: AgencyNumber, other: WrittenAgencyNumber): boolean =>
  one.id === other.id ||
  (one.owner.accountId === other.owner.accountId &&
    one.externalUniqueId !== null &&
    one.externalUniqueId === other.externalUniqueId) ||
  (isOf(one, other.owner) &&
    one.insurerId === other.insurerId &&
    one.number === other.number &&
    one.externalUniqueId === null &&
    other.externalUniqueId === null);

function accountsOver(store: Store, writes: MemoryWrite[]): Accounts {
  const set = <Value>(map: Map<string, Value>, key: string, value: Value): void =>
    void writes.push({ holds: () => !map.has(key), apply: () => void map.set(key, value) });
  return {
    find: async (id) => store.accounts.get(id) ?? null,
    broker: async (id) => store.brokers.get(id) ?? null,
    ofUser: async (userId) => store.users.get(userId) ?? null,
    add: (account) => set(store.accounts, account.id, account),
    addBroker: (broker) => set(store.brokers, broker.id, broker),
    admit: (userId, accountId) => set(store.users, userId, accountId),
  };
}
