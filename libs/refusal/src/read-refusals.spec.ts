import { describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import type { RefusalGroupQuery } from './ports.js';
import { groupRefusals, readRefusal } from './read-refusals.js';
import { memoryRefusals } from './testing/memory-refusals.js';
import { aRefusal, refusalBatch } from './testing/refusals.contract.js';

describe('a refusal', () => {
  it('of another partner is answered as one that is not there', async () => {
    const memory = memoryRefusals();
    await memory.keep(refusalBatch(aRefusal()), 10);
    const read = readRefusal(memory.lists);
    expect([await read('reference-1'), await read('reference-1', 'partner-1')]).toMatchObject([
      { code: 'HOLDER-INVALID' },
      { code: 'HOLDER-INVALID' },
    ]);
    const refused = (...asked: Parameters<typeof read>) => read(...asked).catch((thrown: unknown) => thrown);
    const foreign = await refused('reference-1', 'partner-2');
    expect(foreign).toMatchObject({ code: 'REFUSAL-UNKNOWN', properties: {} });
    expect(await refused('another', 'partner-2')).toEqual(foreign);
  });
});

describe('groups of refusals', () => {
  const asked: RefusalGroupQuery[] = [];
  const group = groupRefusals({ groups: async (query) => (asked.push(query), []) }, () =>
    instant('2026-01-02T12:34:56.789Z'),
  );

  it.each([
    [{}, '2026-01-01T12:00:00.000Z', '2026-01-02T12:34:56.790Z'],
    [
      { from: instant('2026-01-02T10:30:00Z'), to: instant('2026-01-02T11:00:00Z') },
      '2026-01-02T10:00:00.000Z',
      '2026-01-02T11:00:00.000Z',
    ],
    [{ to: instant('2026-01-01T11:00:00Z') }, '2025-12-31T11:00:00.000Z', '2026-01-01T11:00:00.000Z'],
  ])('of %j are of whole hours', async (span, from, to) => {
    expect(await group(span)).toEqual({ from, to, groups: [] });
    expect(asked.at(-1)).toEqual({ from, to, limit: 500 });
  });

  it('are of one partner where it is named', async () => {
    await group({ partnerId: 'partner-1' });
    expect(asked.at(-1)).toMatchObject({ partnerId: 'partner-1' });
  });
});
