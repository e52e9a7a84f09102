import { instant } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf, withPorts, workContract } from '@affinity-engine/kernel/testing';
import type { WrittenAgencyNumber } from '../ports.js';
import { actingOn, furnished, otherOwner, type AgencyContractFixtures } from './agency-contract-fixtures.js';
import { agencyNumberWrites } from './agency-number-writes.contract.js';
import { aBroker, aBrokerOwner, anAccount, anAccountOwner, aWrittenNumber } from './data-fixtures.js';

const later = instant('2026-02-03T04:05:06.789Z');

/** What every adapter of this context's unit of work keeps. */
export function agencyWorkContract(name: string, open: () => Promise<AgencyContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on agency numbers, ${name}`, () => {
    let store: AgencyContractFixtures;
    beforeEach(async () => {
      store = await furnished(open);
    });
    afterEach(() => store.close());
    const { write, add, find, at } = actingOn(() => store);

    it.each([
      aWrittenNumber(),
      aWrittenNumber({ owner: anAccountOwner, number: '007', active: false, collectionType: 'broker' }),
      aWrittenNumber({
        matchCode: 'Référence “für” Nutzer',
        externalInsurerId: '0042',
        externalUniqueId: '00017',
        collectionType: 'mga',
        internalComment: 'only for operators',
        changedAt: later,
      }),
    ])('gives back %j as it was, to its owner and to operators alone', async ({ defaultFor, ...written }) => {
      await add({ ...written, defaultFor });
      expect(await find('number-1', written.owner)).toEqual({
        ...written,
        flags: { tenders: null, calculations: null },
      });
      expect(await find('number-1', null)).toEqual(await find('number-1', written.owner));
      const others = [aBrokerOwner, anAccountOwner, { ...aBrokerOwner, brokerId: 'broker-2' }, otherOwner];
      for (const owner of others.filter(({ brokerId }) => brokerId !== written.owner.brokerId)) {
        expect([await find('number-1', owner), await at(owner)]).toEqual([null, []]);
      }
    });

    it('lists the numbers of one owner at one insurer, oldest first', async () => {
      await add(aWrittenNumber({ id: 'z', number: 'Z' }), aWrittenNumber({ id: 'a', number: 'A' }));
      await add(aWrittenNumber({ id: 'm', number: 'M' }), aWrittenNumber({ id: 'x', insurerId: 'ins-5036' }));
      await write(({ numbers }) => numbers.replace(aWrittenNumber({ id: 'z', number: 'Z', matchCode: 'again' })));
      expect((await at(aBrokerOwner)).map(({ id }) => id)).toEqual(['z', 'a', 'm']);
      expect((await at(aBrokerOwner, 'ins-5036')).map(({ id }) => id)).toEqual(['x']);
    });

    it('finds those of an owner by insurer and number', async () => {
      await add(
        aWrittenNumber({ id: 'one' }),
        aWrittenNumber({ id: 'two', externalUniqueId: 'x' }),
        aWrittenNumber({ id: 'three', number: 'B' }),
        aWrittenNumber({ id: 'four', insurerId: 'ins-5036' }),
        aWrittenNumber({ id: 'five', owner: anAccountOwner }),
      );
      const matching = (keys: readonly (readonly [insurerId: string, number: string])[]) =>
        store.work.run(async ({ numbers }) => {
          const found = await numbers.matching(
            aBrokerOwner,
            keys.map(([insurerId, number]) => ({ insurerId, number })),
          );
          return found.map(({ id }) => id);
        });
      expect(
        await matching([
          ['ins-5405', 'A1'],
          ['ins-5036', 'B'],
        ]),
      ).toEqual(['one', 'two']);
      expect(
        await matching([
          ['ins-5405', 'B'],
          ['ins-5036', 'A1'],
        ]),
      ).toEqual(['three', 'four']);
      expect(await matching([['ins-5405', 'a1']])).toEqual([]);
      expect(await matching([])).toEqual([]);
    });

    it('knows the external unique ids an account has used, whichever broker’s they are', async () => {
      await add(
        aWrittenNumber({ id: 'one', externalUniqueId: 'x' }),
        aWrittenNumber({ id: 'two', externalUniqueId: 'y', owner: { accountId: 'account-1', brokerId: 'broker-2' } }),
        aWrittenNumber({ id: 'three', externalUniqueId: 'z', owner: otherOwner }),
      );
      const used = (accountId: string, ...ids: readonly string[]) =>
        store.work.run(async ({ numbers }) => [...(await numbers.usedExternalIds(accountId, ids))].sort());
      expect(await used('account-1', 'x', 'y', 'z', 'X')).toEqual(['x', 'y']);
      expect(await used('account-2', 'x', 'y', 'z')).toEqual(['z']);
      expect([await used('account-1', 'X'), await used('account-1')]).toEqual([[], []]);
    });

    it.each<[string, Partial<WrittenAgencyNumber>, string | null]>([
      ['an external id that another broker of the account used', { externalUniqueId: 'x' }, 'CHANGED-MEANWHILE'],
      ['an external id that another account used', { externalUniqueId: 'theirs' }, null],
      ['the same number without an external id', { number: 'plain' }, 'CHANGED-MEANWHILE'],
      ['the same number with a new external id', { number: 'plain', externalUniqueId: 'new' }, null],
      ['the same number of the account itself', { number: 'plain', owner: anAccountOwner }, null],
      ['the same number at another insurer', { number: 'plain', insurerId: 'ins-5036' }, null],
      ['an identifier that is taken', { id: 'one', number: 'other' }, 'CHANGED-MEANWHILE'],
    ])('answers to %s, with all that was to be written beside it', async (_, overrides, code) => {
      await add(
        aWrittenNumber({ id: 'one', externalUniqueId: 'x', owner: { accountId: 'account-1', brokerId: 'broker-2' } }),
        aWrittenNumber({ id: 'two', externalUniqueId: 'theirs', owner: otherOwner }),
        aWrittenNumber({ id: 'three', number: 'plain' }),
      );
      const adding = write(({ numbers, audit }) => {
        numbers.add(aWrittenNumber({ id: 'beside', number: 'beside' }));
        numbers.add(aWrittenNumber({ id: 'four', ...overrides }));
        audit.append({ actor: 'tester', action: 'agency-numbers.registered', subject: 'broker-1' });
      });
      expect(await refusalOf(adding)).toBe(code);
      expect((await find('beside')) === null).toBe(code !== null);
      expect(await store.audit()).toHaveLength(code === null ? 1 : 0);
    });

    it('keeps accounts, their brokers, and for which of them a client works', async () => {
      await write(({ accounts }) => accounts.admit('user-1', 'account-2'));
      const read = await store.work.run(async ({ accounts }) => [
        await accounts.find('account-1'),
        await accounts.find('nobody'),
        await accounts.broker('broker-3'),
        await accounts.broker('account-1'),
        await accounts.ofUser('user-1'),
        await accounts.ofUser('user-2'),
      ]);
      expect(read).toEqual([
        anAccount(),
        null,
        aBroker({ id: 'broker-3', accountId: 'account-2' }),
        null,
        'account-2',
        null,
      ]);
    });

    it('has a client work for one account only', async () => {
      const admit = (accountId: string) => write(({ accounts }) => accounts.admit('user-1', accountId));
      await admit('account-1');
      expect(await refusalOf(admit('account-2'))).toBe('CHANGED-MEANWHILE');
      expect(await store.work.run(({ accounts }) => accounts.ofUser('user-1'))).toBe('account-1');
    });

    it('adds no account and no broker over another one', async () => {
      const twice = [
        write(({ accounts }) => accounts.add(anAccount({ name: 'another' }))),
        write(({ accounts }) => accounts.addBroker(aBroker({ name: 'another' }))),
      ];
      expect(await Promise.all(twice.map(refusalOf))).toEqual(['CHANGED-MEANWHILE', 'CHANGED-MEANWHILE']);
      const kept = await store.work.run(({ accounts }) =>
        Promise.all([accounts.find('account-1'), accounts.broker('broker-1')]),
      );
      expect(kept).toEqual([anAccount(), aBroker()]);
    });

    // No write of a number is guarded by a version: here each version of the row is a number of its own.
    workContract(() => ({
      audit: () => store.audit(),
      work: withPorts(store.work, ({ audit, numbers }) => ({
        audit,
        async find() {
          const versions = await numbers.at(aBrokerOwner, 'ins-5036');
          return { name: versions.at(-1)?.number ?? 'none', version: versions.length };
        },
        save: ({ name: number, version }) =>
          numbers.add(aWrittenNumber({ id: `version-${version}`, number, insurerId: 'ins-5036' })),
      })),
    }));
  });

  agencyNumberWrites(name, open);
}
