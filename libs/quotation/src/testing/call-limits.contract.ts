import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { CallLimits, CallLimitSettings } from '../ports.js';

/** What the suite looks at: a store without calls, and its clock, which the suite moves. */
export type CallLimitsContractFixtures = {
  /** The limits as a process with these settings opens them. */
  limits(settings: CallLimitSettings): CallLimits;
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** What every counter of calls keeps. Its clock may move on by up to ten seconds in a test of its own accord. */
export function callLimitsContract(name: string, open: () => Promise<CallLimitsContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the calls of a subscription, ${name}`, () => {
    let store: CallLimitsContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const limited = (perMinute: number, perDay: number) => {
      const { take } = store.limits({ perMinute, perDay });
      return (subscriptionId = 'one') => take(subscriptionId);
    };
    const pass = (seconds: number) => store.pass(seconds * 1_000);
    const refusal = (exceeded: 'rate' | 'quota', seconds: unknown) => ({ exceeded, seconds });

    it('are so many a minute, which begins with the first', async () => {
      const take = limited(2, 100);
      expect(await take()).toBeNull();
      await pass(40);
      expect(await take()).toBeNull();
      const refused = await take();
      expect(refused).toEqual(refusal('rate', expect.any(Number)));
      expect(refused?.seconds).toBeGreaterThanOrEqual(10);
      expect(refused?.seconds).toBeLessThanOrEqual(20);
      await pass(20);
      expect([await take(), await take()]).toEqual([null, null]);
      expect((await take())?.seconds).toBeGreaterThanOrEqual(50);
    });

    it('are so many a day, which begins with the first', async () => {
      const take = limited(2, 3);
      expect([await take(), await take()]).toEqual([null, null]);
      await pass(43_200);
      expect(await take()).toBeNull();
      const refused = await take();
      expect(refused).toEqual(refusal('quota', expect.any(Number)));
      expect(refused?.seconds).toBeGreaterThanOrEqual(43_190);
      expect(refused?.seconds).toBeLessThanOrEqual(43_200);
      await pass(43_200);
      expect([await take(), await take()]).toEqual([null, null]);
      expect(await take()).toEqual(refusal('rate', expect.any(Number)));
    });

    it('count towards neither limit if they are refused', async () => {
      const take = limited(1, 2);
      await take();
      for (let tried = 0; tried < 5; tried += 1) {
        await pass(9);
        expect(await take()).toEqual(refusal('rate', expect.any(Number)));
      }
      await pass(15);
      expect(await take()).toBeNull();
      expect(await take()).toEqual(refusal('quota', expect.any(Number)));
    });

    it('that exceed both limits are refused until the day ends', async () => {
      const take = limited(1, 1);
      await take();
      expect(await take()).toEqual(refusal('quota', expect.any(Number)));
    });

    it('may be tried again in whole seconds, at least one', async () => {
      const take = limited(1, 100);
      await take();
      await pass(40.5);
      const { seconds = 0 } = (await take()) ?? {};
      expect(Number.isInteger(seconds) && seconds >= 1).toBe(true);
      await pass(seconds);
      expect(await take()).toBeNull();
    });

    it('are counted for each subscription apart', async () => {
      const take = limited(1, 1);
      expect([await take('one'), await take('other'), await take('One')]).toEqual([null, null, null]);
      expect(await take('other')).not.toBeNull();
    });

    it('are counted by all processes together, with those before a restart', async () => {
      const processes = [limited(2, 3), limited(2, 3)] as const;
      expect([await processes[0](), await processes[1]()]).toEqual([null, null]);
      expect((await Promise.all(processes.map((take) => take()))).map((each) => each?.exceeded)).toEqual([
        'rate',
        'rate',
      ]);
      await pass(60);
      expect(await limited(2, 3)()).toBeNull();
      expect((await processes[0]())?.exceeded).toBe('quota');
    });

    it('are counted to one when many come at once', async () => {
      const take = limited(10, 25);
      const many = await Promise.all(Array.from({ length: 60 }, (_, index) => take(index % 2 === 0 ? 'one' : 'other')));
      const admitted = (parity: number) => many.filter((each, index) => index % 2 === parity && each === null).length;
      expect([admitted(0), admitted(1)]).toEqual([10, 10]);
    });
  });
}
