import { describe, it, expect } from '@jest/globals';
import { failuresOf, jestGlobals } from './index.js';

describe('the failures of a suite', () => {
  it('are none where every test passes', async () => {
    let ran = 0;
    const passing = () => {
      const words = jestGlobals();
      words.describe('a store', () => {
        words.it('adds', () => words.expect((ran += 1)).toBe(1));
        words.it('waits', async () => words.expect(await Promise.resolve((ran += 1))).toBe(2));
      });
    };
    expect([await failuresOf(passing), ran]).toEqual([[], 2]);
  });

  it('are named by their groups and their row', async () => {
    const failing = () => {
      const words = jestGlobals();
      words.describe('a store', () => {
        words.it('adds', () => words.expect(1).toBe(2));
        words.describe('of things', () => {
          words.it.each([
            ['one', 1],
            ['two', 2],
          ])('counts %s', (_, count) => words.expect(count).toBe(1));
          words.it.each([{ a: 1 }, { a: 2 }])('knows $a', async ({ a }) => words.expect(a).toBe(2));
        });
        words.it('rejects', () => Promise.reject(new Error('broken')));
      });
    };
    expect(await failuresOf(failing)).toEqual([
      'a store > adds',
      'a store > of things > counts %s (2)',
      'a store > of things > knows $a (1)',
      'a store > rejects',
    ]);
  });

  it('are found with the hooks around each test: outer before inner, and after it the other way round', async () => {
    const order: string[] = [];
    const say = (what: string) => async () => void order.push(what);
    const hooked = () => {
      const { describe: group, it: test, beforeEach, afterEach } = jestGlobals();
      group('outer', () => {
        beforeEach(say('open'));
        afterEach(say('close'));
        test('first', say('first'));
        group('inner', () => {
          beforeEach(say('open inner'));
          afterEach(say('close inner'));
          test('second', async () => {
            await say('second')();
            throw new Error('broken');
          });
        });
        test('third', say('third'));
      });
    };
    expect(await failuresOf(hooked)).toEqual(['outer > inner > second']);
    expect(order.join(', ')).toBe(
      'open, first, close, open, open inner, second, close inner, close, open, third, close',
    );
  });

  it.each(['beforeEach', 'afterEach'] as const)('are those too whose %s fails', async (hook) => {
    const broken = () => {
      jestGlobals()[hook](() => Promise.reject(new Error('broken')));
      jestGlobals().it('passes', () => undefined);
    };
    expect(await failuresOf(broken)).toEqual(['passes']);
  });

  it('are those too that never end', async () => {
    const hanging = () => {
      jestGlobals().it('hangs', () => new Promise(() => undefined));
      jestGlobals().it('passes', () => undefined);
    };
    expect(await failuresOf(hanging)).toEqual(['hangs']);
  });

  it('are found of what needs more than promises by a deadline of its own', async () => {
    const slow = () => jestGlobals().it('waits', () => new Promise((resolve) => setImmediate(resolve)));
    expect(await failuresOf(slow)).toEqual(['waits']);
    const deadline = () => new Promise<void>((resolve) => setTimeout(resolve, 10_000).unref());
    expect(await failuresOf(slow, { deadline })).toEqual([]);
  });

  it('are looked for until there are enough', async () => {
    let ran = 0;
    const failing = () => {
      jestGlobals().it.each([1, 2, 3])('fails', () => {
        ran += 1;
        throw new Error('broken');
      });
    };
    expect([await failuresOf(failing, { most: 2 }), ran]).toEqual([['fails (1)', 'fails (2)'], 2]);
  });

  it('leave the words of jest as they are', async () => {
    const before = jestGlobals();
    const broken = () => {
      throw new Error('cannot be registered');
    };
    await expect(failuresOf(broken)).rejects.toThrow('cannot be registered');
    expect(jestGlobals()).toBe(before);
  });
});
