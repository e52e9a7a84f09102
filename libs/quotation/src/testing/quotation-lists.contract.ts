import { instant, type PlainDate } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { QuotationQuery, QuotationSort } from '../ports.js';
import { listedStatus } from '../parts-of.js';
import type { Quotation } from '../quotation.js';
import { aConfirmed, aDraft, anExpired, aProposal, aProposed, aVariant } from './data-fixtures.js';
import { lock, type QuotationContractFixtures } from './quotation-contract-fixtures.js';

const newestFirst = { sort: [{ by: 'createdAt', descending: true }], skip: 0, limit: 10 } as const;

/** The last two digits of the id are those of the number. */
const named = (id: string, name: string) => ({
  id,
  number: `10000000${id.slice(-2)}`,
  answers: [
    { code: 'IDENTITY', answer: '52998224725', questionText: 'CPF', answerText: '52998224725' },
    { code: 'INSURED-NAME', answer: name, questionText: 'Nome', answerText: name },
  ],
});

/** What lists over quotations keep. `store` gives a store in which `subscription-1` and `subscription-2` are known. */
export function quotationListsContract(store: () => QuotationContractFixtures): void {
  const { describe, it, expect, beforeEach } = jestGlobals();
  const add = (...all: readonly Quotation[]) =>
    store().work.run(async ({ quotations }) => all.forEach((each) => quotations.add(each)));
  const save = (quotation: Quotation) => store().work.run(async ({ quotations }) => quotations.save(quotation));

  describe('a list', () => {
    const day = (date: number): Quotation['createdAt'] => instant(`2022-11-${date}T12:00:00Z`);
    beforeEach(() =>
      add(
        aProposed({ ...named('quotation-01', 'Inês Conceição'), createdAt: day(10) }),
        aConfirmed({ ...named('quotation-02', 'Álvaro 100% Dias'), createdAt: day(11) }),
        aDraft({ ...named('quotation-03', 'bia Souza'), createdAt: day(12), operationCode: 'OTHER' }),
        aDraft({
          ...named('quotation-04', 'Zoë'),
          createdAt: day(13),
          subscriptionId: 'subscription-2',
          registerNumber: '007',
        }),
      ),
    );
    const ids = async (query: Partial<QuotationQuery>) => {
      const asked = { ...newestFirst, subscriptionId: 'subscription-1', ...query };
      const found = (await store().lists.page(asked)).map(({ id }) => Number(id.slice(-2)));
      const all = await store().lists.page({ ...asked, skip: 0, limit: 100 });
      expect(await store().lists.count({ ...asked, skip: 0, limit: 1 })).toBe(all.length);
      return found;
    };

    it.each<[string, Partial<QuotationQuery>, readonly number[]]>([
      ['all of a subscription, newest first', {}, [3, 2, 1]],
      ['by the insured, whatever the capitals', { sort: [{ by: 'insuredName', descending: false }] }, [2, 3, 1]],
      [
        'by several',
        {
          sort: [
            { by: 'status', descending: true },
            { by: 'insuredName', descending: false },
          ],
        },
        [3, 1, 2],
      ],
      ['by number', { sort: [{ by: 'number', descending: false }] }, [1, 2, 3]],
      ['by product', { sort: [{ by: 'product', descending: true }] }, [3, 2, 1]],
      ['a word of a name without its accents', { search: 'CONCEICAO' }, [1]],
      ['a word of a name with them', { search: 'álvaro' }, [2]],
      ['several words of a name, in any order', { search: 'dias Álvaro' }, [2]],
      ['nothing where one of the words is another', { search: 'Álvaro Souza' }, []],
      ['nothing for a part of a word', { search: 'álva' }, []],
      ['nothing for words of an answer that is no name', { search: 'medical' }, []],
      ['what only looks like a wildcard', { search: '100%' }, [2]],
      ['nothing for a wildcard', { search: '_' }, []],
      ['the beginning of a number', { search: '1000000003' }, [3]],
      ['nothing for the beginning of an identity', { search: '52998' }, []],
      ['an identity', { search: '52998224725' }, [3, 2, 1]],
      ['an identity as it is written', { search: ' 529.982.247-25 ' }, [3, 2, 1]],
      ['nothing for another identity', { search: '529.982.247-26' }, []],
      ['nothing for marks alone', { search: '\u0301' }, []],
      ['all for blanks', { search: '  ' }, [3, 2, 1]],
      ['those of a product', { operationCode: 'OTHER' }, [3]],
      ['those of some products', { operationCodes: ['OTHER', 'NONE'] }, [3]],
      ['those of one that is among some', { operationCode: 'OTHER', operationCodes: ['NONE'] }, []],
      ['none of no products', { operationCodes: [] }, []],
      ['those of a status', { status: 'confirmed' }, [2]],
      ['drafts, proposed ones among them', { status: 'draft' }, [3, 1]],
      ['those up to the last day there is', { endDate: '9999-12-31' as PlainDate }, [3, 2, 1]],
      [
        'those of one day, its whole last hour',
        { startDate: '2022-11-10' as PlainDate, endDate: '2022-11-10' as PlainDate },
        [1],
      ],
      ['those from a day on', { startDate: '2022-11-12' as PlainDate }, [3]],
      ['none of a broker without any', { registerNumber: '007' }, []],
      ['no middle of a number', { search: '0000000' }, []],
      ['no middle of an identity', { search: '2998' }, []],
      ['what is searched for between blanks', { search: '  álvaro ' }, [2]],
      ['those of some days', { startDate: '2022-11-11' as PlainDate, endDate: '2022-11-12' as PlainDate }, [3, 2]],
      ['a page', { skip: 1, limit: 1 }, [2]],
      ['another broker’s', { subscriptionId: 'subscription-2', registerNumber: '007' }, [4]],
    ])('holds %s', async (_, query, expected) => {
      expect(await ids(query)).toEqual(expected);
    });

    it('holds those of a day in São Paulo, three hours behind UTC', async () => {
      const made = ['09T02:59:59.999', '09T03:00:00.000', '10T02:59:59.999', '10T03:00:00.000'];
      await add(
        ...made.map((time, at) =>
          aDraft({ ...named(`quotation-2${at}`, 'Eva'), createdAt: instant(`2022-10-${time}Z`) }),
        ),
      );
      const [first, second] = ['2022-10-09', '2022-10-10'] as [PlainDate, PlainDate];
      expect(await ids({ startDate: first, endDate: first })).toEqual([22, 21]);
      expect(await ids({ endDate: first })).toEqual([22, 21, 20]);
      expect(await ids({ startDate: second, endDate: second })).toEqual([23]);
    });

    it('holds those to look at more closely', async () => {
      const proposal = aProposal({ enhancedDiligence: true });
      await add(aProposed({ ...named('quotation-05', 'Eva'), proposal }));
      expect(await ids({ enhancedDiligence: true })).toEqual([5]);
      expect(await ids({ enhancedDiligence: false })).toEqual([3, 2, 1]);
    });

    it('holds those that stand in one way with underwriting, and those that end before a moment', async () => {
      const variants = [aVariant({ id: 'variant-1', decision: 'refer' })];
      const refused = [aVariant({ id: 'variant-1', decision: 'decline' })];
      await add(
        aProposed({ ...named('quotation-05', 'Eva'), variants }),
        aProposed({ ...named('quotation-06', 'Eva'), variants, proposal: aProposal({ released: true }) }),
        aProposed({ ...named('quotation-07', 'Eva'), variants, proposal: aProposal({ declined: true }) }),
        aDraft({ ...named('quotation-08', 'Eva'), variants: refused, expiresAt: day(14) }),
      );
      expect(await ids({ underwritingState: 'referred' })).toEqual([5]);
      expect(await ids({ underwritingState: 'released' })).toEqual([6]);
      expect(await ids({ underwritingState: 'declined' })).toEqual([7]);
      expect(await ids({ underwritingState: 'refused' })).toEqual([8]);
      expect((await ids({ underwritingState: 'approved' })).toSorted()).toEqual([1, 2, 3]);
      expect(await ids({ expiresBefore: day(15) })).toEqual([8]);
      expect(await ids({ expiresBefore: day(14) })).toEqual([]);
    });

    it('of what is to expire holds what is not accepted and whose days are over, the longest first', async () => {
      await add(aDraft({ ...named('quotation-06', 'Eva'), expiresAt: day(20) }));
      expect(await store().lists.ended(day(19), 9)).toEqual([]);
      expect(await store().lists.ended(day(20), 9)).toEqual(['quotation-06']);
      const all = await store().lists.ended(instant('2023-01-01T00:00:00Z'), 9);
      expect([all[0], [...all].sort()]).toEqual([
        'quotation-06',
        ['quotation-01', 'quotation-03', 'quotation-04', 'quotation-06'],
      ]);
      expect(await store().lists.ended(instant('2023-01-01T00:00:00Z'), 2)).toHaveLength(2);
    });

    it('of what is being paid holds that alone, and it does not expire', async () => {
      const paid = aProposed({ ...named('quotation-06', 'Eva'), expiresAt: day(20), paymentLock: lock });
      await add(paid);
      expect(await store().lists.beingPaid(9)).toEqual([paid]);
      const second = aProposed({ ...named('quotation-07', 'Eva'), paymentLock: lock });
      await add(second);
      expect([await store().lists.beingPaid(9), await store().lists.beingPaid(1)].map(({ length }) => length)).toEqual([
        2, 1,
      ]);
      await save({ ...second, paymentLock: null });
      expect(await store().lists.ended(day(20), 9)).toEqual([]);
      await save({ ...paid, paymentLock: null });
      expect(await store().lists.beingPaid(9)).toEqual([]);
      expect(await store().lists.ended(day(20), 9)).toEqual(['quotation-06']);
    });
  });

  describe('a sorted list', () => {
    /** In each field some that are equal. */
    const many: readonly Quotation[] = Array.from({ length: 12 }, (_, at) => {
      const given = {
        ...named(`quotation-${10 + ((at * 5) % 12)}`, ['Bia', 'álvaro', 'Zoë', 'Álvaro'][at % 4] ?? ''),
        operationCode: at % 3 === 0 ? 'OTHER' : 'MEDICAL',
        createdAt: instant(`2022-11-1${at % 5}T12:00:00Z`),
      };
      return [aDraft, aProposed, aConfirmed, anExpired][at % 4]?.(given) ?? aDraft(given);
    });
    beforeEach(() => add(...many));

    const names = new Map(
      ['Bia', 'álvaro', 'Zoë', 'Álvaro'].map((name, at) => [name, ['bia', 'alvaro', 'zoe', 'alvaro'][at]]),
    );
    const values: Readonly<Record<QuotationSort, (quotation: Quotation) => string>> = {
      status: listedStatus,
      insuredName: ({ answers }) => names.get(String(answers[1]?.answer)) ?? '',
      product: ({ operationCode }) => operationCode,
      createdAt: ({ createdAt }) => createdAt,
      number: ({ number }) => number,
    };
    const sorts = Object.keys(values) as QuotationSort[];

    /** Sorted in several steps, the last key first: ties are left as they are. */
    const expected = (sort: QuotationQuery['sort']) =>
      [...sort, { by: 'id' as const, descending: sort[0]?.descending === true }].reverse().reduce<readonly Quotation[]>(
        (rows, { by, descending }) =>
          [...rows].sort((one, other) => {
            const [a, b] = by === 'id' ? [one.id, other.id] : [values[by](one), values[by](other)];
            return a === b ? 0 : a < b === descending ? 1 : -1;
          }),
        many,
      );
    const page = (sort: QuotationQuery['sort'], skip: number, limit: number) =>
      store().lists.page({ subscriptionId: 'subscription-1', sort, skip, limit });

    it.each(sorts)('is sorted by %s, either way, ties by identifier', async (by) => {
      for (const descending of [false, true]) {
        expect(await page([{ by, descending }], 0, 100)).toEqual(expected([{ by, descending }]));
      }
    });

    it('is sorted by any two, in opposite directions', async () => {
      const ids = (all: readonly Quotation[]) => all.map(({ id }) => id);
      for (const by of sorts) {
        for (const then of sorts.filter((other) => other !== by)) {
          for (const descending of [false, true]) {
            const sort = [
              { by, descending },
              { by: then, descending: !descending },
            ];
            expect({ sort, found: ids(await page(sort, 0, 100)) }).toEqual({ sort, found: ids(expected(sort)) });
          }
        }
      }
    });

    it('is given page by page, and counted whole', async () => {
      const sort = [{ by: 'status', descending: true }] as const;
      for (const limit of [1, 5, 12]) {
        for (let skip = 0; skip <= 12; skip += limit) {
          expect(await page(sort, skip, limit)).toEqual(expected(sort).slice(skip, skip + limit));
        }
      }
      const { lists } = store();
      expect(await lists.count({ subscriptionId: 'subscription-1', sort, skip: 5, limit: 1 })).toBe(12);
      expect(await lists.count({ operationCode: 'OTHER', sort, skip: 0, limit: 1 })).toBe(4);
      expect(await lists.count({ operationCode: 'NONE', sort, skip: 0, limit: 1 })).toBe(0);
    });
  });
}
