import { expect, it } from '@jest/globals';
import { nobody, personOf, withPerson } from './person.js';
import { anAffinity } from './testing/data-fixtures.js';
import { roundTrips } from './testing/round-trips.js';

it.each(roundTrips)('%s is parted from its person, and put together again', (_, affinity) => {
  const policy = withPerson(affinity, nobody);
  expect(withPerson(policy, personOf(affinity))).toEqual(affinity);
  expect(personOf(policy)).toEqual(nobody);
});

it('the record of a policy without its person keeps product, days, amounts and the rule of its refund', () => {
  const canceled = roundTrips.find(([name]) => name === 'one that was canceled')?.[1] ?? anAffinity();
  const { premium, productId, lifetimeEnd, certificateNumber } = canceled;
  const policy = withPerson(canceled, nobody);
  expect(policy).toMatchObject({ premium, productId, lifetimeEnd, certificateNumber });
  expect(policy.cancellation).toEqual({ ...canceled.cancellation, description: null });
});
