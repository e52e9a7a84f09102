import { describe, it, expect } from '@jest/globals';
import type { Once } from '@affinity-engine/kernel';
import type { PreparedAffinity } from './request-affinity.js';
import { aCatalogue, affinityFixtures, anInsurer, aProduct, refusalOf } from './testing/index.js';

describe('requesting an affinity', () => {
  it('pins the product’s present version for fifteen days and leaves a trace', async () => {
    const fixtures = await affinityFixtures();
    const { request, product } = await fixtures.request('product-1', 'partner-1');
    expect(product).toEqual(aProduct());
    expect(request).toMatchObject({
      partnerId: 'partner-1',
      productId: 'product-1',
      productVersion: 'v1',
      createdAt: '2026-01-02T12:00:00.000Z',
      expiresAt: '2026-01-17T12:00:00.000Z',
      usedBy: null,
    });
    expect(fixtures.requests()).toEqual([request]);
    expect(fixtures.audit()).toEqual([{ actor: 'partner-1', action: 'affinity-request.created', subject: request.id }]);
    expect(fixtures.events()).toEqual([]);
  });

  it.each([
    ['a product there is none of', { productIds: ['product-9'] }, 'product-9', 'PRODUCT-UNKNOWN'],
    ['a product the partner does not sell', { productIds: [] }, 'product-1', 'PRODUCT-NOT-OFFERED'],
    [
      'an insurer that suspended the partner',
      { standings: { 'insurer-1': 'suspended' } },
      'product-1',
      'INSURER-NOT-ACTIVE',
    ],
    [
      'an insurer that has yet to accept the partner',
      { standings: { 'insurer-1': 'pending' } },
      'product-1',
      'INSURER-NOT-ACTIVE',
    ],
    ['trouble with another insurer', { standings: { 'insurer-2': 'suspended' } }, 'product-1', null],
  ] as const)('of %s', async (_, partner, productId, code) => {
    const catalogue = aCatalogue({ insurers: [anInsurer(), anInsurer({ id: 'insurer-2' })] });
    const fixtures = await affinityFixtures({ partner, catalogue });
    expect(await refusalOf(fixtures.request(productId, 'partner-1'))).toBe(code);
    expect(fixtures.requests()).toHaveLength(code === null ? 1 : 0);
  });

  it('is refused to an unknown partner', async () => {
    const fixtures = await affinityFixtures();
    expect(await refusalOf(fixtures.request('product-1', 'partner-9'))).toBe('PARTNER-UNKNOWN');
  });

  it('happens once by one key', async () => {
    const fixtures = await affinityFixtures();
    const once: Once<PreparedAffinity> = { key: 'k', fingerprint: 'f', answer: ({ request }) => request.id };
    const first = await fixtures.request('product-1', 'partner-1', once);
    await expect(fixtures.request('product-1', 'partner-1', once)).rejects.toMatchObject({
      code: 'ANSWERED-BEFORE',
      properties: { answer: first.request.id },
    });
    expect(fixtures.requests()).toHaveLength(1);
  });
});
