import { instant, plus, type Instant } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { RefusalBatch, RefusalCount, RefusalFilter, RefusalKeeping, RefusalLists } from '../ports.js';
import { hourOf, type Refusal } from '../refusal.js';

/** What the suite looks at: one store, empty when it is opened. */
export type RefusalsContractFixtures = {
  readonly keeping: RefusalKeeping;
  readonly lists: RefusalLists;
  close(): Promise<void>;
};

const start = instant('2026-01-02T12:00:00Z');
const at = (minutes: number): Instant => plus(start, { minutes });

/** A refusal of a partner's contract. */
export const aRefusal = (its: Partial<Refusal> = {}): Refusal => ({
  reference: 'reference-1',
  at: start,
  caller: 'partner',
  clientId: 'client-1',
  partnerId: 'partner-1',
  operation: 'createAffinity',
  code: 'HOLDER-INVALID',
  status: 400,
  problems: [{ path: 'affinity_holder.cpf', expected: 'a valid CPF' }],
  about: { productId: 'personal-life', affinityRequestId: 'request-1' },
  ...its,
});

/** Refusals as they are written: each of them counted. */
export function refusalBatch(...refusals: readonly Refusal[]): RefusalBatch {
  const counts = new Map<string, RefusalCount>();
  for (const { at: moment, clientId, partnerId, operation, code } of refusals) {
    const key = [hourOf(moment), clientId, operation, code].join();
    const before = counts.get(key);
    counts.set(key, {
      ...{ hour: hourOf(moment), clientId, partnerId, operation, code },
      ...{ count: (before?.count ?? 0) + 1, firstAt: before?.firstAt ?? moment, lastAt: moment },
    });
  }
  return { counts: [...counts.values()], refusals };
}

/** One after the other, a minute apart; two at the same moment. */
const some: readonly Refusal[] = [
  aRefusal({ reference: 'a' }),
  aRefusal({ reference: 'b', at: at(1), code: 'REQUEST-USED', problems: [], about: {} }),
  aRefusal({ reference: 'c', at: at(2), partnerId: 'partner-2', clientId: 'client-2' }),
  aRefusal({ reference: 'd', at: at(3), clientId: 'client-3', operation: 'renewAffinity' }),
  aRefusal({ reference: 'e', at: at(4), caller: 'operator', clientId: 'client-4', partnerId: null, status: 409 }),
  aRefusal({ reference: 'f', at: at(4), about: { affinityGroupIds: ['pc:1', 'pc:2'], producerCodeId: 'pc:3' } }),
];

/** What every adapter that keeps refusals does. */
export function refusalsContract(title: string, open: () => Promise<RefusalsContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`refusals, ${title}`, () => {
    let store: RefusalsContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const keep = (...refusals: readonly Refusal[]) => store.keeping.keep(refusalBatch(...refusals), 100);
    const listed = async (filter: RefusalFilter = {}, limit = 100) =>
      (await store.lists.page({ ...filter, limit })).map(({ reference }) => reference).join('');
    const grouped = (its: { readonly partnerId?: string; readonly from?: Instant; readonly to?: Instant } = {}) =>
      store.lists.groups({ from: start, to: at(600), limit: 100, ...its });

    it('gives back what was kept, newest first', async () => {
      await keep(...some);
      const page = await store.lists.page({ limit: 100 });
      expect(page.map(({ number: _number, ...kept }) => kept)).toEqual(some.toReversed());
      expect(new Set(page.map(({ number }) => number)).size).toBe(some.length);
    });

    it('gives back what is older and comes later in its place', async () => {
      await keep(aRefusal({ reference: 'z', at: at(2) }));
      await keep(...some);
      expect(await listed()).toBe('fedczba');
    });

    it.each<[RefusalFilter, string]>([
      [{ partnerId: 'partner-1' }, 'fdba'],
      [{ partnerId: 'Partner-1' }, ''],
      [{ clientId: 'client-1' }, 'fba'],
      [{ operation: 'renewAffinity' }, 'd'],
      [{ code: 'REQUEST-USED' }, 'b'],
      [{ code: 'HOLDER-INVALID', operation: 'createAffinity' }, 'feca'],
      [{ partnerId: 'partner-1', clientId: 'client-2' }, ''],
      [{ from: at(1), to: at(4) }, 'dcb'],
      [{ partnerId: 'partner-1', from: at(4) }, 'f'],
      [{ clientId: 'client-1', to: at(1) }, 'a'],
    ])('finds by %j', async (filter, expected) => {
      await keep(...some);
      expect(await listed(filter)).toBe(expected);
    });

    it('goes on before a refusal, also within a moment', async () => {
      await keep(...some);
      const [first, second] = await store.lists.page({ limit: 2 });
      expect([first?.reference, second?.reference]).toEqual(['f', 'e']);
      const rest = (before: typeof first, filter: RefusalFilter = {}) =>
        store.lists.page({ ...filter, ...(before && { before }), limit: 2 });
      expect((await rest(first)).map(({ reference }) => reference)).toEqual(['e', 'd']);
      expect((await rest(second)).map(({ reference }) => reference)).toEqual(['d', 'c']);
      const ofClient = { clientId: 'client-1' };
      expect((await rest(second, ofClient)).map(({ reference }) => reference)).toEqual(['b', 'a']);
    });

    it('finds one by its reference, for a partner only its own', async () => {
      await keep(...some);
      const find = async (...asked: Parameters<RefusalLists['find']>) =>
        (await store.lists.find(...asked))?.code ?? null;
      expect([await find('b'), await find('b', 'partner-1'), await find('b', 'partner-2')]).toEqual([
        'REQUEST-USED',
        'REQUEST-USED',
        null,
      ]);
      expect([await find('e'), await find('e', 'partner-1'), await find('unknown')]).toEqual([
        'HOLDER-INVALID',
        null,
        null,
      ]);
    });

    it('keeps a reference once', async () => {
      await keep(...some);
      await keep(aRefusal({ reference: 'a', code: 'REQUEST-USED', at: at(9) }));
      expect([await listed(), (await store.lists.find('a'))?.code]).toEqual(['fedcba', 'HOLDER-INVALID']);
    });

    it('counts by code, operation and partner, the most frequent first', async () => {
      await keep(...some.slice(0, 3));
      await keep(...some.slice(3));
      const of = (code: string, operation: string, partnerId: string | null) => ({ code, operation, partnerId });
      expect(await grouped()).toEqual([
        {
          ...of('HOLDER-INVALID', 'createAffinity', 'partner-1'),
          ...{ count: 2, firstAt: start, lastAt: at(4), newest: 'f' },
        },
        {
          ...of('HOLDER-INVALID', 'createAffinity', null),
          ...{ count: 1, firstAt: at(4), lastAt: at(4), newest: 'e' },
        },
        {
          ...of('HOLDER-INVALID', 'createAffinity', 'partner-2'),
          ...{ count: 1, firstAt: at(2), lastAt: at(2), newest: 'c' },
        },
        {
          ...of('HOLDER-INVALID', 'renewAffinity', 'partner-1'),
          ...{ count: 1, firstAt: at(3), lastAt: at(3), newest: 'd' },
        },
        {
          ...of('REQUEST-USED', 'createAffinity', 'partner-1'),
          ...{ count: 1, firstAt: at(1), lastAt: at(1), newest: 'b' },
        },
      ]);
      const own = await grouped({ partnerId: 'partner-2' });
      expect(own.map(({ count, newest }) => [count, newest])).toEqual([[1, 'c']]);
      expect(await store.lists.groups({ from: start, to: at(600), limit: 2 })).toHaveLength(2);
    });

    it('adds clients of a partner and hours up, and counts the hours that are asked for', async () => {
      await keep(
        aRefusal({ reference: 'a', clientId: 'client-9', at: at(10) }),
        aRefusal({ reference: 'b', at: at(70) }),
        aRefusal({ reference: 'c', at: at(130) }),
      );
      const counts = async (from: Instant, to: Instant) =>
        (await grouped({ from, to })).map(({ count, firstAt, lastAt, newest }) => [count, firstAt, lastAt, newest]);
      expect(await counts(start, at(180))).toEqual([[3, at(10), at(130), 'c']]);
      expect(await counts(start, at(120))).toEqual([[2, at(10), at(70), 'b']]);
      expect(await counts(at(60), at(61))).toEqual([[1, at(70), at(70), 'b']]);
      expect(await counts(at(180), at(240))).toEqual([]);
    });

    it('keeps so many of a client in an hour, and counts the others', async () => {
      const many = (client: string, count: number) =>
        Array.from({ length: count }, (_, each) =>
          aRefusal({ reference: `${client}-${each}`, clientId: client, at: plus(start, { milliseconds: each }) }),
        );
      await store.keeping.keep(refusalBatch(...many('x', 2), ...many('y', 4)), 3);
      await store.keeping.keep(
        refusalBatch(...many('x', 4).slice(2), aRefusal({ reference: 'x-4', clientId: 'x', code: 'REQUEST-USED' })),
        3,
      );
      expect((await store.lists.page({ clientId: 'x', limit: 9 })).map(({ reference }) => reference)).toEqual([
        'x-2',
        'x-1',
        'x-0',
      ]);
      expect(await store.lists.page({ clientId: 'y', limit: 9 })).toHaveLength(3);
      expect((await grouped()).map(({ code, count, newest }) => [code, count, newest])).toEqual([
        ['HOLDER-INVALID', 8, expect.stringMatching(/^[xy]-2$/)],
        ['REQUEST-USED', 1, null],
      ]);
    });

    it('counts what is not kept one by one', async () => {
      const [counted] = refusalBatch(aRefusal()).counts as [RefusalCount];
      await store.keeping.keep({ counts: [{ ...counted, count: 7 }], refusals: [] }, 100);
      await keep(aRefusal({ at: at(5) }));
      await store.keeping.keep({ counts: [{ ...counted, count: 1, lastAt: at(6) }], refusals: [] }, 100);
      expect((await grouped()).map(({ count, lastAt, newest }) => [count, lastAt, newest])).toEqual([
        [9, at(6), 'reference-1'],
      ]);
    });
  });
}
