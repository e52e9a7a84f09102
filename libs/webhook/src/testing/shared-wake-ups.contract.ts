import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { WakeUps } from '../ports.js';

/** What the suite looks at of wake-ups that reach other processes. */
export type SharedWakeUpsContractFixtures = {
  /** The wake-ups of so many processes, connected to each other and to no others. */
  processes(count: number): Promise<readonly WakeUps[]>;
  /** Waits until everything that was sent has come to where it goes. */
  settle(): Promise<void>;
};

const hour = 3_600_000;

/** What everything that wakes dispatchers of other processes keeps, beside `wakeUpsContract`. */
export function sharedWakeUpsContract(name: string, open: () => Promise<SharedWakeUpsContractFixtures>): void {
  const { describe, it, expect, beforeEach } = jestGlobals();

  describe(`wake-ups of several processes, ${name}`, () => {
    let fixtures: SharedWakeUpsContractFixtures;
    beforeEach(async () => {
      fixtures = await open();
    });

    /** One process that dispatches nothing, and some that have room for work. */
    async function started(dispatchers: number) {
      const [sender, ...others] = await fixtures.processes(dispatchers + 1);
      for (const other of others) await beginListening(other);
      return { sender: sender as WakeUps, others };
    }

    async function beginListening(wakeUps: WakeUps): Promise<void> {
      wakeUps.listen(true);
      await wakeUps.next(hour);
      await fixtures.settle();
    }

    function waiting(wakeUps: WakeUps) {
      let woken = false;
      const wait = wakeUps.next(hour).then(() => void (woken = true));
      return { wait, isWoken: () => woken };
    }

    it('reach a dispatcher of another process', async () => {
      const { sender, others } = await started(1);
      const { wait } = waiting(others[0] as WakeUps);
      sender.notify(['a']);
      await wait;
    });

    it('reach it each time', async () => {
      const { sender, others } = await started(1);
      for (let times = 0; times < 5; times += 1) {
        const { wait } = waiting(others[0] as WakeUps);
        sender.notify([`endpoint ${times}`]);
        await wait;
        await fixtures.settle();
      }
    });

    it('reach it however many endpoints have work', async () => {
      const { sender, others } = await started(1);
      const { wait } = waiting(others[0] as WakeUps);
      sender.notify(Array.from({ length: 1_000 }, (_, index) => `0189c2f0-7a4e-7b3c-9d2e-${index}`));
      await wait;
    });

    it('stay within their process if they name no endpoint', async () => {
      const { sender, others } = await started(1);
      const { wait, isWoken } = waiting(others[0] as WakeUps);
      const own = waiting(sender);
      sender.notify([]);
      await own.wait;
      await fixtures.settle();
      expect(isWoken()).toBe(false);
      sender.notify(['a']);
      await wait;
    });

    it('are not lost to processes that dispatch nothing', async () => {
      const processes = await fixtures.processes(4);
      const dispatcher = processes[3] as WakeUps;
      await beginListening(dispatcher);
      for (const sender of processes.slice(0, 3)) {
        const { wait } = waiting(dispatcher);
        sender.notify(['a']);
        await wait;
        await fixtures.settle();
      }
    });

    it('are not lost to a process that has no more room', async () => {
      const { sender, others } = await started(2);
      const [full, other] = others as [WakeUps, WakeUps];
      full.listen(false);
      await fixtures.settle();
      for (let times = 0; times < 4; times += 1) {
        const { wait } = waiting(other);
        sender.notify(['a']);
        await wait;
        await fixtures.settle();
      }
    });

    it('reach a second process if the first one runs out of room', async () => {
      const { sender, others } = await started(2);
      const both = others.map(waiting);
      sender.notify(['a', 'b']);
      await Promise.race(both.map(({ wait }) => wait));
      await fixtures.settle();
      others[both.findIndex(({ isWoken }) => isWoken())]?.listen(false);
      await Promise.all(both.map(({ wait }) => wait));
    });

    it('reach a process that has room again', async () => {
      const { sender, others } = await started(1);
      const [dispatcher] = others as [WakeUps];
      dispatcher.listen(false);
      await fixtures.settle();
      const { wait } = waiting(dispatcher);
      dispatcher.listen(true);
      sender.notify(['a']);
      await wait;
    });
  });
}
