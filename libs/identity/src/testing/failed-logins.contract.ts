import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { FailedLogins } from '../ports.js';

/** What the suite looks at: a counter without wrong secrets, and its clock, which the suite moves. */
export type FailedLoginsContractFixtures = {
  readonly logins: FailedLogins;
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** What every counter of wrong secrets keeps. Its clock may move on by up to ten seconds in a test of its own accord. */
export function failedLoginsContract(name: string, open: () => Promise<FailedLoginsContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`wrong secrets, ${name}`, () => {
    let store: FailedLoginsContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const add = (address = 'one', most = 2) => store.logins.add(address, most);

    it('are counted up to the most, then refused until the minute ends', async () => {
      expect([await add(), await add()]).toEqual([null, null]);
      const seconds = await add();
      expect(seconds).toBeGreaterThanOrEqual(50);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(await add()).not.toBeNull();
    });

    it('have a minute that begins with the first', async () => {
      await add();
      await store.pass(45_000);
      await add();
      const seconds = await add();
      expect(seconds).toBeGreaterThanOrEqual(5);
      expect(seconds).toBeLessThanOrEqual(15);
      await store.pass(15_000);
      expect([await add(), await add()]).toEqual([null, null]);
      expect(await add()).toBeGreaterThanOrEqual(50);
    });

    it('that are refused do not make the minute longer', async () => {
      await add('one', 1);
      for (let tried = 0; tried < 5; tried += 1) {
        await store.pass(9_000);
        expect(await add('one', 1)).not.toBeNull();
      }
      await store.pass(15_000);
      expect(await add('one', 1)).toBeNull();
    });

    it('may be tried again in whole seconds, at least one', async () => {
      await add('one', 1);
      await store.pass(40_500);
      const seconds = (await add('one', 1)) ?? 0;
      expect(Number.isInteger(seconds) && seconds >= 1).toBe(true);
      await store.pass(seconds * 1_000);
      expect(await add('one', 1)).toBeNull();
    });

    it('count for one address', async () => {
      await Promise.all([add('one', 1), add('2001:db8:0:1::/64', 1)]);
      expect([await add('other', 1), await add('One', 1), await add('2001:db8:0:2::/64', 1)]).toEqual([
        null,
        null,
        null,
      ]);
      expect(await add('one', 1)).not.toBeNull();
    });

    it('are counted to one when many come at once', async () => {
      const many = await Promise.all(
        Array.from({ length: 60 }, (_, index) => add(index % 2 === 0 ? 'one' : 'other', 10)),
      );
      const counted = (parity: number) => many.filter((wait, index) => index % 2 === parity && wait === null).length;
      expect([counted(0), counted(1)]).toEqual([10, 10]);
    });
  });
}
