import { contractAffinity, registerPartner, requestAffinity } from '@affinity-engine/affinity';
import * as testing from '@affinity-engine/affinity/testing';
import { plainDate } from '@affinity-engine/kernel';
import { countingIds, fixedClock, typefaceWithout } from '@affinity-engine/kernel/testing';
import { describe, expect, it } from '@jest/globals';
import { carefulInsurer } from './careful-insurer.js';

describe('a careful insurer', () => {
  it.each([
    ['as much as the highest limit', 0, 'issued'],
    ['one cent less', -1, 'pending'],
  ])('that takes %s at once', async (_, more, status) => {
    const { work } = testing.memoryAffinityWork();
    const [clock, ids, products] = [fixedClock('2026-01-15T12:00:00Z'), countingIds(), testing.memoryProducts()];
    const limits = products.current().products.flatMap(({ plans }) => plans.flatMap(({ coverages }) => coverages));
    const highest = Math.max(...limits.map(({ limit }) => limit));
    const ports = {
      products,
      insurers: carefulInsurer(highest + more),
      checkParticulars: testing.findingProblems(),
      clock,
      ids,
    };
    const partner = await registerPartner(
      work,
      products,
      clock,
      ids,
      typefaceWithout(),
    )(testing.aPartner(), 'operator');
    const prepare = requestAffinity(work, products, clock, ids);
    const { request } = await prepare({ productId: 'product-1' }, partner.id);
    const lifetime = { lifetimeStart: plainDate('2026-02-01'), lifetimeEnd: plainDate('2027-01-31') };
    const input = { requestId: request.id, ...lifetime, holder: null, item: null };
    const { affinity } = await contractAffinity(work, ports)(input, partner.id);
    expect(affinity).toMatchObject({ status, answerDueAt: null });
  });
});
