import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { plainDate } from '@affinity-engine/kernel';
import { countingIds, settableClock, typefaceWithout } from '@affinity-engine/kernel/testing';
import { cancelAffinity, contractAffinity, registerPartner, requestAffinity } from '@affinity-engine/affinity';
import * as testing from '@affinity-engine/affinity/testing';

const { work, events } = testing.memoryAffinityWork();
const [products, insurers] = [testing.memoryProducts(), testing.scriptedInsurers()];
const checkParticulars = testing.findingProblems();
const [clock, ids] = [settableClock('2025-12-01T12:00:00Z'), countingIds()];
const typeface = typefaceWithout('山');

const partner = await registerPartner(work, products, clock, ids, typeface)(testing.aPartner(), 'operator');
const { request } = await requestAffinity(work, products, clock, ids)({ productId: 'product-1' }, partner.id);
const lifetime = { lifetimeStart: plainDate('2026-01-01'), lifetimeEnd: plainDate('2026-12-31') };
const contract = contractAffinity(work, { products, insurers, checkParticulars, clock, ids });
const { affinity } = await contract({ requestId: request.id, ...lifetime, holder: null, item: null }, partner.id);
clock.set('2026-04-01T12:00:00Z');
const cancel = cancelAffinity(work, products, clock, typeface);
const { affinity: canceled } = await cancel(affinity.id, partner.id, 'requested-by-holder', null);
// { status: 'canceled', dateEnd: '2026-04-01', cancellation: { rule: 'short-rate', kept: 43952, refund: 64428, … }, … }
// end

it('does what the README shows', () => {
  expect(canceled).toMatchObject({
    status: 'canceled',
    dateEnd: '2026-04-01',
    cancellation: { rule: 'short-rate', kept: 43_952, refund: 64_428 },
  });
  expect(events().map(({ type }) => type)).toEqual(['affinity.issued', 'affinity.canceled']);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
