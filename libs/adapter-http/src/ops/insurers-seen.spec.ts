import { expect, it } from '@jest/globals';
import type { OpsUseCases } from './use-cases.js';
import { seenOf } from './insurers-seen.js';

const today = [{ id: 'life', insurer: { id: 'new' } }];
const useCases = {
  products: { current: () => ({ products: today }) },
  quotationProducts: { current: () => [] },
  // It was contracted when another insurer carried the product.
  readCertificate: async () => ({ product: { id: 'life', insurer: { id: 'old' } } }),
} as unknown as OpsUseCases;

it('a certificate is of the insurer that it was contracted with, also once another one carries the product', async () => {
  const { checkAffinity, productIds } = seenOf(useCases);
  await expect(checkAffinity('one', { insurerIds: ['old'] })).resolves.toBeUndefined();
  await expect(checkAffinity('one', { insurerIds: ['new'] })).rejects.toMatchObject({ code: 'AFFINITY-UNKNOWN' });
  await expect(checkAffinity('one', {})).resolves.toBeUndefined();
  expect([productIds({ insurerIds: ['new'] }), productIds({ insurerIds: ['old'] }), productIds({})]).toEqual([
    ['life'],
    [],
    undefined,
  ]);
});
