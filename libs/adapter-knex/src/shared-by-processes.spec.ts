import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { engines } from './testing/engines.js';
import type { OpenedStore } from './testing/opened-store.js';

describe.each(engines)('what processes share, %s', (_, open) => {
  let store: OpenedStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  describe('a value', () => {
    const found = async (name: string) => (await store.values.find(name))?.value ?? null;

    it('is found under its name once it was stored', async () => {
      expect(await found('clock')).toBeNull();
      expect((await store.values.replace('clock', null, 'first')).value).toBe('first');
      expect([await found('clock'), await found('other')]).toEqual(['first', null]);
    });

    it('is replaced only by who read what is stored; the others get what is stored', async () => {
      const stored = await Promise.all(['a', 'b', 'c'].map((value) => store.values.replace('clock', null, value)));
      const [first] = stored;
      if (first === undefined) throw new Error('nothing was stored');
      expect(new Set(stored.map(({ value }) => value))).toEqual(new Set([first.value]));
      const next = await store.values.replace('clock', first, 'next');
      expect(next.value).toBe('next');
      expect((await store.values.replace('clock', first, 'too late')).value).toBe('next');
    });

    it('is stored encrypted', async () => {
      const { stored } = await store.values.replace('clock', null, 'hidden');
      expect(stored).not.toContain('hidden');
    });
  });

  describe('a lease', () => {
    const take = (holder: string, name = 'jobs') => store.leases.take(name, holder, 10_000);

    it('has one holder, who may prolong it', async () => {
      const taken = await Promise.all([take('a'), take('b'), take('c')]);
      expect(taken.filter(Boolean)).toHaveLength(1);
      const holder = ['a', 'b', 'c'][taken.indexOf(true)] ?? '';
      expect([await take(holder), await take('d')]).toEqual([true, false]);
      expect(await take('d', 'other')).toBe(true);
    });

    it('is free once it was given back, by its holder only', async () => {
      await take('a');
      await store.leases.giveBack('jobs', 'b');
      expect(await take('b')).toBe(false);
      await store.leases.giveBack('jobs', 'a');
      expect(await take('b')).toBe(true);
    });

    it('is free if it ends later than a whole lease from now: the clock was set back', async () => {
      await take('a');
      await store.pass(-3_600_000);
      expect(await take('b')).toBe(true);
    });

    it('is free once its time is over, also if its holder is gone', async () => {
      await take('a');
      await store.pass(9_000);
      expect(await take('b')).toBe(false);
      await store.pass(2_000);
      expect([await take('b'), await take('a')]).toEqual([true, false]);
    });
  });
});
