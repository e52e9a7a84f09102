import { instant, plainDate } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { Affinity } from '../affinity.js';
import type { CertificateMovements, MovementQuery } from '../movements.js';
import type { AffinityWork } from '../ports.js';
import { added, registered } from './affinity-contract-fixtures.js';
import { anAffinity } from './data-fixtures.js';

/** What the suite looks at of an adapter: one store, empty when it is opened. */
export type MovementsContractFixtures = {
  readonly work: AffinityWork;
  readonly movements: CertificateMovements;
  close(): Promise<void>;
};

const issued = (id: string, at: string, overrides: Partial<Affinity> = {}) =>
  anAffinity({ id, issuedAt: instant(at), certificateNumber: `NUMBER-OF-${id}`, ...overrides });

const canceled = (id: string, day: string, overrides: Partial<Affinity> = {}) =>
  issued(id, '2025-12-20T12:00:00Z', {
    status: 'canceled',
    dateEnd: plainDate(day),
    cancellation: {
      ...{ reason: 'insurer', description: 'Ana Souza moved', at: instant(`${day}T15:00:00Z`), rule: 'pro-rata' },
      ...{ paid: 108_380, kept: 41_000, refund: 67_380, taxRefund: 4_428 },
    },
    ...overrides,
  });

/** January begins and ends at three in the morning of UTC. */
const many: readonly Affinity[] = [
  issued('too-early', '2026-01-01T02:59:59.999Z'),
  issued('first', '2026-01-01T03:00:00Z'),
  issued('last', '2026-02-01T02:59:59.999Z', { productVersion: 'v2' }),
  issued('too-late', '2026-02-01T03:00:00Z'),
  issued('b', '2026-01-10T12:00:00Z', { partnerId: 'partner-2' }),
  issued('a', '2026-01-10T12:00:00Z', { renewedFrom: 'first', holder: { first_name: 'Ana' } }),
  issued('c', '2026-01-10T12:00:00Z'),
  issued('other-product', '2026-01-10T12:00:00Z', { productId: 'product-2' }),
  issued('other-version', '2026-01-10T12:00:00Z', { productVersion: 'v3' }),
  anAffinity({ id: 'pending', status: 'pending', issuedAt: null }),
  canceled('ended-too-early', '2025-12-31'),
  canceled('ended-first', '2026-01-01'),
  canceled('ended-last', '2026-01-31'),
  canceled('ended-too-late', '2026-02-01'),
  canceled('ended-b', '2026-01-15'),
  canceled('ended-a', '2026-01-15', { productVersion: 'v2' }),
  canceled('ended-other', '2026-01-15', { productId: 'product-2' }),
  canceled('declined', '2026-01-15', { issuedAt: null }),
];

const inOrder = {
  issues: ['first', 'a', 'b', 'c', 'last'],
  cancellations: ['ended-first', 'ended-a', 'ended-b', 'ended-last'],
} as const;

/** What every adapter of the movements of certificates keeps. */
export function movementsContract(name: string, open: () => Promise<MovementsContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the movements of certificates, ${name}`, () => {
    let store: MovementsContractFixtures;
    beforeEach(async () => {
      store = await open();
      await registered(store.work, 'partner-1', 'partner-2');
      await added(store.work, ...many);
    });
    afterEach(() => store.close());

    const page = (asked: Partial<MovementQuery>) =>
      store.movements.page({
        ...{ productId: 'product-1', productVersions: ['v1', 'v2'], section: 'issues', rows: 100 },
        ...{ from: plainDate('2026-01-01'), to: plainDate('2026-01-31') },
        ...asked,
      });
    const ids = async (asked: Partial<MovementQuery>) => (await page(asked)).map(({ id }) => id);

    it.each(['issues', 'cancellations'] as const)(
      'of %s are those of the days in business time, in order, in pages of any size',
      async (section) => {
        expect(await ids({ section })).toEqual(inOrder[section]);
        for (const rows of [1, 2, 3]) {
          const seen: string[] = [];
          for (let after: MovementQuery['after']; seen.length < 10;) {
            const found = await page({ section, rows, after });
            expect(found.length).toBeLessThanOrEqual(rows);
            seen.push(...found.map(({ id }) => id));
            const last = found.at(-1);
            if (last === undefined) break;
            after = { value: String(section === 'issues' ? last.issuedAt : last.dateEnd), id: last.id };
          }
          expect(seen).toEqual(inOrder[section]);
        }
      },
    );

    it('are those of a product, of these versions alone', async () => {
      expect(await ids({ productId: 'product-2' })).toEqual(['other-product']);
      expect(await ids({ productVersions: ['v2'] })).toEqual(['last']);
      expect(await ids({ productVersions: ['v2'], section: 'cancellations' })).toEqual(['ended-a']);
      expect(await ids({ productVersions: [] })).toEqual([]);
      expect(await ids({ productId: 'product-3' })).toEqual([]);
    });

    it('say what a certificate says, whose it is and what it renews, and nothing of a person', async () => {
      const [, first, second] = await page({});
      expect(first).toEqual({
        ...{ id: 'a', partnerId: 'partner-1', partnerName: 'Parceiro', productId: 'product-1', productVersion: 'v1' },
        ...{ planId: 'basic', certificateNumber: 'NUMBER-OF-a', originalNumber: 'NUMBER-OF-first' },
        ...{ lifetimeStart: '2026-01-01', lifetimeEnd: '2026-12-31', dateEnd: null, cancellation: null },
        premium: { net: 100_000, fees: 1_000, tax: 7_380, total: 108_380, currency: 'BRL' },
        issuedAt: '2026-01-10T12:00:00.000Z',
      });
      expect(second).toMatchObject({ partnerId: 'partner-2', originalNumber: null });
      const [ended] = await page({ section: 'cancellations' });
      expect(ended?.dateEnd).toBe('2026-01-01');
      expect(ended?.cancellation).toEqual({
        ...{ reason: 'insurer', at: '2026-01-01T15:00:00.000Z', rule: 'pro-rata' },
        ...{ paid: 108_380, kept: 41_000, refund: 67_380, taxRefund: 4_428 },
      });
    });

    it('of what was issued and canceled in one month are in both sections', async () => {
      const at = '2026-01-20T12:00:00Z';
      await added(store.work, canceled('both', '2026-01-20', { issuedAt: instant(at) }));
      expect(await ids({})).toContain('both');
      expect(await ids({ section: 'cancellations' })).toContain('both');
    });
  });
}
