import { describe, expect, it } from '@jest/globals';
import { nobody, personOf, withPerson, type Affinity } from '@affinity-engine/affinity';
import { anAffinity, aProduct } from '@affinity-engine/affinity/testing';
import fc from 'fast-check';
import { snapshotWithoutPerson, snapshotWithPerson } from './webhook-person.js';
import { snapshotOf } from './wire.js';

const canceled = (description: string | null): Partial<Affinity> => ({
  status: 'canceled',
  cancellation: {
    ...{ reason: 'default', description, at: anAffinity().createdAt, rule: 'pro-rata' },
    ...{ paid: 1, kept: 1, refund: 0, taxRefund: 0 },
  },
});
const whole = (affinity: Affinity) => snapshotOf(affinity, aProduct());
const kept = (affinity: Affinity) => whole(withPerson(affinity, nobody));

/** Texts and members that look like those of a snapshot. */
const tricky = fc.dictionary(
  fc.constantFrom('affinity_holder', 'item', 'cancel_description', 'first_name'),
  fc.oneof(fc.constant(null), fc.string(), fc.constantFrom('"item":null', '\\"item\\":null', '$&')),
);
const particulars = fc.option(tricky);
const texts = fc.option(fc.oneof(fc.string(), fc.constant('"affinity_holder":null')));

describe('a snapshot that was kept without its person', () => {
  it('is, with the person, the text it would have been', () => {
    fc.assert(
      fc.property(particulars, particulars, texts, (holder, item, description) => {
        const affinity = anAffinity({ holder, item, ...canceled(description) });
        expect(snapshotWithPerson(kept(affinity), personOf(affinity))).toBe(whole(affinity));
      }),
    );
  });

  it('from before a cancellation has no reason of it', () => {
    const before = anAffinity({ holder: { first_name: 'Ana' } });
    const after = personOf({ ...before, ...canceled('moved') });
    expect(snapshotWithPerson(kept(before), after)).toBe(whole(before));
  });

  it('stays without, where the person was erased', () => {
    const affinity = anAffinity({ holder: { first_name: 'Ana' }, ...canceled('moved') });
    expect(snapshotWithPerson(kept(affinity), nobody)).toBe(kept(affinity));
  });

  it('stays as it is where an earlier version kept it with its person', () => {
    fc.assert(
      fc.property(particulars, particulars, texts, (holder, item, description) => {
        const affinity = anAffinity({ holder, item, ...canceled(description) });
        expect(snapshotWithPerson(whole(affinity), personOf(affinity))).toBe(whole(affinity));
      }),
    );
  });

  it('is what is left of one of an earlier version once its person is taken out', () => {
    fc.assert(
      fc.property(particulars, particulars, texts, (holder, item, description) => {
        const affinity = anAffinity({ holder, item, ...canceled(description) });
        expect(snapshotWithoutPerson(whole(affinity))).toBe(kept(affinity));
        expect(snapshotWithoutPerson(kept(affinity))).toBe(kept(affinity));
      }),
    );
    expect(snapshotWithoutPerson(whole(anAffinity({ item: { plate: 'A' } })))).toBe(kept(anAffinity()));
  });

  it.each(['{"type":"ping"}', '{"text":"\\"affinity_holder\\":"}'])('is not %s, which stays as it is', (body) => {
    expect(snapshotWithoutPerson(body)).toBe(body);
  });
});
