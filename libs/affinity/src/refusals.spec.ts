import { describe, expect, it } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { answerByCallback } from './answer-affinity.js';
import { readPartnerBrand, removePartnerBrand } from './partner-brand.js';
import { printDocument } from './print-document.js';
import {
  aCatalogue,
  affinityFixtures,
  aPlan,
  aProduct,
  contractInput,
  findingProblems,
  memoryDocumentShelf,
  type AffinityFixtures,
} from './testing/index.js';

type Row = readonly [
  name: string,
  act: (fixtures: AffinityFixtures) => Promise<unknown>,
  code: string,
  properties: object,
];

const documents = { render: async () => new Uint8Array() };
const print = ({ work, products }: AffinityFixtures) => printDocument(work, products, documents, memoryDocumentShelf());
const requested = async ({ request }: AffinityFixtures) => (await request('product-1', 'partner-1')).request;

/** What each refusal says to the caller, who says it to its own users. */
const rows: readonly Row[] = [
  ['an unknown affinity', ({ renew }) => renew('a', 'partner-1', {}), 'AFFINITY-UNKNOWN', { id: 'a' }],
  ['an answer to one', ({ answer }) => answer('a', 'issued', 'operator'), 'AFFINITY-UNKNOWN', { id: 'a' }],
  [
    'an insurer’s callback for one',
    ({ work, products, clock }) => answerByCallback(work, products, clock)('a', 'issued'),
    'AFFINITY-UNKNOWN',
    { id: 'a' },
  ],
  ['a document of one', (fixtures) => print(fixtures)('a', 'certificate'), 'AFFINITY-UNKNOWN', { id: 'a' }],
  [
    'a document that it has not',
    async (fixtures) => print(fixtures)((await fixtures.contracted()).id, 'cancellation'),
    'DOCUMENT-UNKNOWN',
    { type: 'cancellation', id: expect.any(String) },
  ],
  [
    'an unknown request',
    ({ contract }) => contract(contractInput({ requestId: 'r' }), 'partner-1'),
    'REQUEST-UNKNOWN',
    { id: 'r' },
  ],
  [
    'a request that was contracted',
    async (fixtures) => {
      const { id: requestId } = await requested(fixtures);
      await fixtures.contract(contractInput({ requestId }), 'partner-1');
      return fixtures.contract(contractInput({ requestId }), 'partner-1');
    },
    'REQUEST-USED',
    { requestId: expect.stringMatching(/01$/), affinityId: expect.stringMatching(/02$/) },
  ],
  [
    'a request that has expired',
    async (fixtures) => {
      const { id: requestId } = await requested(fixtures);
      fixtures.clock.advance({ days: 15 });
      return fixtures.contract(contractInput({ requestId }), 'partner-1');
    },
    'REQUEST-EXPIRED',
    { requestId: expect.stringMatching(/01$/), expiredAt: '2026-01-17T12:00:00.000Z' },
  ],
  ['an unknown partner', ({ request }) => request('product-1', 'p'), 'PARTNER-UNKNOWN', { id: 'p' }],
  [
    'a partner without a brand',
    ({ work }) => readPartnerBrand(work)('partner-1'),
    'BRAND-UNKNOWN',
    { id: 'partner-1' },
  ],
  [
    'a brand to be taken from one',
    ({ work }) => removePartnerBrand(work)('partner-1', 'operator'),
    'BRAND-UNKNOWN',
    { id: 'partner-1' },
  ],
  [
    'a remark that cannot be printed',
    async ({ cancel, contracted }) => cancel((await contracted()).id, 'partner-1', 'default', '山'),
    'TEXT-UNPRINTABLE',
    { problems: [{ path: 'description', expected: expect.stringContaining('without 山') }] },
  ],
  [
    'a preview for a day after the last',
    async ({ preview, contracted }) =>
      preview((await contracted()).id, 'partner-1', 'default', plainDate('2027-01-01')),
    'DATE-END-INVALID',
    { today: '2026-01-02', lifetimeEnd: '2026-12-31' },
  ],
  [
    'a preview for a day that is gone',
    async ({ preview, contracted }) =>
      preview((await contracted()).id, 'partner-1', 'default', plainDate('2026-01-01')),
    'DATE-END-INVALID',
    { today: '2026-01-02', lifetimeEnd: '2026-12-31' },
  ],
  [
    'a second renewal, while the insurer has yet to answer',
    async ({ renew, contracted, insurers }) => {
      const { id } = await contracted();
      insurers.answers({ outcome: 'pending', answerDueAt: null });
      const { affinity } = await renew(id, 'partner-1', {});
      return renew(id, 'partner-1', {}).catch((thrown: unknown) => {
        expect(thrown).toMatchObject({ properties: { successorId: affinity.id } });
        throw thrown;
      });
    },
    'RENEWAL-PENDING',
    { successorId: expect.any(String) },
  ],
];

describe('a refusal says what it is about', () => {
  it.each(rows)('%s', async (_, act, code, properties) => {
    await expect(act(await affinityFixtures())).rejects.toMatchObject({ code, properties });
  });

  it.each([
    [
      'another one',
      { productIds: ['product-9'] },
      'PRODUCT-NOT-OFFERED',
      { productId: 'product-1', offered: ['product-9'] },
    ],
    [
      'one whose insurer has suspended it',
      { standings: { 'insurer-1': 'suspended' } as const },
      'INSURER-NOT-ACTIVE',
      { insurerId: 'insurer-1', standing: 'suspended' },
    ],
  ])('a product the partner may not sell: %s', async (_, partner, code, properties) => {
    const { request } = await affinityFixtures({ partner });
    await expect(request('product-1', 'partner-1')).rejects.toMatchObject({ code, properties });
  });

  it.each([
    ['holder', 'HOLDER-REQUIRED'],
    ['item', 'ITEM-REQUIRED'],
  ] as const)('a product that needs the %s', async (kind, code) => {
    const product = aProduct({ [kind]: { required: true, schema: {} } });
    const { contracted } = await affinityFixtures({ catalogue: aCatalogue({ products: [product] }) });
    await expect(contracted()).rejects.toMatchObject({ code, properties: { productId: 'product-1' } });
  });

  it.each([
    ['holder', 'HOLDER-INVALID'],
    ['item', 'ITEM-INVALID'],
  ] as const)('every problem of the %s', async (kind, code) => {
    const problems = [{ path: 'a', expected: 'b' }];
    const { contracted } = await affinityFixtures({ check: findingProblems({ [kind]: problems }) });
    await expect(contracted({ [kind]: {} })).rejects.toMatchObject({ code, properties: { problems } });
  });

  it('plans to choose from', async () => {
    const product = aProduct({ plans: [aPlan(), aPlan({ id: 'full' })] });
    const { contracted } = await affinityFixtures({ catalogue: aCatalogue({ products: [product] }) });
    await expect(contracted()).rejects.toMatchObject({ code: 'PLAN-REQUIRED' });
    await expect(contracted({ planId: 'none' })).rejects.toMatchObject({ code: 'PLAN-UNKNOWN' });
  });
});
