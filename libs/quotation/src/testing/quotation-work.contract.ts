import { instant, plainDate } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf, withPorts, workContract } from '@affinity-engine/kernel/testing';
import type { Quotation, Subscription } from '../quotation.js';
import { quotationListsContract } from './quotation-lists.contract.js';
import { lock, type QuotationContractFixtures } from './quotation-contract-fixtures.js';
import { aConfirmed, aDraft, anExpired, aProposal, aProposed, aSubscription } from './data-fixtures.js';

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
export function quotationWorkContract(name: string, open: () => Promise<QuotationContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on quotations, ${name}`, () => {
    let store: QuotationContractFixtures;
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

    it('adds nothing over what is there, and no two of one number or key', async () => {
      await add(aDraft());
      const subscribe = (given: Partial<Subscription>) =>
        store.work.run(async ({ subscriptions }) =>
          subscriptions.add(aSubscription({ keyHash: 'digest of a third', ...given })),
        );
      const twice = [
        add(aConfirmed({ number: '1000000001' })),
        add(aDraft({ id: 'quotation-2' })),
        subscribe({ name: 'another' }),
        subscribe({ id: 'subscription-3', keyHash: 'digest of a key' }),
        store.work.run(async ({ subscriptions }) =>
          subscriptions.save(aSubscription({ keyHash: 'digest of another' })),
        ),
      ];
      expect(await Promise.all(twice.map(refusalOf))).toEqual(twice.map(() => 'CHANGED-MEANWHILE'));
      expect([await find('quotation-1'), await find('quotation-2')]).toEqual([aDraft(), null]);
      const kept = await store.work.run(({ subscriptions }) =>
        Promise.all(['subscription-1', 'subscription-3'].map((id) => subscriptions.find(id))),
      );
      expect(kept).toEqual([aSubscription(), null]);
    });

    it('saves no other quotation', async () => {
      const other = aDraft({ id: 'quotation-2', number: '1000000001' });
      await add(aDraft(), other);
      await save(anExpired());
      expect(await find('quotation-2')).toEqual(other);
    });

    describe('a subscription', () => {
      it('becomes what is saved, and no other one does', async () => {
        const saved = aSubscription({
          name: 'Outra “Corretora” 😀',
          registerNumbers: ['007', '100000'],
          revokedAt: instant('2022-12-01T00:00:00.001Z'),
        });
        await store.work.run(async ({ subscriptions }) => subscriptions.save(saved));
        const found = await store.work.run(({ subscriptions }) =>
          Promise.all(['subscription-1', 'subscription-2', 'subscription-3'].map((id) => subscriptions.find(id))),
        );
        expect(found[0]).toEqual({ ...saved, version: 2 });
        expect(found[1]).toMatchObject({ name: 'Corretora Exemplo', registerNumbers: ['007'], version: 1 });
        expect(found[2]).toBeNull();
        const stale = store.work.run(async ({ subscriptions }) => subscriptions.save(aSubscription({ name: 'stale' })));
        expect(await refusalOf(stale)).toBe('CHANGED-MEANWHILE');
      });

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

    quotationListsContract(() => store);

    describe('eligibility', () => {
      const sale = {
        partnerId: 'partner-1',
        productId: 'product-1',
        on: plainDate('2026-01-02'),
        jurisdiction: 'BR_SP',
      };

      it('gives every reason against a sale as the groups of the partner are now', async () => {
        const reasons = () => store.work.run(({ eligibility }) => eligibility.reasonsAgainst(sale));
        await store.keepPartner(true);
        expect(await reasons()).toEqual([]);
        await store.keepPartner(false);
        expect((await reasons()).map(({ code }) => code)).toEqual(['PRODUCT-NOT-IN-GROUP']);
      });

      it('is held until the unit commits: what changed meanwhile makes it run again', async () => {
        await store.keepPartner(true);
        const seen: number[] = [];
        await store.work.run(async ({ eligibility, audit }) => {
          seen.push((await eligibility.reasonsAgainst(sale)).length);
          if (seen.length === 1) await store.keepPartner(false);
          audit.append({ actor: 'tester', action: 'looked at', subject: 'sale' });
        });
        expect(seen).toEqual([0, 1]);
      });
    });

    workContract(() => ({
      audit: () => store.audit(),
      work: withPorts(store.work, ({ audit, subscriptions }) => ({
        audit,
        async find() {
          const { name: named = '', version = 0 } = (await subscriptions.find('subscription-1')) ?? {};
          return { name: named, version };
        },
        save: (row) => subscriptions.save(aSubscription(row)),
      })),
    }));

    it('gives each number out once, ten digits each', async () => {
      const numbers = await Promise.all(Array.from({ length: 250 }, () => store.numbers.next()));
      expect(new Set(numbers).size).toBe(250);
      expect(numbers.filter((number) => !/^\d{10}$/.test(number))).toEqual([]);
    });
  });
}
