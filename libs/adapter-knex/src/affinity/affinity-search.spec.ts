import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Affinity, AffinitySearch } from '@affinity-engine/affinity';
import { anAffinity, aPartner } from '@affinity-engine/affinity/testing';
import { instant, plainDate } from '@affinity-engine/kernel';
import { criteriaTerms } from '@affinity-engine/privacy';
import { plantAffinities, plantPartner } from '../testing/planted-affinities.js';
import { temporaryPostgresStore, temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { indexPersons } from '../personal/index-persons.js';
import { knexAffinitySearch } from './affinity-search.js';
import { affinityTerms } from './stored-person.js';

const persons = [
  { first_name: 'Ana', last_name: 'Souza', cpf: '529.982.247-25' },
  { first_name: 'Ana', last_name: 'Lima', cpf: '390.533.447-05' },
  { first_name: 'Conceição', last_name: 'Souza', email: 'c@example.com' },
];

/** Twelve, made in the order of their identifiers, three in each moment. */
const many: readonly Affinity[] = Array.from({ length: 12 }, (_, index) =>
  anAffinity({
    id: `0195000${index.toString(16)}`,
    requestId: `request-${index}`,
    createdAt: instant(`2026-01-0${1 + Math.floor(index / 3)}T12:00:00Z`),
    lifetimeStart: plainDate(`2026-02-${index % 2 === 0 ? '01' : '15'}`),
    status: index % 4 === 0 ? 'canceled' : 'issued',
    productId: index < 6 ? 'product-1' : 'product-2',
    certificateNumber: `0000-0000-0000-000${index.toString(16)}`,
    holder: persons[index % 3] ?? null,
  }),
);
const newestFirst = [...many].reverse();
const idsOf = (affinities: readonly Affinity[]) => affinities.map(({ id }) => id);
const named = (name: string) => ({ persons: criteriaTerms({ name }) });

describe.each([
  ['SQLite', temporaryStore],
  ['PostgreSQL', temporaryPostgresStore],
])('a search of certificates, on %s', (_, open) => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await open();
    await plantPartner(store.database);
    await plantAffinities(store.database, ...many);
    for (const { id } of many) await store.execute(`insert into person_due (kind, record) values ('affinity', ?)`, id);
    await indexPersons(store.engine, { affinity: affinityTerms(store.engine), quotation: async () => new Map() });
  });
  afterEach(() => store.close());

  const find = (search: Partial<AffinitySearch>, lookedAt?: number) =>
    knexAffinitySearch(store.engine, lookedAt).find({ rows: 100, ...search });

  /** All pages, joined, and how many there were. */
  async function through(search: Partial<AffinitySearch>, lookedAt?: number) {
    const seen: string[] = [];
    let after: AffinitySearch['after'];
    for (let pages = 1; ; pages += 1) {
      const { items, next } = await find({ ...search, after }, lookedAt);
      seen.push(...idsOf(items));
      if (next === null || pages > 50) return { seen, pages };
      after = next;
    }
  }

  it.each<[string, Partial<AffinitySearch>, (affinity: Affinity) => boolean]>([
    ['all', {}, () => true],
    ['a status', { status: 'canceled' }, ({ status }) => status === 'canceled'],
    ['one of several products', { productIds: ['product-2', 'x'] }, ({ productId }) => productId === 'product-2'],
    ['no product', { productIds: [] }, () => false],
    ['a number', { certificateNumber: many[7]?.certificateNumber }, ({ id }) => id === many[7]?.id],
    ['a partner', { partnerId: aPartner().id }, () => true],
    ['another partner', { partnerId: 'partner-2' }, () => false],
    [
      'days of cover',
      { lifetimeStartFrom: plainDate('2026-02-02'), lifetimeStartTo: plainDate('2026-02-15') },
      ({ lifetimeStart }) => lifetimeStart === '2026-02-15',
    ],
    [
      'moments of the contract, the end excluded',
      { createdFrom: instant('2026-01-02T12:00:00Z'), createdBefore: instant('2026-01-03T12:00:00Z') },
      ({ createdAt }) => createdAt.startsWith('2026-01-02'),
    ],
    ['a word of a name', named('SOUZA'), ({ holder }) => holder?.['last_name'] === 'Souza'],
    ['two words, one rarer', named('Souza conceicao'), ({ holder }) => holder?.['first_name'] === 'Conceição'],
    ['a CPF', { persons: criteriaTerms({ cpf: '39053344705' }) }, ({ holder }) => holder?.['last_name'] === 'Lima'],
    [
      'a person and a status',
      { ...named('Ana'), status: 'canceled' },
      ({ holder, status }) => holder?.['first_name'] === 'Ana' && status === 'canceled',
    ],
    ['nobody', named('Xavante'), () => false],
  ])('by %s finds them newest first, in pages of any size', async (_name, search, matches) => {
    const expected = idsOf(newestFirst.filter(matches));
    expect(idsOf((await find(search)).items)).toEqual(expected);
    for (const rows of [1, 2, 5, 12]) expect((await through({ ...search, rows })).seen).toEqual(expected);
  });

  it('gives certificates back as they were', async () => {
    expect((await find({ rows: 3 })).items).toEqual(newestFirst.slice(0, 3));
  });

  it('of a common name looks at so many at a time, and goes on behind the last one looked at', async () => {
    const search = { ...named('Souza'), productIds: ['product-1'], rows: 2 };
    const expected = idsOf(
      newestFirst.filter((each) => each.holder?.['last_name'] === 'Souza' && each.productId === 'product-1'),
    );
    expect(await find(search, 3)).toEqual({ items: [], next: { value: '', id: many[8]?.id } });
    expect((await through(search, 3)).seen).toEqual(expected);
    expect((await through(search, 1)).seen).toEqual(expected);
  });

  it('of what insurers have not answered finds the longest waiting first, without what is answered by itself', async () => {
    const waiting = ['b', 'c', 'a'].map((id, at) => ({
      ...{ id: `01960000${id}`, requestId: `waiting-${id}`, status: 'pending', issuedAt: null, answerDueAt: null },
      createdAt: instant(`2026-03-0${at + 1}T12:00:00Z`),
      productId: at === 0 ? 'product-9' : 'product-1',
    })) as readonly Partial<Affinity>[];
    const due = { id: '01960000d', requestId: 'due', status: 'pending', issuedAt: null } as const;
    await plantAffinities(store.database, ...waiting, { ...due, answerDueAt: instant('2026-03-01T12:00:00Z') });
    const search = knexAffinitySearch(store.engine);
    const ids = waiting.map(({ id }) => id);
    expect(idsOf((await search.unanswered({ rows: 10 })).items)).toEqual(ids);
    expect(idsOf((await search.unanswered({ rows: 10, productIds: ['product-9'] })).items)).toEqual(ids.slice(0, 1));
    const askedBefore = instant('2026-03-02T12:00:00Z');
    expect(idsOf((await search.unanswered({ rows: 10, askedBefore })).items)).toEqual(ids.slice(0, 1));
    const counts = [search.countUnanswered(10), search.countUnanswered(2), search.countUnanswered(10, ['product-9'])];
    expect(await Promise.all([...counts, search.countUnanswered(10, [])])).toEqual([3, 2, 1, 0]);
    const { items, next } = await search.unanswered({ rows: 2 });
    expect(idsOf(items)).toEqual(ids.slice(0, 2));
    expect(await search.unanswered({ rows: 2, after: next ?? undefined })).toMatchObject({
      items: [{ id: ids[2] }],
      next: null,
    });
  });

  it('counts what was contracted in spans, and its premium by currency', async () => {
    const span = (from: string, to: string) => ({ from: instant(from), to: instant(to) });
    const { total, currency } = anAffinity().premium;
    const spans = [
      span('2026-01-01T12:00:00Z', '2026-01-02T12:00:00Z'),
      span('2026-01-01T12:00:00Z', '2026-01-04T12:00:00.001Z'),
      span('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z'),
    ];
    expect(await knexAffinitySearch(store.engine).contracted(spans)).toEqual([
      { count: 3, premium: { [currency]: 3 * total } },
      { count: 12, premium: { [currency]: 12 * total } },
      { count: 0, premium: {} },
    ]);
    expect(await knexAffinitySearch(store.engine).countUnanswered(10)).toBe(0);
    const counts = async (...productIds: readonly string[]) =>
      (await knexAffinitySearch(store.engine).contracted(spans, productIds)).map(({ count }) => count);
    expect([await counts('product-1'), await counts('product-2', 'none'), await counts()]).toEqual([
      [3, 6, 0],
      [0, 6, 0],
      [0, 0, 0],
    ]);
  });

  it('neither repeats nor skips where new ones come between two pages', async () => {
    const { next } = await find({ rows: 1 });
    await plantAffinities(store.database, {
      id: '01950010',
      requestId: 'newest',
      createdAt: instant('2026-02-01T12:00:00Z'),
    });
    expect(idsOf((await find({ after: next ?? undefined })).items)).toEqual(idsOf(newestFirst).slice(1));
  });
});
