import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { turnsOf, type Turns } from './turns.js';

const response = (): ServerResponse & EventEmitter => new EventEmitter() as unknown as ServerResponse & EventEmitter;

/** Lets everything happen that does not wait for another call. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes a turn, and notes in `order` when it comes. */
function queue(turns: Turns, order: string[]) {
  return (caller: string, call: string, of = response()) =>
    turns.take(caller, of).then((turn) => {
      order.push(turn === null ? `${call} gone` : call);
      return turn?.begin();
    });
}

describe('turns of slow calls', () => {
  it('let a caller have one at once; its others wait in their order', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(), order);
    const calls = ['one', 'two', 'three'].map((call) => take('a', call));
    await settled();
    expect(order).toEqual(['one']);
    (await calls[0])?.();
    await settled();
    expect(order).toEqual(['one', 'two']);
    (await calls[1])?.();
    await settled();
    expect(order).toEqual(['one', 'two', 'three']);
  });

  it('of one caller do not wait for those of another', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(), order);
    void take('a', 'a1');
    void take('a', 'a2');
    void take('b', 'b1');
    await settled();
    expect(order).toEqual(['a1', 'b1']);
  });

  it('are passed on when a waiting caller has hung up', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(), order);
    const [first, gone] = [take('a', 'first'), response()];
    void take('a', 'second', gone);
    void take('a', 'third');
    await settled();
    gone.emit('close');
    (await first)?.();
    await settled();
    expect(order).toEqual(['first', 'second gone', 'third']);
    expect(gone.listenerCount('close')).toBe(0);
  });

  it('end when the connection closes before the work has begun, and with the work otherwise', async () => {
    const turns = turnsOf();
    const order: string[] = [];
    const refused = response();
    await turns.take('a', refused);
    refused.emit('close');
    const hungUp = response();
    const end = (await turns.take('a', hungUp))?.begin();
    hungUp.emit('close');
    void queue(turns, order)('a', 'next');
    await settled();
    expect(order).toEqual([]);
    end?.();
    await settled();
    expect(order).toEqual(['next']);
  });

  it('are free again once all have ended', async () => {
    const turns = turnsOf();
    for (let round = 0; round < 3; round += 1) (await turns.take('a', response()))?.begin()();
    const order: string[] = [];
    void queue(turns, order)('a', 'next');
    await settled();
    expect(order).toEqual(['next']);
  });

  it('that do not come in time are refused as OVERLOADED, and those behind them keep their place', async () => {
    const order: string[] = [];
    const turns = turnsOf({ waitMs: 20 });
    const first = await turns.take('a', response());
    const end = first?.begin();
    await expect(turns.take('a', response())).rejects.toMatchObject({ code: 'OVERLOADED' });
    void queue(turns, order)('a', 'third');
    end?.();
    await settled();
    expect(order).toEqual(['third']);
  });
});

describe('callers whose slow calls take long', () => {
  /** The next call takes so many milliseconds. */
  let takes = 0;
  const turns = () => turnsOf({ longMs: 20, stopwatch: () => () => takes });

  async function spend(of: Turns, caller: string, ms: number): Promise<void> {
    takes = ms;
    (await of.take(caller, response()))?.begin()();
  }

  it('have one under way among all of them; callers whose calls are short do not wait for them', async () => {
    const of = turns();
    const order: string[] = [];
    await spend(of, 'a', 100);
    await spend(of, 'b', 200);
    await spend(of, 'c', 19);
    const take = queue(of, order);
    const first = take('a', 'a');
    void take('b', 'b');
    void take('c', 'c');
    void take('d', 'd');
    await settled();
    expect(order.toSorted()).toEqual(['a', 'c', 'd']);
    (await first)?.();
    await settled();
    expect(order.at(3)).toBe('b');
  });

  it('are only those that take longer than is usual, where the machine is slow for all', async () => {
    const of = turns();
    const order: string[] = [];
    await spend(of, 'a', 500);
    for (const caller of ['b', 'c', 'd']) await spend(of, caller, 50);
    const take = queue(of, order);
    for (const caller of ['a', 'b', 'c', 'd']) void take(caller, caller);
    await settled();
    expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are as others again after some short calls', async () => {
    const of = turns();
    const order: string[] = [];
    await spend(of, 'a', 100);
    await spend(of, 'b', 30);
    await spend(of, 'b', 1);
    const take = queue(of, order);
    const long = await take('a', 'a');
    const waiting = take('b', 'b, still long');
    await settled();
    long?.();
    takes = 1;
    (await waiting)?.();
    void take('a', 'a again');
    void take('b', 'b');
    await settled();
    expect(order.slice(2).toSorted()).toEqual(['a again', 'b']);
  });

  it('give their place back when they hang up, before the work and while they wait', async () => {
    const of = turns();
    const order: string[] = [];
    for (const caller of ['a', 'b', 'c']) await spend(of, caller, 100);
    const [first, second] = [response(), response()];
    await of.take('a', first);
    const take = queue(of, order);
    void take('b', 'b', second);
    void take('c', 'c');
    await settled();
    second.emit('close');
    first.emit('close');
    await settled();
    expect(order).toEqual(['b gone', 'c']);
    void take('b', 'b again');
    await settled();
    expect(order).toEqual(['b gone', 'c']);
  });
});
