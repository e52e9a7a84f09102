import { instant } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import type { AgencyNumber } from '../agency-number.js';
import type { AgencyPorts } from '../ports.js';
import { actingOn, furnished, type AgencyContractFixtures } from './agency-contract-fixtures.js';
import { aBrokerOwner, aWrittenNumber } from './data-fixtures.js';

const later = instant('2026-02-03T04:05:06.789Z');
const flagged = { tenders: true, calculations: true };

/** What every adapter keeps of how numbers are written: their order, what a write touches, and many at once. */
export function agencyNumberWrites(name: string, open: () => Promise<AgencyContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`writing agency numbers, ${name}`, () => {
    let store: AgencyContractFixtures;
    beforeEach(async () => {
      store = await furnished(open);
    });
    afterEach(() => store.close());
    const { write, add, find, at } = actingOn(() => store);
    const placeOf = async (id: string) => (await find(id))?.flags.tenders ?? NaN;

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
      ['gives another match code', { matchCode: 'new' }, { matchCode: 'new' }, [true, false]],
      ['takes the match code away', { matchCode: null }, { matchCode: null }, [true, false]],
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

    it.each([
      ['is sent again without its flag after it was set', [true, false], null],
      ['has its flag set after it was sent again', [false, true], 'set'],
    ])('has what came last where it %s, both at once', async (_, [before, after], flag) => {
      const number = aWrittenNumber({ defaultFor: { tenders: false, calculations: false } });
      await add(number);
      const setFlag = (wanted: boolean | undefined) =>
        wanted === true
          ? [write(({ numbers }) => numbers.change('number-1', { defaultFor: { tenders: true } }, later))]
          : [];
      await Promise.all([...setFlag(before), write(({ numbers }) => numbers.replace(number)), ...setFlag(after)]);
      expect(((await find('number-1')) as AgencyNumber).flags.tenders === null ? null : 'set').toBe(flag);
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
  });
}
