import { instant, type AuditEntry, type PlainDate } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import type { QuotationLists, QuotationNumbers, QuotationQuery, QuotationWork } from '../ports.js';
import type { Quotation } from '../quotation.js';
import { aConfirmed, aDraft, anExpired, aProposal, aProposed, aSubscription } from './builders.js';

/** What the contract looks at of an adapter: one store, empty when it is opened. */
export type QuotationHarness = {
  readonly work: QuotationWork;
  readonly lists: QuotationLists;
  readonly numbers: QuotationNumbers;
  audit(): Promise<readonly Pick<AuditEntry, 'actor' | 'action' | 'subject'>[]>;
  close(): Promise<void>;
};

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

const lock = { proposalNumber: '41125730650001', until: instant('2022-11-14T01:04:03.004Z') };

/** One of each kind, and of each that may lack something, both. */
const kinds: readonly (readonly [string, Quotation])[] = [
  ['a draft', aDraft()],
  ['a draft whose proposals an edit has dropped', aDraft({ proposals: 7 })],
  ['a proposed quotation', aProposed()],
  ['one whose proposal is being paid', aProposed({ paymentLock: lock })],
  [
    'one whose proposal changed much, and was released',
    aProposed({
      proposals: 3,
      proposal: aProposal({ sequence: 3, enhancedDiligence: true, withdrawn: ['INSURED-EMAIL'], released: true }),
    }),
  ],
  ['a confirmed quotation', aConfirmed()],
  ['an expired draft', anExpired()],
  ['an expired proposal', anExpired({ proposals: 1, proposal: aProposal() })],
];

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
      it.each(kinds)('is given back as it was: %s', async (_, quotation) => {
        await add(quotation);
        expect(await find('quotation-1')).toEqual(quotation);
        expect(await find('quotation-2')).toBeNull();
      });

      it.each(kinds)('becomes %s where that is saved', async (_, quotation) => {
        await add(aDraft());
        await save(quotation);
        expect(await find('quotation-1')).toEqual({ ...quotation, version: 2 });
      });

      it('is not saved over what others changed meanwhile', async () => {
        await add(aDraft());
        await save(anExpired());
        expect(await refusalOf(save(aConfirmed()))).toBe('CHANGED-MEANWHILE');
        expect(await find('quotation-1')).toEqual(anExpired({ version: 2 }));
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
        ['drafts, proposed ones among them', { status: 'draft' }, [3, 1]],
        ['those up to the last day there is', { endDate: '9999-12-31' as PlainDate }, [3, 2, 1]],
        ['those of some days', { startDate: '2022-11-11' as PlainDate, endDate: '2022-11-12' as PlainDate }, [3, 2]],
        ['a page', { skip: 1, limit: 1 }, [2]],
        ['another broker’s', { subscriptionId: 'subscription-2', registerNumber: '007' }, [4]],
      ])('holds %s', async (_, query, expected) => {
        expect(await ids(query)).toEqual(expected);
      });

      it('holds those to look at more closely', async () => {
        const proposal = aProposal({ enhancedDiligence: true });
        await add(aProposed({ ...named('quotation-05', 'Eva'), proposal }));
        expect(await ids({ enhancedDiligence: true })).toEqual([5]);
        expect(await ids({ enhancedDiligence: false })).toEqual([3, 2, 1]);
      });

      it('of what is to expire holds what is not accepted and whose days are over, the longest first', async () => {
        await add(aDraft({ ...named('quotation-06', 'Eva'), expiresAt: day(20) }));
        expect(await store.lists.ended(day(19), 9)).toEqual([]);
        expect(await store.lists.ended(day(20), 9)).toEqual(['quotation-06']);
        const all = await store.lists.ended(instant('2023-01-01T00:00:00Z'), 9);
        expect([all[0], [...all].sort()]).toEqual([
          'quotation-06',
          ['quotation-01', 'quotation-03', 'quotation-04', 'quotation-06'],
        ]);
        expect(await store.lists.ended(instant('2023-01-01T00:00:00Z'), 2)).toHaveLength(2);
      });

      it('of what is being paid holds that alone, and it does not expire', async () => {
        const paid = aProposed({ ...named('quotation-06', 'Eva'), expiresAt: day(20), paymentLock: lock });
        await add(paid);
        expect(await store.lists.beingPaid(9)).toEqual([paid]);
        expect(await store.lists.ended(day(20), 9)).toEqual([]);
        await save({ ...paid, paymentLock: null });
        expect(await store.lists.beingPaid(9)).toEqual([]);
        expect(await store.lists.ended(day(20), 9)).toEqual(['quotation-06']);
      });
    });

    it('gives each number out once, ten digits each', async () => {
      const numbers = await Promise.all(Array.from({ length: 250 }, () => store.numbers.next()));
      expect(new Set(numbers).size).toBe(250);
      expect(numbers.filter((number) => !/^\d{10}$/.test(number))).toEqual([]);
    });
  });
}
