import { instant, isDomainError, type AuditEntry } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { AgencyNumber, Owner } from '../agency-number.js';
import type { AgencyPorts, AgencyWork, WrittenAgencyNumber } from '../ports.js';
import { aBroker, aBrokerOwner, anAccount, anAccountOwner, aWrittenNumber } from './builders.js';

/** What the contract looks at of an adapter: one store without accounts, in which clients `user-1` and `user-2` are known. */
export type AgencyHarness = {
  readonly work: AgencyWork;
  audit(): Promise<readonly Pick<AuditEntry, 'actor' | 'action' | 'subject'>[]>;
  close(): Promise<void>;
};

/** The code a promise is refused with, null where it is kept. Anything else that is thrown passes through. */
export const refusalOf = (promise: Promise<unknown>): Promise<string | null> =>
  promise.then(
    () => null,
    (thrown: unknown) => {
      if (isDomainError(thrown)) return thrown.code;
      throw thrown;
    },
  );

const later = instant('2026-02-03T04:05:06.789Z');
const otherOwner: Owner = { accountId: 'account-2', brokerId: 'broker-3' };

/** What every adapter of this context's unit of work keeps. */
export function agencyWorkContract(name: string, open: () => Promise<AgencyHarness>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on agency numbers, ${name}`, () => {
    let store: AgencyHarness;
    beforeEach(async () => {
      store = await open();
      await write(({ accounts }) => {
        for (const id of ['account-1', 'account-2']) accounts.add(anAccount({ id }));
        for (const id of ['broker-1', 'broker-2']) accounts.addBroker(aBroker({ id }));
        accounts.addBroker(aBroker({ id: 'broker-3', accountId: 'account-2' }));
      });
    });
    afterEach(() => store.close());

    const write = (act: (ports: AgencyPorts) => void) => store.work.run(async (ports) => act(ports));
    const add = (...written: readonly WrittenAgencyNumber[]) =>
      write(({ numbers }) => written.forEach((each) => numbers.add(each)));
    const find = (id: string, owner = aBrokerOwner) => store.work.run(({ numbers }) => numbers.find(id, owner));
    const at = (owner: Owner, insurerId = 'ins-5405') => store.work.run(({ numbers }) => numbers.at(owner, insurerId));
    const placeOf = async (id: string) => (await find(id))?.flags.tenders ?? NaN;
    const flagged = { tenders: true, calculations: true };

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
    ])('gives back %j as it was, to its owner alone', async ({ defaultFor, ...written }) => {
      await add({ ...written, defaultFor });
      expect(await find('number-1', written.owner)).toEqual({
        ...written,
        flags: { tenders: null, calculations: null },
      });
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
      expect(await used('account-1')).toEqual([]);
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

    it('places flags in the order they were written, within a unit and from one to the next', async () => {
      await add(
        aWrittenNumber({ id: 'b', number: 'B', defaultFor: flagged }),
        aWrittenNumber({ id: 'a', number: 'A', defaultFor: flagged }),
      );
      await add(aWrittenNumber({ id: 'c', number: 'C', defaultFor: flagged }));
      await write(({ numbers }) => {
        numbers.replace(aWrittenNumber({ id: 'b', number: 'B', defaultFor: flagged }));
        numbers.add(aWrittenNumber({ id: 'd', number: 'D', defaultFor: flagged }));
      });
      await write(({ numbers }) => numbers.change('c', { defaultFor: { tenders: true } }, later));
      const places = await Promise.all(['a', 'b', 'd', 'c'].map(placeOf));
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(new Set(places).size).toBe(4);
    });

    it('replaces all that was sent but for identity, owner and external id', async () => {
      const first = aWrittenNumber({
        matchCode: 'old',
        externalUniqueId: 'x',
        externalInsurerId: 'i',
        defaultFor: flagged,
      });
      await add(first);
      const { defaultFor, ...second } = aWrittenNumber({
        matchCode: null,
        externalUniqueId: 'x',
        collectionType: 'broker',
        internalComment: 'new',
        active: false,
        changedAt: later,
      });
      await write(({ numbers }) => numbers.replace({ ...second, defaultFor }));
      expect(await find('number-1')).toEqual({ ...second, flags: { tenders: null, calculations: null } });
    });

    it.each<
      [string, Parameters<AgencyPorts['numbers']['change']>[1], Partial<AgencyNumber>, readonly [boolean, boolean]]
    >([
      ['deactivates', { active: false }, { active: false }, [true, false]],
      ['takes one flag away', { defaultFor: { tenders: false } }, {}, [false, false]],
      ['sets the other flag', { defaultFor: { calculations: true } }, {}, [true, true]],
      [
        'does both at once',
        { active: false, defaultFor: { tenders: false, calculations: true } },
        { active: false },
        [false, true],
      ],
    ])('%s without touching anything else', async (_, change, changed, carried) => {
      await add(aWrittenNumber({ matchCode: 'kept', defaultFor: { tenders: true, calculations: false } }));
      const before = (await find('number-1')) as AgencyNumber;
      await write(({ numbers }) => numbers.change('number-1', change, later));
      const after = (await find('number-1')) as AgencyNumber;
      expect(after).toEqual({ ...before, ...changed, flags: after.flags, changedAt: later });
      expect([after.flags.tenders !== null, after.flags.calculations !== null]).toEqual(carried);
      if (change.defaultFor?.tenders === undefined) expect(after.flags.tenders).toBe(before.flags.tenders);
    });

    it('loses nothing of what several do to one number at once', async () => {
      await add(aWrittenNumber());
      await Promise.all([
        ...Array.from({ length: 20 }, () =>
          write(({ numbers }) => numbers.change('number-1', { active: false }, later)),
        ),
        write(({ numbers }) => numbers.change('number-1', { defaultFor: { tenders: true } }, later)),
        write(({ numbers }) => numbers.change('number-1', { defaultFor: { calculations: true } }, later)),
      ]);
      const { active, flags } = (await find('number-1')) as AgencyNumber;
      expect([active, flags.tenders === null, flags.calculations === null]).toEqual([false, false, false]);
    });

    it('lets one of many have an external id, and none of them half of it', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, one) =>
          refusalOf(
            add(
              aWrittenNumber({ id: `beside-${one}`, number: `beside-${one}` }),
              aWrittenNumber({ id: `raced-${one}`, number: `raced-${one}`, externalUniqueId: 'raced' }),
            ),
          ),
        ),
      );
      expect(outcomes.filter((code) => code === null)).toHaveLength(1);
      expect(new Set(outcomes)).toEqual(new Set([null, 'CHANGED-MEANWHILE']));
      expect(await at(aBrokerOwner)).toHaveLength(2);
    });

    it('writes ten thousand at once', async () => {
      const many = Array.from({ length: 10_000 }, (_, one) =>
        aWrittenNumber({ id: `n-${one}`, number: `N${one}`, externalUniqueId: `x-${one}`, defaultFor: flagged }),
      );
      await add(...many);
      const kept = await at(aBrokerOwner);
      expect(kept.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
      const places = kept.map(({ flags }) => flags.calculations ?? NaN);
      expect(places.every((place, one) => one === 0 || place > (places[one - 1] ?? NaN))).toBe(true);
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
  });
}
