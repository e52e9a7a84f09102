import {
  eachMutant,
  memoryWork,
  mutantWorks,
  portMutants,
  replaced,
  suiteNotices,
  unguarded,
  withoutEffect,
  type MutantWork,
  type PortsMutant,
} from '@affinity-engine/kernel/testing';
import type { Client } from '../client.js';
import type { FailedLogins, IdentityPorts } from '../ports.js';
import {
  clientListContract,
  failedLoginsContract,
  identityWorkContract,
  memoryFailedLogins,
  memoryIdentityWork,
  type ClientListContractFixtures,
  type FailedLoginsContractFixtures,
  type IdentityContractFixtures,
  type MemoryIdentity,
} from './index.js';

type Mutant = PortsMutant<IdentityPorts, MemoryIdentity>;
const inPort = portMutants<IdentityPorts, MemoryIdentity>();
const close = async () => undefined;

const opened =
  (work: MutantWork = memoryWork, change: Mutant = () => ({})) =>
  async (): Promise<IdentityContractFixtures> => {
    const store = memoryIdentityWork();
    return {
      work: work((writes) => {
        const ports = store.ports(writes);
        return { ...ports, ...change(ports, writes, store) };
      }),
      audit: async () => store.audit(),
      close,
    };
  };

const changed = (fields: readonly (keyof Client)[], change: (field: keyof Client) => Mutant) =>
  fields.map((field) => [field, change(field)] as const);

const mutants: Readonly<Record<string, Mutant>> = {
  'adds clients over others': inPort('clients', ({ add }, writes) => ({ add: replaced(writes, add, unguarded) })),
  'saves clients whatever their version': inPort('clients', ({ save }, writes) => ({
    save: replaced(writes, save, unguarded),
  })),
  'saves nothing': inPort('clients', ({ save }, writes) => ({ save: replaced(writes, save, withoutEffect) })),
  'saves every client': inPort('clients', ({ save }, _, store) => ({
    save: (client) => store.clients().forEach(({ id, version }) => save({ ...client, id, version })),
  })),
  'finds any client': inPort('clients', ({ find }, _, store) => ({
    find: async (id) => (await find(id)) ?? store.clients()[0] ?? null,
  })),
  'drops the details of the trail': inPort('audit', ({ append }) => ({
    append: ({ actor, action, subject }) => append({ actor, action, subject }),
  })),
  ...Object.fromEntries(
    changed(['secretHash', 'revokedAt'], (field) =>
      inPort('clients', ({ save }, _, store) => ({
        save: (client) => save({ ...client, [field]: store.clients().find(({ id }) => id === client.id)?.[field] }),
      })),
    ).map(([field, mutant]) => [`saves clients without their ${field}`, mutant]),
  ),
  ...Object.fromEntries(
    changed(['partnerId', 'role', 'name', 'revokedAt', 'createdAt', 'version'], (field) =>
      inPort('clients', ({ add }) => ({ add: (client) => add({ ...client, [field]: null }) })),
    ).map(([field, mutant]) => [`adds clients without their ${field}`, mutant]),
  ),
};

identityWorkContract('in memory', opened());

suiteNotices('the work on clients', identityWorkContract, opened(), {
  ...eachMutant(mutantWorks, (work) => opened(work)),
  ...eachMutant(mutants, (mutant) => opened(memoryWork, mutant)),
});

const listed =
  (change: (client: Client) => Client = (client) => client) =>
  async (): Promise<ClientListContractFixtures> => {
    const { work, list } = memoryIdentityWork();
    return { work, list: async (after, limit) => (await list(after, limit)).map(change), close };
  };

clientListContract('in memory', listed());

suiteNotices('the list of clients', clientListContract, listed(), {
  'lists no revocations': listed((client) => ({ ...client, revokedAt: null })),
  'lists partners alone': listed((client) => ({ ...client, role: 'partner' })),
  'lists clients without their partners': listed((client) => ({ ...client, partnerId: null })),
  'hides digests': listed((client) => ({ ...client, secretHash: '' })),
  'lists clients in their first version': listed((client) => ({ ...client, version: 1 })),
});

type Change = (logins: FailedLogins, now: () => number) => FailedLogins['add'];

const counted =
  (change: Change = ({ add }) => add, speed = 1) =>
  async (): Promise<FailedLoginsContractFixtures> => {
    let now = 0;
    const add = change(
      memoryFailedLogins(() => now),
      () => now,
    );
    return { logins: { add }, pass: async (ms) => void (now += ms * speed), close };
  };

failedLoginsContract('in memory', counted());

/** Changes what is returned for one that is refused. */
const saying =
  (change: (seconds: number) => number): Change =>
  ({ add }) =>
  async (address, most) => {
    const seconds = await add(address, most);
    return seconds === null ? null : change(seconds);
  };

suiteNotices('wrong secrets', failedLoginsContract, counted(), {
  'forgets them too soon': counted(undefined, 1.25),
  'remembers them too long': counted(undefined, 0.75),
  'counts nothing': counted(() => async () => null),
  'counts one at most': counted(
    ({ add }) =>
      (address) =>
        add(address, 1),
  ),
  'counts one too many': counted(
    ({ add }) =>
      (address, most) =>
        add(address, most + 1),
  ),
  'counts those of all addresses': counted(
    ({ add }) =>
      (_, most) =>
        add('any', most),
  ),
  'counts small and capital letters as one': counted(
    ({ add }) =>
      (address, most) =>
        add(address.toLowerCase(), most),
  ),
  'counts by the beginning of an address': counted(
    ({ add }) =>
      (address, most) =>
        add(address.slice(0, 10), most),
  ),
  'begins the minute anew with one that is refused': counted((logins, now) => {
    let own = logins;
    return async (address, most) => {
      const seconds = await own.add(address, most);
      if (seconds === null) return null;
      own = memoryFailedLogins(now);
      for (let count = 0; count < most; count += 1) await own.add(address, most);
      return seconds;
    };
  }),
  'begins the minute at the last one': counted((_, now) => {
    const last = new Map<string, { readonly at: number; readonly count: number }>();
    return async (address, most) => {
      const { at, count } = last.get(address) ?? { at: 0, count: 0 };
      const before = now() - at < 60_000 ? count : 0;
      if (before >= most) return Math.ceil((at + 60_000 - now()) / 1000);
      last.set(address, { at: now(), count: before + 1 });
      return null;
    };
  }),
  'says milliseconds': counted(saying((seconds) => seconds * 1000)),
  'says parts of a second': counted(saying((seconds) => seconds + 0.1)),
  'says that it is over': counted(saying(() => 0)),
  'says a minute each time': counted(saying(() => 60)),
  'lets pass those that come while two are counted': counted(({ add }) => {
    let counting = 0;
    return async (address, most) => {
      if (counting >= 2) return null;
      counting += 1;
      const seconds = await add(address, most);
      counting -= 1;
      return seconds;
    };
  }),
});
