import { instant, plainDate } from '@affinity-engine/kernel';
import type { Affinity } from '../affinity.js';
import { affinityFilters, type AffinityQuery } from '../ports.js';
import { added, type AffinityContractFixtures } from './affinity-contract-fixtures.js';
import { anAffinity, searched } from './data-fixtures.js';
import { jestGlobals } from '@affinity-engine/kernel/testing';

const newestFirst = { by: 'createdAt', descending: true } as const;

/** Twelve affinities of `partner-1`, three made in each moment, and one of `partner-2`. */
const many: readonly Affinity[] = [
  ...Array.from({ length: 12 }, (_, index) =>
    anAffinity({
      id: `affinity-${String(index).padStart(2, '0')}`,
      createdAt: instant(`2026-01-0${1 + Math.floor(index / 3)}T12:00:00Z`),
      lifetimeStart: plainDate(`2026-02-${index % 2 === 0 ? '01' : '15'}`),
      status: index % 4 === 0 ? 'canceled' : 'issued',
      productId: index < 6 ? 'product-1' : 'product-2',
      ...(index % 5 === 0 ? searched : {}),
    }),
  ),
  anAffinity({ id: 'foreign', partnerId: 'partner-2' }),
];

const idsOf = (affinities: readonly Affinity[]): readonly string[] => affinities.map(({ id }) => id);

/** What lists over affinities keep. `store` gives a store in which `partner-1` and `partner-2` are registered. */
export function affinityListsContract(store: () => AffinityContractFixtures): void {
  const { describe, it, expect, beforeEach } = jestGlobals();
  const query = (asked: Partial<AffinityQuery> = {}): AffinityQuery => ({
    partnerId: 'partner-1',
    sort: newestFirst,
    rows: 100,
    ...asked,
  });
  const page = (asked: Partial<AffinityQuery>) => store().lists.page(query(asked)).then(idsOf);
  const own = many.filter(({ partnerId }) => partnerId === 'partner-1');

  /** Every page by keyset, joined. */
  async function throughPages(sort: AffinityQuery['sort'], rows: number): Promise<readonly string[]> {
    const seen: string[] = [];
    for (let after: AffinityQuery['after']; seen.length <= own.length;) {
      const found = await store().lists.page(query({ sort, rows, ...(after === undefined ? {} : { after }) }));
      seen.push(...idsOf(found));
      const last = found.at(-1);
      if (last === undefined || found.length < rows) break;
      after = { value: last[sort.by], id: last.id };
    }
    return seen;
  }

  describe('lists', () => {
    beforeEach(() => added(store().work, ...many));

    const sorts = (['createdAt', 'lifetimeStart'] as const).flatMap((by) => [
      { by, descending: true },
      { by, descending: false },
    ]);
    it.each(sorts)('are sorted by $by, descending $descending, ties by identifier', async (sort) => {
      const ascending = [...own].sort((one, other) =>
        `${one[sort.by]} ${one.id}` < `${other[sort.by]} ${other.id}` ? -1 : 1,
      );
      const expected = idsOf(sort.descending ? [...ascending].reverse() : ascending);
      expect(await page({ sort })).toEqual(expected);
      for (const rows of [1, 2, 3, 5, 12]) expect(await throughPages(sort, rows)).toEqual(expected);
    });

    it.each<[string, Partial<AffinityQuery>, (affinity: Affinity) => boolean]>([
      ...affinityFilters.map((field): [string, Partial<AffinityQuery>, (affinity: Affinity) => boolean] => [
        field,
        { [field]: own[0]?.[field] },
        (each) => each[field] === own[0]?.[field],
      ]),
      ['first start', { lifetimeStartFrom: plainDate('2026-02-15') }, (each) => each.lifetimeStart >= '2026-02-15'],
      ['last start', { lifetimeStartTo: plainDate('2026-02-01') }, (each) => each.lifetimeStart <= '2026-02-01'],
      [
        'span of creation, its end excluded',
        { createdFrom: instant('2026-01-02T12:00:00Z'), createdBefore: instant('2026-01-04T12:00:00Z') },
        ({ createdAt }) => createdAt >= '2026-01-02T12' && createdAt < '2026-01-04T12',
      ],
      [
        'several at once',
        { status: 'issued', productId: 'product-1', lifetimeStartTo: plainDate('2026-02-01') },
        (each) => each.status === 'issued' && each.productId === 'product-1' && each.lifetimeStart === '2026-02-01',
      ],
      [
        'both ends of a span',
        { lifetimeStartFrom: plainDate('2026-02-02'), lifetimeStartTo: plainDate('2026-02-15') },
        ({ lifetimeStart }) => lifetimeStart === '2026-02-15',
      ],
      ['what nobody has', { holderDocument: 'nobody' }, () => false],
    ])('are filtered by %s, and so are counts', async (_, asked, matches) => {
      const expected = [...own].reverse().filter(matches);
      expect(await page(asked)).toEqual(idsOf(expected));
      expect(await store().lists.count(query(asked))).toBe(expected.length);
    });

    it('are of one partner, and so are counts', async () => {
      expect(await page({ partnerId: 'partner-2' })).toEqual(['foreign']);
      expect(await store().lists.count(query({ partnerId: 'partner-2' }))).toBe(1);
      expect(await page({ partnerId: 'partner-3' })).toEqual([]);
    });

    it('give back every affinity as it was', async () => {
      expect(await store().lists.page(query({ rows: 3 }))).toEqual([...own].reverse().slice(0, 3));
    });

    it('skip rows, and count what is skipped', async () => {
      const all = await page({});
      expect(await page({ skip: 4, rows: 3 })).toEqual(all.slice(4, 7));
      expect(await page({ skip: 11, rows: 3 })).toEqual(all.slice(11));
      expect(await store().lists.count(query({ skip: 4, rows: 3 }))).toBe(12);
    });

    it('neither repeat nor skip where new rows come between two pages', async () => {
      const [first] = await store().lists.page(query({ rows: 1 }));
      await added(store().work, anAffinity({ id: 'newest', createdAt: instant('2026-02-01T12:00:00Z') }));
      const after = { value: first?.createdAt ?? '', id: first?.id ?? '' };
      expect(await page({ after })).toEqual(idsOf([...own].reverse()).slice(1));
    });
  });

  describe('what time has come for', () => {
    const on = plainDate('2026-06-02');
    const ending = (id: string, day: string, overrides: Partial<Affinity> = {}) =>
      anAffinity({ id, lifetimeEnd: plainDate(day), ...overrides });
    const pending = (id: string, at: string | null) =>
      anAffinity({ id, status: 'pending', issuedAt: null, answerDueAt: at === null ? null : instant(at) });

    it('are covers in force or pending whose last day is over, the longest over first', async () => {
      await added(
        store().work,
        ending('yesterday', '2026-06-01'),
        ending('today', '2026-06-02'),
        ending('last year', '2025-12-31', { lifetimeStart: plainDate('2025-01-01') }),
        ending('pending', '2026-05-31', { status: 'pending', issuedAt: null }),
        ending('foreign', '2026-05-30', { partnerId: 'partner-2' }),
        ending('canceled', '2026-06-01', { status: 'canceled' }),
        ending('renewed', '2026-06-01', { status: 'renewed' }),
        ending('expired', '2026-06-01', { status: 'expired' }),
      );
      expect(await store().lists.ended(on, 10)).toEqual(['last year', 'foreign', 'pending', 'yesterday']);
      expect(await store().lists.ended(on, 2)).toEqual(['last year', 'foreign']);
    });

    it('are answers whose moment has come', async () => {
      await added(
        store().work,
        pending('later', '2026-06-02T12:00:00.001Z'),
        pending('now', '2026-06-02T12:00:00Z'),
        pending('before', '2026-06-01T12:00:00Z'),
        pending('by itself', null),
        anAffinity({ id: 'given', answerDueAt: instant('2026-06-01T12:00:00Z') }),
      );
      const now = instant('2026-06-02T12:00:00Z');
      expect(await store().lists.answerDue(now, 10)).toEqual(['before', 'now']);
      expect(await store().lists.answerDue(now, 1)).toEqual(['before']);
    });
  });
}
