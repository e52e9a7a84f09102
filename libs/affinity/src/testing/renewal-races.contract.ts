import {
  countingIds,
  fixedClock,
  jestGlobals,
  meeting,
  refusalOf,
  typefaceWithout,
} from '@affinity-engine/kernel/testing';
import type { Affinity, AffinityStatus } from '../affinity.js';
import { answerAffinity } from '../answer-affinity.js';
import { cancelAffinity } from '../cancel-affinity.js';
import type { AffinityWork } from '../ports.js';
import { renewAffinity } from '../renew-affinity.js';
import { added, found, type AffinityContractFixtures } from './affinity-contract-fixtures.js';
import { anAffinity } from './data-fixtures.js';
import { findingProblems, memoryProducts, scriptedInsurers } from './port-fixtures.js';

/** What callers do at the same time, to the original or to the successor that is there. */
type Move = 'renew' | 'issue' | 'decline' | 'cancel the original' | 'cancel the successor';

/** The state both find, what each does, and what the original and the successors may be afterwards. */
const races: readonly (readonly [AffinityStatus | 'none', Move, Move, readonly string[]])[] = [
  ['none', 'renew', 'renew', ['issued pending']],
  ['none', 'renew', 'cancel the original', ['canceled', 'canceled pending']],
  ['pending', 'renew', 'issue', ['renewed issued']],
  ['pending', 'renew', 'decline', ['issued canceled', 'issued canceled pending']],
  ['pending', 'renew', 'cancel the successor', ['issued canceled', 'issued canceled pending']],
  ['pending', 'renew', 'cancel the original', ['canceled pending']],
  ['pending', 'issue', 'decline', ['renewed issued', 'issued canceled']],
  ['pending', 'issue', 'cancel the original', ['canceled issued']],
  ['pending', 'issue', 'cancel the successor', ['issued canceled']],
  ['pending', 'decline', 'cancel the original', ['canceled canceled']],
  ['pending', 'decline', 'cancel the successor', ['issued canceled']],
  ['issued', 'renew', 'cancel the successor', ['issued canceled', 'issued canceled pending']],
  ['issued', 'cancel the successor', 'cancel the original', ['canceled canceled']],
  ['issued', 'cancel the successor', 'cancel the successor', ['issued canceled']],
];

/** Renewals that meet other changes. `store` gives a store in which `partner-1` is registered. */
export function renewalRacesContract(store: () => AffinityContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const ids = countingIds();
  const clock = fixedClock('2026-01-03T12:00:00Z');
  const products = memoryProducts();

  /** Everyone has read what is there before anyone's writes are committed. */
  const metWork = (both: () => Promise<void>): AffinityWork => ({
    run: (body, once) => store().work.run((unit) => body(unit).finally(both), once),
  });
  const moves = (work: AffinityWork): Readonly<Record<Move, () => Promise<unknown>>> => {
    const insurers = scriptedInsurers({ outcome: 'pending', answerDueAt: null });
    const renew = renewAffinity(work, { products, insurers, checkParticulars: findingProblems(), clock, ids });
    const answer = answerAffinity(work, products, clock);
    const cancel = cancelAffinity(work, products, clock, typefaceWithout());
    return {
      renew: () => renew('original', 'partner-1', {}),
      issue: () => answer('successor', 'issued', 'operator'),
      decline: () => answer('successor', 'declined', 'operator'),
      'cancel the original': () => cancel('original', 'partner-1', 'default', null),
      'cancel the successor': () => cancel('successor', 'partner-1', 'default', null),
    };
  };
  const startFrom = (status: AffinityStatus | 'none'): Promise<void> => {
    const renewedBy = status === 'none' ? null : 'successor';
    const original = anAffinity({ id: 'original', status: status === 'issued' ? 'renewed' : 'issued', renewedBy });
    if (status === 'none') return added(store().work, original);
    const issuedAt = status === 'issued' ? original.issuedAt : null;
    return added(store().work, original, anAffinity({ id: 'successor', status, issuedAt, renewedFrom: 'original' }));
  };
  const everySuccessor = async (): Promise<readonly Affinity[]> => {
    const sort = { by: 'createdAt', descending: false } as const;
    const all = await store().lists.page({ partnerId: 'partner-1', sort, rows: 100 });
    return all.filter(({ renewedFrom }) => renewedFrom === 'original');
  };

  describe('a renewal', () => {
    it.each(races)(
      'with a successor: %s, is in one piece after: %s, and at once: %s',
      async (from, one, other, may) => {
        await startFrom(from);
        const racing = moves(metWork(meeting(2)));
        await Promise.all([refusalOf(racing[one]()), refusalOf(racing[other]())]);
        const [original, successors] = [
          await store().work.run((unit) => found(unit, 'original')),
          await everySuccessor(),
        ];
        const statuses = successors.map(({ status }) => status).sort();
        expect(may).toContain([original.status, ...statuses].join(' '));
        if (original.status === 'canceled') return;
        const standing = successors.filter(({ status }) => status !== 'canceled');
        expect(standing.map(({ id }) => id)).toEqual(original.renewedBy === null ? [] : [original.renewedBy]);
        expect(original.status).toBe(standing[0]?.status === 'issued' ? 'renewed' : 'issued');
      },
    );

    it('of many at once is one', async () => {
      await startFrom('none');
      const { renew } = moves(metWork(meeting(5)));
      const refusals = await Promise.all(Array.from({ length: 5 }, () => refusalOf(renew())));
      expect([...refusals].sort()).toEqual([...Array.from({ length: 4 }, () => 'RENEWAL-PENDING'), null].sort());
      expect(await everySuccessor()).toHaveLength(1);
    });
  });
}
