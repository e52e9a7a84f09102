import { describe, expect, it } from '@jest/globals';
import { virtualTime } from './testing/index.js';
import { wakeUpsOver, type Timer } from './wake-ups.js';

/** Wake-ups in virtual time, how many timers run, and what a channel would call. */
function opened() {
  const time = virtualTime(0);
  const timers = { running: 0 };
  const timer: Timer = (ms, act) => {
    let isRunning = true;
    timers.running += 1;
    const end = () => {
      if (isRunning) timers.running -= 1;
      isRunning = false;
    };
    void time.sleep(ms).then(() => {
      if (!isRunning) return;
      end();
      act();
    });
    return end;
  };
  let wake = () => undefined as void;
  const wakeUps = wakeUpsOver(timer, (given) => {
    wake = given;
    return { send: () => undefined, listen: () => undefined };
  });
  const alone = wakeUpsOver(timer);
  /** When a wait ended, null while it has not. */
  const waits = (of = wakeUps, ms = 1_000) => {
    const wait: { endedAt: number | null } = { endedAt: null };
    void of.next(ms).then(() => (wait.endedAt = time.clock.now()));
    return wait;
  };
  return { time, timers, wakeUps, alone, waits, wake: () => wake() };
}

describe('a wait for the next wake-up', () => {
  it('ends with its time, where none comes', async () => {
    const { time, waits } = opened();
    const wait = waits();
    await time.pass(999);
    expect(wait.endedAt).toBeNull();
    await time.pass(1);
    expect(wait.endedAt).toBe(1_000);
  });

  it('ends with a wake-up of this process, and so do all others', async () => {
    const { time, timers, wakeUps, waits } = opened();
    const both = [waits(), waits()];
    await time.pass(10);
    wakeUps.notify([]);
    await time.settle();
    expect(both.map(({ endedAt }) => endedAt)).toEqual([10, 10]);
    expect(timers.running).toBe(0);
  });

  it('ends with a message of another process', async () => {
    const { time, waits, wake } = opened();
    const wait = waits();
    await time.pass(10);
    wake();
    await time.settle();
    expect(wait.endedAt).toBe(10);
  });

  it('ends at once where one came before it, but only the first wait', async () => {
    const { time, wakeUps, waits } = opened();
    wakeUps.notify(['a']);
    wakeUps.notify(['b']);
    const [first, second] = [waits(), waits()];
    await time.settle();
    expect([first.endedAt, second.endedAt]).toEqual([0, null]);
  });

  it('is not ended by one that ended a wait before', async () => {
    const { time, wakeUps, waits } = opened();
    waits();
    wakeUps.notify([]);
    await time.settle();
    const wait = waits();
    await time.settle();
    expect(wait.endedAt).toBeNull();
  });

  it('is not ended by one that came before a wait that ended with its time', async () => {
    const { time, wakeUps, waits } = opened();
    waits(wakeUps, 10);
    await time.pass(10);
    wakeUps.notify([]);
    const [first, second] = [waits(), waits()];
    await time.pass(5);
    expect([first.endedAt, second.endedAt]).toEqual([10, null]);
  });

  it('works in a process without others', async () => {
    const { time, alone, waits } = opened();
    const wait = waits(alone);
    alone.listen(true);
    await time.pass(1);
    alone.notify(['a']);
    await time.settle();
    expect(wait.endedAt).toBe(1);
  });
});
