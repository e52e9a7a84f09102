import { instant, type AuditEntry, type PlainDate } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import type { QuotationLists, QuotationNumbers, QuotationQuery, QuotationWork } from '../ports.js';
import type { Quotation } from '../quotation.js';
import { aQuotation, aSubscription } from './builders.js';

/** What the contract looks at of an adapter: one store, empty when it is opened. */
export type QuotationHarness = {
  readonly work: QuotationWork;
  readonly lists: QuotationLists;
  readonly numbers: QuotationNumbers;
  audit(): Promise<readonly Pick<AuditEntry, 'actor' | 'action' | 'subject'>[]>;
  close(): Promise<void>;
};

const newestFirst = { sort: [{ by: 'createdAt', descending: true }], skip: 0, limit: 10 } as const;

const named = (id: string, name: string, given: Partial<Quotation> = {}): Quotation =>
  aQuotation({
    id,
    number: `10000000${id.slice(-2)}`,
    answers: [
      { code: 'IDENTITY', answer: '52998224725', questionText: 'CPF', answerText: '52998224725' },
      { code: 'INSURED-NAME', answer: name, questionText: 'Nome', answerText: name },
    ],
    ...given,
  });

/** What every adapter of this context's unit of work, lists and numbers keeps. */
export function quotationWorkContract(name: string, open: () => Promise<QuotationHarness>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on quotations, ${name}`, () => {
    let store: QuotationHarness;
    beforeEach(async () => {
      store = await open();
      await store.work.run(async ({ subscriptions }) => {
        subscriptions.add(aSubscription());
        subscriptions.add(
          aSubscription({ id: 'subscription-2', keyHash: 'digest of another', registerNumbers: ['007'] }),
        );
      });
    });
    afterEach(() => store.close());

    const add = (...all: readonly Quotation[]) =>
      store.work.run(async ({ quotations }) => all.forEach((each) => quotations.add(each)));
    const save = (quotation: Quotation) => store.work.run(async ({ quotations }) => quotations.save(quotation));
    const find = (id: string) => store.work.run(({ quotations }) => quotations.find(id));

    describe('a quotation', () => {
      it('is given back as it was', async () => {
        const confirmed = aQuotation({
          id: 'quotation-2',
          number: '0000000001',
          status: 'confirmed',
          proposals: 3,
          released: true,
          proposal: {
            number: '00000000010003',
            sequence: 3,
            madeAt: instant('2022-11-14T01:02:03.004Z'),
            variantId: 'v',
            offerId: 'o',
            method: 'TICKET',
            enhancedDiligence: true,
          },
          confirmation: {
            at: instant('2022-11-15T00:00:00Z'),
            paymentReference: null,
            schedule: [{ number: 1, dueDate: instant('2022-11-20T00:00:00Z'), value: 5, interest: 0, tax: 1 }],
          },
        });
        await add(aQuotation(), confirmed);
        expect([await find('quotation-1'), await find('quotation-2')]).toEqual([aQuotation(), confirmed]);
        expect(await find('quotation-3')).toBeNull();
      });

      it('keeps what was saved and counts the version; what others changed meanwhile is not saved over', async () => {
        await add(aQuotation());
        await save(aQuotation({ status: 'expired' }));
        expect(await find('quotation-1')).toEqual(aQuotation({ status: 'expired', version: 2 }));
        expect(await refusalOf(save(aQuotation({ status: 'confirmed' })))).toBe('CHANGED-MEANWHILE');
        expect(await find('quotation-1')).toMatchObject({ status: 'expired', version: 2 });
      });
    });

    describe('a subscription', () => {
      it('is found by its key, with all it is, until that is another one', async () => {
        const byKey = (keyHash: string) => store.work.run(({ subscriptions }) => subscriptions.findByKeyHash(keyHash));
        expect(await byKey('digest of a key')).toEqual(aSubscription());
        await store.work.run(async ({ subscriptions }) =>
          subscriptions.save(aSubscription({ keyHash: 'digest of a new key' })),
        );
        expect(await byKey('digest of a key')).toBeNull();
        expect(await byKey('digest of a new key')).toEqual(
          aSubscription({ keyHash: 'digest of a new key', version: 2 }),
        );
        expect(await byKey('digest of another')).toMatchObject({ id: 'subscription-2', registerNumbers: ['007'] });
      });
    });

    describe('a list', () => {
      const day = (date: number): Quotation['createdAt'] => instant(`2022-11-${date}T12:00:00Z`);
      beforeEach(() =>
        add(
          named('quotation-01', 'Inês Conceição', { createdAt: day(10) }),
          named('quotation-02', 'Álvaro 100% Dias', { createdAt: day(11), status: 'confirmed' }),
          named('quotation-03', 'bia Souza', { createdAt: day(12), operationCode: 'OTHER' }),
          named('quotation-04', 'Zoë', { createdAt: day(13), subscriptionId: 'subscription-2', registerNumber: '007' }),
        ),
      );
      const ids = async (query: Partial<QuotationQuery>) => {
        const asked = { ...newestFirst, subscriptionId: 'subscription-1', ...query };
        const found = (await store.lists.page(asked)).map(({ id }) => Number(id.slice(-2)));
        expect(await store.lists.count({ ...asked, skip: 0, limit: 1 })).toBeGreaterThanOrEqual(found.length);
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
        ['part of a name without its accents', { search: 'CONCEICAO' }, [1]],
        ['part of a name with them', { search: 'álva' }, [2]],
        ['what only looks like a wildcard', { search: '100%' }, [2]],
        ['nothing for a wildcard', { search: '_' }, []],
        ['the beginning of a number', { search: '1000000003' }, [3]],
        ['the beginning of an identity', { search: '52998' }, [3, 2, 1]],
        ['those of a product', { operationCode: 'OTHER' }, [3]],
        ['those of a status', { status: 'confirmed' }, [2]],
        ['those up to the last day there is', { endDate: '9999-12-31' as PlainDate }, [3, 2, 1]],
        ['those of some days', { startDate: '2022-11-11' as PlainDate, endDate: '2022-11-12' as PlainDate }, [3, 2]],
        ['a page', { skip: 1, limit: 1 }, [2]],
        ['another broker’s', { subscriptionId: 'subscription-2', registerNumber: '007' }, [4]],
      ])('holds %s', async (_, query, expected) => {
        expect(await ids(query)).toEqual(expected);
      });

      it('holds those to look at more closely', async () => {
        const quotation = named('quotation-05', 'Eva');
        const proposal = {
          number: '1',
          sequence: 1,
          madeAt: day(13),
          variantId: 'v',
          offerId: 'o',
          method: 'TICKET',
          enhancedDiligence: true,
        };
        await add({ ...quotation, proposal });
        expect(await ids({ enhancedDiligence: true })).toEqual([5]);
        expect(await ids({ enhancedDiligence: false })).toEqual([3, 2, 1]);
      });

      it('of what is to expire holds drafts whose days are over, the longest first', async () => {
        await add(named('quotation-06', 'Eva', { expiresAt: day(20) }));
        expect(await store.lists.ended(day(19), 9)).toEqual([]);
        expect(await store.lists.ended(day(20), 9)).toEqual(['quotation-06']);
        expect(await store.lists.ended(instant('2023-01-01T00:00:00Z'), 2)).toHaveLength(2);
        const [paid] = await store.lists.ended(day(20), 9);
        const quotation = await find(paid ?? '');
        const checkingOut = { proposalNumber: '10000000060001', until: instant('2022-11-01T00:00:00Z') };
        await save({ ...(quotation as Quotation), checkingOut });
        expect(await store.lists.ended(day(20), 9)).toEqual([]);
        expect(await store.lists.beingPaid(9)).toMatchObject([{ id: paid, checkingOut }]);
      });
    });

    it('gives each number out once, ten digits each', async () => {
      const numbers = await Promise.all(Array.from({ length: 250 }, () => store.numbers.next()));
      expect(new Set(numbers).size).toBe(250);
      expect(numbers.filter((number) => !/^\d{10}$/.test(number))).toEqual([]);
    });
  });
}
