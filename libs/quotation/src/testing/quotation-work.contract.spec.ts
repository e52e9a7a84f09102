import {
  eachMutant,
  memoryWork,
  mutantWorks,
  suiteNotices,
  type MutantWork,
  type PortsMutant,
} from '@affinity-engine/kernel/testing';
import type { QuotationLists, QuotationNumbers, QuotationPorts } from '../ports.js';
import {
  countingNumbers,
  memoryQuotationWork,
  quotationWorkContract,
  type MemoryQuotations,
  type QuotationContractFixtures,
} from './index.js';
import { quotationListMutants, quotationMutants } from './quotation-mutants.js';

type Parts = {
  readonly work?: MutantWork;
  readonly ports?: PortsMutant<QuotationPorts, MemoryQuotations>;
  readonly lists?: (lists: QuotationLists) => Partial<QuotationLists>;
  readonly numbers?: () => QuotationNumbers;
};

/** A store in memory, some of it replaced. */
const opened =
  ({ work = memoryWork, ports = () => ({}), lists = () => ({}), numbers = countingNumbers }: Parts = {}) =>
  async (): Promise<QuotationContractFixtures> => {
    const store = memoryQuotationWork();
    let partner = { admits: true };
    return {
      work: work((writes) => {
        const eligibility: QuotationPorts['eligibility'] = {
          async reasonsAgainst() {
            const read = partner;
            if (!read.admits) return [{ code: 'PRODUCT-NOT-IN-GROUP', groupId: 'pc:707' }];
            writes.push({ holds: () => partner === read, apply: () => undefined });
            return [];
          },
        };
        const sound = { ...store.ports(writes), eligibility };
        return { ...sound, ...ports(sound, writes, store) };
      }),
      lists: { ...store.lists, ...lists(store.lists) },
      numbers: numbers(),
      audit: async () => store.audit(),
      keepPartner: async (admits) => void (partner = { admits }),
      close: async () => undefined,
    };
  };

quotationWorkContract('in memory', opened());

const numbered = (next: (count: number) => string) =>
  opened({
    numbers: () => {
      let count = 0;
      return { next: async () => next((count += 1)) };
    },
  });

suiteNotices('the work on quotations', quotationWorkContract, opened(), {
  ...eachMutant(mutantWorks, (work) => opened({ work })),
  ...eachMutant(quotationMutants, (ports) => opened({ ports })),
  ...eachMutant(quotationListMutants, (lists) => opened({ lists })),
  'gives a number out twice': numbered((count) => String(1_000_000_000 + (count % 249))),
  'gives out numbers of eleven digits': numbered((count) => String(9_999_999_900 + count)),
});
