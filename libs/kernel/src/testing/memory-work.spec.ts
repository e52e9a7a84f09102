import { describe, it, expect } from '@jest/globals';
import { isDomainError } from '../domain-error.js';
import { memoryWork } from './index.js';

describe('a first answer kept in memory', () => {
  /** What a repeat is refused with at each moment, null where it is done anew. */
  async function repeats(moments: readonly number[], forever: { readonly forever?: true }) {
    let now = 0;
    const work = memoryWork(
      () => ({}),
      () => now,
    );
    const once = { key: 'key', fingerprint: 'same', answer: (result: string) => result, ...forever };
    const codes: unknown[] = [];
    for (now of moments) {
      codes.push(
        await work
          .run(async () => 'answer', once)
          .then(
            () => null,
            (thrown: unknown) => (isDomainError(thrown) ? thrown.code : thrown),
          ),
      );
    }
    return codes;
  }

  it('is kept for 24 hours', async () => {
    expect(await repeats([0, 86_399_999, 86_400_000, 86_400_001, 172_800_001, 172_800_002], {})).toEqual([
      null,
      'ANSWERED-BEFORE',
      'ANSWERED-BEFORE',
      null,
      'ANSWERED-BEFORE',
      null,
    ]);
  });

  it('is kept for ever where that is asked for', async () => {
    const codes = await repeats([0, 86_400_001, Number.MAX_SAFE_INTEGER], { forever: true });
    expect(codes).toEqual([null, 'ANSWERED-BEFORE', 'ANSWERED-BEFORE']);
  });
});
