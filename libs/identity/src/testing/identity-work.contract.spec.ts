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

const counted =
  (change: (logins: FailedLogins) => Partial<FailedLogins> = () => ({}), speed = 1) =>
  async (): Promise<FailedLoginsContractFixtures> => {
    let now = 0;
    const logins = memoryFailedLogins(() => now);
    return { logins: { ...logins, ...change(logins) }, pass: (ms) => void (now += ms * speed) };
  };

failedLoginsContract('in memory', counted());

suiteNotices('wrong secrets', failedLoginsContract, counted(), {
  'forgets them too soon': counted(undefined, 1.01),
  'remembers them too long': counted(undefined, 0.99),
  'counts those of all clients': counted(({ count, add }) => ({ count: () => count('any'), add: () => add('any') })),
  'counts each time it is asked': counted(({ count, add }) => ({
    count: (id) => {
      add(id);
      return count(id) - 1;
    },
  })),
  'counts one at most': counted(({ count }) => ({ count: (id) => Math.min(count(id), 1) })),
  'counts nothing': counted(() => ({ add: () => undefined })),
  'forgets all with the first that is over': counted(() => {
    let [times, last] = [0, 0];
    return {
      count: () => (last > 0 ? times : 0),
      add: () => void ([times, last] = [times + 1, 1]),
    };
  }),
});
