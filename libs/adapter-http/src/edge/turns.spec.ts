import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { turnsOf } from './turns.js';

const response = (): ServerResponse & EventEmitter => new EventEmitter() as unknown as ServerResponse & EventEmitter;

/** Lets everything happen that does not wait for another call. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes a turn, and notes in `order` when it comes. */
function queue(turns: ReturnType<typeof turnsOf>, order: string[]) {
  return (caller: string, call: string, of = response()) =>
    turns.take(caller, of).then((turn) => {
      order.push(turn === null ? `${call} gone` : call);
      return turn?.begin();
    });
}

describe('turns of slow calls', () => {
  it('let a caller have so many at once; its others wait in their order', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(2), order);
    const calls = ['one', 'two', 'three', 'four'].map((call) => take('a', call));
    await settled();
    expect(order).toEqual(['one', 'two']);
    (await calls[1])?.();
    await settled();
    expect(order).toEqual(['one', 'two', 'three']);
    (await calls[0])?.();
    await settled();
    expect(order).toEqual(['one', 'two', 'three', 'four']);
  });

  it('of one caller do not wait for those of another', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(1), order);
    void take('a', 'a1');
    void take('a', 'a2');
    void take('b', 'b1');
    await settled();
    expect(order).toEqual(['a1', 'b1']);
  });

  it('are passed on when a waiting caller has hung up', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(1), order);
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
    const turns = turnsOf(1);
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
    const turns = turnsOf(1);
    for (let round = 0; round < 3; round += 1) (await turns.take('a', response()))?.begin()();
    const order: string[] = [];
    void queue(turns, order)('a', 'next');
    await settled();
    expect(order).toEqual(['next']);
  });

  it('that do not come in time are refused as OVERLOADED, and those behind them keep their place', async () => {
    const order: string[] = [];
    const turns = turnsOf(1, { waitMs: 20 });
    const end = (await turns.take('a', response()))?.begin();
    await expect(turns.take('a', response())).rejects.toMatchObject({ code: 'OVERLOADED' });
    void queue(turns, order)('a', 'third');
    end?.();
    await settled();
    expect(order).toEqual(['third']);
  });

  it('rest before they go over, also to a call that comes only then', async () => {
    const order: string[] = [];
    const take = queue(turnsOf(1, { rest: () => () => 20 }), order);
    const began = performance.now();
    (await take('a', 'first'))?.();
    (await take('a', 'second'))?.();
    await take('a', 'third');
    expect(performance.now() - began).toBeGreaterThan(35);
    expect(order).toEqual(['first', 'second', 'third']);
  });
});
