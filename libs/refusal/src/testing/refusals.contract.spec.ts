import { instant } from '@affinity-engine/kernel';
import { eachMutant, suiteNotices } from '@affinity-engine/kernel/testing';
import { memoryRefusals, type MemoryRefusals } from './memory-refusals.js';
import { refusalsContract, type RefusalsContractFixtures } from './refusals.contract.js';

type Broken = (memory: MemoryRefusals) => Partial<RefusalsContractFixtures>;

const inMemory = async (broken: Broken = () => ({})): Promise<RefusalsContractFixtures> => {
  const memory = memoryRefusals();
  return { keeping: memory, lists: memory.lists, close: async () => undefined, ...broken(memory) };
};
refusalsContract('in memory', () => inMemory());

const ofLists =
  (change: (lists: MemoryRefusals['lists']) => Partial<MemoryRefusals['lists']>): Broken =>
  ({ lists }) => ({ lists: { ...lists, ...change(lists) } });
const withoutFilter = (name: 'partnerId' | 'clientId' | 'operation' | 'code' | 'from' | 'to' | 'before'): Broken =>
  ofLists(({ page }) => ({
    page: (query) => {
      const { [name]: _left, ...rest } = query;
      return page(rest);
    },
  }));
const ofKeeping =
  (change: (keep: MemoryRefusals['keep']) => MemoryRefusals['keep']): Broken =>
  ({ keep }) => ({ keeping: { keep: change(keep) } });

/** What keeping refusals may do wrong. */
const mutants: Readonly<Record<string, Broken>> = {
  'keeps nothing': ofKeeping(() => async () => undefined),
  'counts nothing': ofKeeping(
    (keep) =>
      ({ refusals }, most) =>
        keep({ refusals, counts: [] }, most),
  ),
  'keeps no single one': ofKeeping(
    (keep) =>
      ({ counts }, most) =>
        keep({ counts, refusals: [] }, most),
  ),
  'keeps all of a client': ofKeeping((keep) => (batch) => keep(batch, 1_000)),
  'counts each once': ofKeeping(
    (keep) =>
      ({ counts, refusals }, most) =>
        keep({ refusals, counts: counts.map((each) => ({ ...each, count: 1 })) }, most),
  ),
  'forgets the problems': ofKeeping(
    (keep) =>
      ({ counts, refusals }, most) =>
        keep({ counts, refusals: refusals.map((each) => ({ ...each, problems: [] })) }, most),
  ),
  'forgets what it was about': ofKeeping(
    (keep) =>
      ({ counts, refusals }, most) =>
        keep({ counts, refusals: refusals.map((each) => ({ ...each, about: {} })) }, most),
  ),
  'lists the oldest first': ofLists(({ page }) => ({
    page: async ({ limit, ...query }) => (await page({ ...query, limit: 100 })).toReversed().slice(0, limit),
  })),
  'lists one more': ofLists(({ page }) => ({ page: (query) => page({ ...query, limit: query.limit + 1 }) })),
  'lists what is of all partners': withoutFilter('partnerId'),
  'lists what is of all clients': withoutFilter('clientId'),
  'lists what is of all operations': withoutFilter('operation'),
  'lists what is of all codes': withoutFilter('code'),
  'lists what was before': withoutFilter('from'),
  'lists what was after': withoutFilter('to'),
  'lists the first page always': withoutFilter('before'),
  'goes on before the moment': ofLists(({ page }) => ({
    page: ({ before, ...query }) => page({ ...query, ...(before && { before: { ...before, number: 0 } }) }),
  })),
  'shows what is of others': ofLists(({ find }) => ({ find: (reference) => find(reference) })),
  'finds nothing': ofLists(() => ({ find: async () => null })),
  'groups all partners': ofLists(({ groups }) => ({
    groups: ({ partnerId: _all, ...query }) => groups(query),
  })),
  'groups from the first hour on': ofLists(({ groups }) => ({
    groups: (query) => groups({ ...query, from: instant('2020-01-01T00:00:00Z') }),
  })),
  'groups to the last hour': ofLists(({ groups }) => ({
    groups: (query) => groups({ ...query, to: instant('2030-01-01T00:00:00Z') }),
  })),
  'shows the rarest first': ofLists(({ groups }) => ({
    groups: async (query) => (await groups(query)).toReversed(),
  })),
  'shows all groups': ofLists(({ groups }) => ({ groups: (query) => groups({ ...query, limit: 100 }) })),
};

suiteNotices(
  'refusals',
  refusalsContract,
  () => inMemory(),
  eachMutant(mutants, (broken) => () => inMemory(broken)),
);
