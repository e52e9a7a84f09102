import {
  eachMutant,
  memoryWork,
  mutantWorks,
  suiteNotices,
  type MutantWork,
  type PortsMutant,
} from '@affinity-engine/kernel/testing';
import type { AgencyLists, AgencyPorts } from '../ports.js';
import { agencyMutants } from './agency-mutants.js';
import {
  agencyListsContract,
  agencyWorkContract,
  memoryAgencyWork,
  type AgencyContractFixtures,
  type AgencyListsContractFixtures,
  type MemoryAgency,
} from './index.js';

const close = async () => undefined;

const opened =
  (work: MutantWork = memoryWork, change: PortsMutant<AgencyPorts, MemoryAgency> = () => ({})) =>
  async (): Promise<AgencyContractFixtures> => {
    const store = memoryAgencyWork();
    return {
      work: work((writes) => {
        const ports = store.ports(writes);
        return { ...ports, ...change(ports, writes, store) };
      }),
      audit: async () => store.audit(),
      close,
    };
  };

agencyWorkContract('in memory', opened());

suiteNotices('the work on agency numbers', agencyWorkContract, opened(), {
  ...eachMutant(mutantWorks, (work) => opened(work)),
  ...eachMutant(agencyMutants, (change) => opened(memoryWork, change)),
});

const listed =
  (change: (lists: AgencyLists) => Partial<AgencyLists> = () => ({})) =>
  async (): Promise<AgencyListsContractFixtures> => {
    const { work, lists } = memoryAgencyWork();
    return { work, lists: { ...lists, ...change(lists) }, close };
  };

agencyListsContract('in memory', listed());

suiteNotices('the lists of agency numbers', agencyListsContract, listed(), {
  'lists the brokers of one account for all': listed(({ brokersOf }) => ({ brokersOf: () => brokersOf('a') })),
  'ignores the account': listed(({ agencyNumbers }) => ({
    agencyNumbers: ({ accountId: _accountId, ...filter }) => agencyNumbers(filter),
  })),
  'ignores the broker': listed(({ agencyNumbers }) => ({
    agencyNumbers: ({ brokerId: _brokerId, ...filter }) => agencyNumbers(filter),
  })),
  'ignores the insurer': listed(({ agencyNumbers }) => ({
    agencyNumbers: ({ insurerId: _insurerId, ...filter }) => agencyNumbers(filter),
  })),
  'limits before it filters': listed(({ agencyNumbers }) => ({
    agencyNumbers: (filter) => async (after, limit) => {
      const all = await agencyNumbers({})(after, limit);
      const found = await agencyNumbers(filter)(null, 1_000);
      return all.filter(({ id }) => found.some((each) => each.id === id));
    },
  })),
  'hides comments': listed(({ agencyNumbers }) => ({
    agencyNumbers: (filter) => async (after, limit) =>
      (await agencyNumbers(filter)(after, limit)).map((number) => ({ ...number, internalComment: null })),
  })),
  'hides what is inactive': listed(({ agencyNumbers }) => ({
    agencyNumbers: (filter) => async (after, limit) =>
      (await agencyNumbers(filter)(after, 1_000)).filter(({ active }) => active).slice(0, limit),
  })),
  'lists accounts without their names': listed(({ accounts }) => ({
    accounts: async (after, limit) => (await accounts(after, limit)).map((account) => ({ ...account, name: '' })),
  })),
});
