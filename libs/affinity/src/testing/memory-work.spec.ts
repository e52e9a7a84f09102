import { describe, it, expect } from '@jest/globals';
import { onceWith, refusalOf } from './affinity-harness.js';
import { memoryWork } from './memory-work.js';

describe('a first answer kept in memory', () => {
  it('is kept for 24 hours', async () => {
    let now = 0;
    const work = memoryWork(
      () => ({}),
      () => now,
    );
    const ask = () => refusalOf(work.run(async () => 'answer', onceWith('key')));
    const codes = [await ask()];
    for (now of [86_399_999, 86_400_000, 86_400_001, 172_800_001, 172_800_002]) codes.push(await ask());
    expect(codes).toEqual([null, 'ANSWERED-BEFORE', 'ANSWERED-BEFORE', null, 'ANSWERED-BEFORE', null]);
  });
});
