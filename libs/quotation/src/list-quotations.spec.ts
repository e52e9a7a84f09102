import { expect, it } from '@jest/globals';
import { fixedClock } from '@affinity-engine/kernel/testing';
import type { QuotationLists } from './ports.js';
import { listQuotations } from './read-quotation.js';
import { aSubscription } from './testing/data-fixtures.js';

const registerNumber = aSubscription().registerNumbers[0] ?? '';
const byName = { by: 'insuredName', descending: false } as const;
const byDate = { by: 'createdAt', descending: true } as const;

const listed = (total: number, sort: readonly (typeof byName | typeof byDate)[]) => {
  const lists = { count: async () => total, page: async () => [] } as unknown as QuotationLists;
  const list = listQuotations(lists, fixedClock('2026-01-02T12:00:00Z'));
  return list({ registerNumber, sort, skip: 0, limit: 10 }, aSubscription());
};

it('a thousand quotations are sorted by the name of the insured, one more is refused', async () => {
  expect(await listed(1_000, [byName])).toEqual({ total: 1_000, quotations: [] });
  await expect(listed(1_001, [byDate, byName])).rejects.toMatchObject({
    code: 'NAMES-TOO-MANY',
    properties: { problems: [{ path: 'sort', expected: expect.stringContaining('1000') }] },
  });
  expect(await listed(1_001, [byDate])).toEqual({ total: 1_001, quotations: [] });
});
