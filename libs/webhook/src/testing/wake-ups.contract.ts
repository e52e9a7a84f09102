import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { WakeUps } from '../ports.js';

/** What the suite looks at of wake-ups, of which there were none yet. */
export type WakeUpsContractFixtures = {
  readonly wakeUps: WakeUps;
  /** Lets time pass where it does not by itself. */
  pass(ms: number): Promise<void>;
  /** Lets everything that can go on do so, without time passing. */
  settle(): Promise<void>;
};

const hour = 3_600_000;

/** What everything that wakes dispatchers keeps. */
export function wakeUpsContract(name: string, open: () => Promise<WakeUpsContractFixtures>): void {
  const { describe, it, expect, beforeEach } = jestGlobals();

  describe(`wake-ups, ${name}`, () => {
    let store: WakeUpsContractFixtures;
    beforeEach(async () => {
      store = await open();
    });

    /** Waits for the next one, and says whether it has come. */
    function waiting(ms: number) {
      let woken = false;
      const wait = store.wakeUps.next(ms).then(() => void (woken = true));
      const isWoken = async () => {
        await store.settle();
        return woken;
      };
      return { wait, isWoken };
    }

    it('wake everyone who waits', async () => {
      const [one, other] = [waiting(hour), waiting(hour)];
      expect([await one.isWoken(), await other.isWoken()]).toEqual([false, false]);
      store.wakeUps.notify(['a']);
      await Promise.all([one.wait, other.wait]);
    });

    it('that come while nobody waits wake the next who does, and only that one', async () => {
      store.wakeUps.notify(['a']);
      store.wakeUps.notify(['b']);
      await waiting(hour).wait;
      const next = waiting(hour);
      expect(await next.isWoken()).toBe(false);
      store.wakeUps.notify([]);
      await next.wait;
    });

    it('that woke a dispatcher are over', async () => {
      const first = waiting(hour);
      store.wakeUps.notify(['a']);
      await first.wait;
      const second = waiting(hour);
      expect(await second.isWoken()).toBe(false);
      store.wakeUps.notify(['a']);
      await second.wait;
    });

    it('are not needed: a waiting dispatcher is woken after a while', async () => {
      const [soon, late] = [waiting(1), waiting(hour)];
      await store.pass(1);
      await soon.wait;
      expect(await late.isWoken()).toBe(false);
      store.wakeUps.notify([]);
      await late.wait;
    });
  });
}
