import { describe, it, expect } from '@jest/globals';
import { batched } from './batched.js';

function counting(known: readonly string[]) {
  const loads: (readonly string[])[] = [];
  const read = batched(async (keys: readonly string[]) => {
    loads.push(keys);
    return new Map(keys.filter((key) => known.includes(key)).map((key) => [key, `row ${key}`]));
  });
  return { loads, read };
}

describe('reads of one turn', () => {
  it('become one query that names each key once', async () => {
    const { loads, read } = counting(['a', 'b']);
    expect(await Promise.all(['a', 'b', 'a', 'c'].map(read))).toEqual(['row a', 'row b', 'row a', null]);
    expect(loads).toEqual([['a', 'b', 'c']]);
  });

  it('do not answer those of a later turn', async () => {
    const { loads, read } = counting(['a']);
    await read('a');
    await read('a');
    expect(loads).toEqual([['a'], ['a']]);
  });

  it('fail alone where only one of them makes the query fail', async () => {
    const read = batched(async (keys: readonly string[]) => {
      if (keys.includes('bad')) throw new Error('no such text');
      return new Map(keys.map((key) => [key, key]));
    });
    const settled = await Promise.allSettled([read('a'), read('bad'), read('b')]);
    expect(settled.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual(['a', 'failed', 'b']);
  });

  it('fail together where the query fails, and the next ones do not', async () => {
    let fails = true;
    const read = batched(async (keys: readonly string[]) => {
      if (fails) throw new Error('no database');
      return new Map(keys.map((key) => [key, key]));
    });
    const both = await Promise.allSettled([read('a'), read('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await read('a')).toBe('a');
  });
});
