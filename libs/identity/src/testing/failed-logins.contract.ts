import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { FailedLogins } from '../ports.js';

/** What the suite looks at: wrong secrets by a clock that it moves, of which there are none at first. */
export type FailedLoginsContractFixtures = { readonly logins: FailedLogins; pass(ms: number): void };

/** What everything that remembers wrong secrets keeps. */
export function failedLoginsContract(name: string, open: () => Promise<FailedLoginsContractFixtures>): void {
  const { describe, it, expect } = jestGlobals();

  describe(`wrong secrets, ${name}`, () => {
    it('count for a minute, each from its own moment on', async () => {
      const { logins, pass } = await open();
      logins.add('one');
      pass(30_000);
      logins.add('one');
      pass(29_999);
      expect(logins.count('one')).toBe(2);
      pass(1);
      expect(logins.count('one')).toBe(1);
      pass(29_999);
      expect(logins.count('one')).toBe(1);
      pass(1);
      expect(logins.count('one')).toBe(0);
    });

    it('count for one client', async () => {
      const { logins } = await open();
      for (const id of ['one', 'one', 'other']) logins.add(id);
      expect(['one', 'other', 'One', 'nobody'].map((id) => logins.count(id))).toEqual([2, 1, 0, 0]);
    });

    it('are not counted by asking how many there are', async () => {
      const { logins } = await open();
      logins.add('one');
      expect([logins.count('one'), logins.count('one')]).toEqual([1, 1]);
    });

    it('count on after a quiet minute', async () => {
      const { logins, pass } = await open();
      logins.add('one');
      pass(60_000);
      logins.add('one');
      expect(logins.count('one')).toBe(1);
    });
  });
}
