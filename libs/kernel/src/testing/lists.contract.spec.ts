import type { AuditEntry, AuditList, AuditPage, ListById } from '../ports.js';
import {
  auditListContract,
  fixedClock,
  listByIdContract,
  memoryAuditList,
  memoryListById,
  suiteNotices,
  unsortedIds,
  type AuditListContractFixtures,
  type ListByIdContractFixtures,
} from './index.js';

type Row = { readonly id: string; readonly name: string };

const rows: readonly Row[] = unsortedIds.map((id) => ({ id, name: `name of ${id}` }));

const listed =
  (change: (list: ListById<Row>, kept: readonly Row[]) => ListById<Row> = (list) => list) =>
  async (): Promise<ListByIdContractFixtures<Row>> => {
    const kept: Row[] = [];
    return {
      list: change(
        memoryListById(() => kept),
        kept,
      ),
      fill: async () => void kept.push(...rows),
      close: async () => undefined,
    };
  };

const suite = (_: string, open: () => Promise<ListByIdContractFixtures<Row>>) => listByIdContract('rows', rows, open);

suite('in memory', listed());

suiteNotices('lists by identifier', suite, listed(), {
  'ignores the limit': listed((list) => (after) => list(after, Infinity)),
  'gives one too few': listed((list) => (after, limit) => list(after, limit - 1)),
  'ignores where to go on': listed((list) => (_, limit) => list(null, limit)),
  'gives the row again that it goes on behind': listed((list, kept) => async (after, limit) => {
    const again = kept.filter(({ id }) => id === after);
    return [...again, ...(await list(after, limit))].slice(0, limit);
  }),
  'goes on only behind what is there': listed(
    (list, kept) => async (after, limit) =>
      after === null || kept.some(({ id }) => id === after) ? list(after, limit) : [],
  ),
  'lists in the order of additions': listed((_, kept) => async (after, limit) => {
    const from = kept.findIndex(({ id }) => id === after) + 1;
    return kept.slice(from, from + limit);
  }),
  'lists in the order of an alphabet': listed((_, kept) => async (after, limit) => {
    const sorted = [...kept].sort((one, other) => one.id.localeCompare(other.id));
    const from = sorted.findIndex(({ id }) => id === after) + 1;
    return sorted.slice(from, from + limit);
  }),
  'lists backwards': listed((list) => async (after, limit) => [...(await list(after, limit))].reverse()),
  'loses a field': listed(
    (list) => async (after, limit) => (await list(after, limit)).map(({ id }) => ({ id, name: '' })),
  ),
});

const clock = fixedClock('2026-01-02T12:00:00Z');

const trailed =
  (change: (list: AuditList) => AuditList = (list) => list, alter = (entry: AuditEntry): AuditEntry => entry) =>
  async (): Promise<AuditListContractFixtures> => {
    const { append, list } = memoryAuditList(clock);
    return {
      append: async (...entries) => entries.forEach((entry) => append(alter(entry))),
      list: change(list),
      at: clock.now(),
      close: async () => undefined,
    };
  };

type Items = AuditPage['items'];

/** Lists that give back other items. */
const changing =
  (change: (items: Items) => Items) =>
  (list: AuditList): AuditList =>
  async (query) => {
    const { items, next } = await list(query);
    return { items: change(items), next };
  };

auditListContract('in memory', trailed());

suiteNotices('the audit trail', auditListContract, trailed(), {
  'ignores the limit': trailed((list) => (query) => list({ ...query, limit: Infinity })),
  'ignores the subject': trailed(
    (list) =>
      ({ subject: _subject, ...query }) =>
        list(query),
  ),
  'takes subjects whatever their capitals': trailed(
    (list) => (query) => list(query.subject === undefined ? query : { ...query, subject: query.subject.toLowerCase() }),
  ),
  'ignores where to go on': trailed(
    (list) =>
      ({ before: _before, ...query }) =>
        list(query),
  ),
  'gives the line again that it goes on before': trailed(
    (list) => (query) => list(query.before === undefined ? query : { ...query, before: query.before + 1 }),
  ),
  ...Object.fromEntries(
    (['actor', 'action', 'from', 'to'] as const).map((filter) => [
      `ignores the filter ${filter}`,
      trailed((list) => (query) => list({ ...query, [filter]: undefined })),
    ]),
  ),
  'limits before it filters': trailed((list) => async ({ subject, ...query }) => {
    const { items, next } = await list(query);
    return { items: items.filter((entry) => subject === undefined || entry.subject === subject), next };
  }),
  'never says where to go on': trailed((list) => async (query) => ({ ...(await list(query)), next: null })),
  'says to go on at the end': trailed((list) => async (query) => {
    const { items, next } = await list(query);
    return { items, next: next ?? items.at(-1)?.number ?? 1 };
  }),
  'lists the oldest first': trailed(changing((items) => [...items].reverse())),
  'numbers every page anew': trailed(changing((items) => items.map((entry, at) => ({ ...entry, number: at })))),
  'loses the details': trailed(undefined, ({ details: _details, ...entry }) => entry),
  'loses who did it': trailed(undefined, (entry) => ({ ...entry, actor: 'system' })),
  'loses when it was': trailed(
    changing((items) => items.map((entry) => ({ ...entry, at: fixedClock('2020-01-01T00:00:00Z').now() }))),
  ),
  'has no details where none were given': trailed(
    changing((items) =>
      items.map(({ details = {}, ...entry }) => (Object.keys(details).length === 0 ? entry : { ...entry, details })),
    ),
  ),
});
