import { describe, it, expect } from '@jest/globals';
import { isDomainError } from '../domain-error.js';
import { memoryWork } from './index.js';

describe('a first answer kept in memory', () => {
  it('is kept for 24 hours', async () => {
    let now = 0;
    const work = memoryWork(
      () => ({}),
      () => now,
    );
    const once = { key: 'key', fingerprint: 'same', answer: (result: string) => result };
    const ask = () =>
      work
        .run(async () => 'answer', once)
        .then(
          () => null,
          (thrown: unknown) => (isDomainError(thrown) ? thrown.code : thrown),
        );
    const codes = [await ask()];
    for (now of [86_399_999, 86_400_000, 86_400_001, 172_800_001, 172_800_002]) codes.push(await ask());
    expect(codes).toEqual([null, 'ANSWERED-BEFORE', 'ANSWERED-BEFORE', null, 'ANSWERED-BEFORE', null]);
  });
});
