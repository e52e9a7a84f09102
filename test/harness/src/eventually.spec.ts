import { describe, expect, it, jest } from '@jest/globals';
import { atTheEnd, eventually, releaseAll } from './index.js';

describe('eventually', () => {
  it('returns the result of the check as soon as it no longer throws', async () => {
    let tries = 0;
    const check = () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return tries;
    };
    expect(await eventually(check, { every: 1 })).toBe(3);
  });

  it('throws the last error of the check after the deadline', async () => {
    let tries = 0;
    const check = () => Promise.reject(new Error(`try ${(tries += 1)}`));
    await expect(eventually(check, { deadline: 20, every: 5 })).rejects.toThrow(/^try \d+$/);
    expect(tries).toBeGreaterThan(1);
  });
});

describe('a held resource', () => {
  it('is released once, the newest first, also if some releases fail', async () => {
    const released: string[] = [];
    atTheEnd(() => void released.push('first'));
    atTheEnd(() => Promise.reject(new Error('broken')));
    atTheEnd(() => void released.push('second'));
    const kept = jest.fn<() => void>();
    atTheEnd(kept)();
    await releaseAll();
    await releaseAll();
    expect(released).toEqual(['second', 'first']);
    expect(kept).not.toHaveBeenCalled();
  });

  it('is released also if a release throws at once', async () => {
    const later = jest.fn<() => void>();
    atTheEnd(later);
    atTheEnd(() => {
      throw new Error('broken');
    });
    await releaseAll();
    expect(later).toHaveBeenCalledTimes(1);
  });
});
