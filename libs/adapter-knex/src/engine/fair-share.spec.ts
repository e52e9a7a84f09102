import { describe, expect, it } from '@jest/globals';
import { virtualTime } from '@affinity-engine/webhook/testing';
import { fairShare, WaitedTooLong, type FairShare } from './fair-share.js';

/** Virtual time with timers that can be called off. */
function timers() {
  const { clock, pass, sleep } = virtualTime();
  return {
    elapsed: clock.elapsed,
    pass,
    after(ms: number, act: () => void) {
      let isOff = false;
      void sleep(ms).then(() => (isOff ? undefined : act()));
      return () => void (isOff = true);
    },
  };
}

function scene(connections: number) {
  const time = timers();
  const share: FairShare = fairShare(connections, time);
  const order: string[] = [];
  const query = (owner: string, takes: number, name = owner): Promise<void> =>
    share.run(owner, () => {
      order.push(name);
      return new Promise((resolve) => void time.after(takes, resolve));
    });
  /** One after the other, so that what an owner costs is known. */
  const spend = async (owner: string, takes: number, times = 30): Promise<void> => {
    for (let at = 0; at < times; at += 1) await Promise.all([query(owner, takes), time.pass(takes)]);
    order.length = 0;
  };
  return { time, order, query, spend, run: share.run };
}

describe('a fair share of connections', () => {
  it('is one query of an owner at a time; its others wait in their order', async () => {
    const { time, order, query } = scene(2);
    for (const name of ['a1', 'a2', 'a3']) void query('a', 10, name);
    void query('b', 10);
    await time.pass(0);
    expect(order).toEqual(['a1', 'b']);
    await time.pass(30);
    expect(order).toEqual(['a1', 'b', 'a2', 'a3']);
  });

  it('is no more queries than connections', async () => {
    const { time, order, query } = scene(2);
    for (const owner of ['a', 'b', 'c']) void query(owner, 10);
    await time.pass(9);
    expect(order).toEqual(['a', 'b']);
    await time.pass(2);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('leaves a connection to short queries, however many owners have long ones', async () => {
    const { time, order, query, spend } = scene(2);
    await spend('long', 100, 15);
    await spend('longer', 300, 15);
    for (const owner of ['short', 'too']) await spend(owner, 2);
    await time.pass(1_000);
    for (const owner of ['long', 'longer', 'short', 'too']) void query(owner, 100);
    await time.pass(0);
    expect(order).toEqual(['long', 'short']);
    await time.pass(100);
    expect(order).toEqual(['long', 'short', 'longer', 'too']);
  });

  it('is whole for all where all queries take about as long', async () => {
    const { time, order, query, spend } = scene(4);
    const owners = ['a', 'b', 'c', 'd'];
    for (const owner of owners) await spend(owner, 50);
    for (const owner of owners) void query(owner, 50);
    await time.pass(0);
    expect(order).toEqual(owners);
  });

  it('knows an owner of long queries by its first one', async () => {
    const { time, order, query, spend } = scene(2);
    await spend('short', 2);
    await spend('a', 100, 1);
    await spend('b', 100, 1);
    await time.pass(1_000);
    for (const owner of ['a', 'b', 'short']) void query(owner, 100);
    await time.pass(0);
    expect(order).toEqual(['a', 'short']);
  });

  it('counts what a query takes, not how long it waited; a single slow one says little', async () => {
    const { time, order, query, spend } = scene(2);
    await spend('long', 500);
    await spend('short', 2);
    for (let at = 0; at < 5; at += 1) {
      void query('long', 500);
      for (const owner of ['x', 'y', 'z']) void query(owner, 2);
      await time.pass(600);
    }
    await spend('x', 2);
    await spend('x', 100, 1);
    void query('long', 500);
    void query('x', 2);
    await time.pass(0);
    expect(order).toEqual(['long', 'x']);
  });

  it('forgets what was more than ten seconds ago', async () => {
    const { time, order, query, spend } = scene(2);
    await spend('a', 500);
    await spend('b', 500);
    await time.pass(10_001);
    await spend('short', 1, 3);
    for (const owner of ['a', 'b']) void query(owner, 500);
    await time.pass(0);
    expect(order).toEqual(['a', 'b']);
  });

  it('goes on after a query that failed, and refuses one whose turn does not come within 20 seconds', async () => {
    const { time, query, run } = scene(1);
    await expect(run('a', () => Promise.reject(new Error('no such table')))).rejects.toThrow('no such table');
    void query('a', 30_000);
    const refused = expect(query('b', 1)).rejects.toThrow(WaitedTooLong);
    await time.pass(20_000);
    await refused;
    await time.pass(10_000);
    await Promise.all([query('b', 1), time.pass(1)]);
  });
});
