import { describe, expect, it } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { fixedClock } from '@affinity-engine/kernel/testing';
import type { DocumentFacts } from './affinity.js';
import type { Documents } from './ports.js';
import { previewProduct, printSpecimen, readProductVersion, type PreviewInput } from './preview-product.js';
import { aCatalogue, aPlan, aProduct, findingProblems, memoryProducts, refusalOf } from './testing/index.js';

const asksForBoth = { required: true, schema: { type: 'object' } };
const full = aPlan({ id: 'full', lifetimeDays: 365 });
const products = memoryProducts(
  aCatalogue({
    products: [
      aProduct(),
      aProduct({ id: 'product-2', plans: [aPlan(), full], holder: asksForBoth, item: asksForBoth }),
    ],
  }),
);
const portsWith = (...problems: Parameters<typeof findingProblems>) => ({
  products,
  checkParticulars: findingProblems(...problems),
  clock: fixedClock('2026-01-02T12:00:00Z'),
});

const sale: PreviewInput = {
  ...{ productId: 'product-1', lifetimeStart: plainDate('2026-02-01'), lifetimeEnd: plainDate('2027-01-31') },
  ...{ holder: null, item: null },
};
const holder = { first_name: 'Ana' };
const tried = (changes: Partial<PreviewInput> = {}, ports = portsWith()) =>
  previewProduct(ports)({ ...sale, ...changes });
const pathsOf = async (...input: Parameters<typeof tried>) => (await tried(...input)).problems.map(({ path }) => path);

describe('a sale that is tried out', () => {
  it('says what it would cost, taxed at the rate of today', async () => {
    expect(await tried({ holder })).toMatchObject({
      product: { id: 'product-1', version: 'v1' },
      problems: [],
      priced: { plan: { id: 'basic' }, premium: { net: 100_000, fees: 1_000, tax: 7_380, total: 108_380 } },
    });
  });

  it('takes the last day from the plan that fixes it', async () => {
    const { priced, problems } = await tried({
      ...{ productId: 'product-2', planId: 'full', lifetimeEnd: undefined, holder, item: { plate: 'ABC1D23' } },
    });
    expect([priced?.lifetimeEnd, problems]).toEqual(['2027-01-31', []]);
  });

  it.each<[string, Partial<PreviewInput>, readonly string[]]>([
    ['no plan of several', { productId: 'product-2', holder, item: {} }, ['planId']],
    ['a plan of another product', { planId: 'full' }, ['planId']],
    ['no last day', { lifetimeEnd: undefined }, ['lifetimeEnd']],
    ['a last day before the first', { lifetimeEnd: plainDate('2026-01-31') }, ['lifetimeEnd']],
    [
      'a last day that the plan does not have',
      { productId: 'product-2', planId: 'full', lifetimeEnd: plainDate('2026-12-31'), holder, item: {} },
      ['lifetimeEnd'],
    ],
    [
      'a first day that leads beyond the calendar',
      {
        ...{ productId: 'product-2', planId: 'full', holder, item: {} },
        ...{ lifetimeStart: plainDate('9999-12-01'), lifetimeEnd: undefined },
      },
      ['lifetimeStart'],
    ],
    ['neither holder nor item', { productId: 'product-2', planId: 'basic' }, ['holder', 'item']],
    ['nothing right', { productId: 'product-2', lifetimeEnd: undefined }, ['planId', 'holder', 'item']],
  ])('has %s among its problems', async (_, changes, paths) => {
    expect(await pathsOf(changes)).toEqual(paths);
  });

  it('has the problems of the holder, and a price all the same', async () => {
    const ports = portsWith({ holder: [{ path: 'affinity_holder.cpf', expected: 'a valid CPF' }] });
    const { problems, priced } = await tried({ holder }, ports);
    expect(problems).toEqual([{ path: 'affinity_holder.cpf', expected: 'a valid CPF' }]);
    expect(priced?.premium.total).toBe(108_380);
  });

  it('is of a version that was loaded, of a product there is', async () => {
    expect((await tried({ version: 'v1' })).product.version).toBe('v1');
    expect(await refusalOf(tried({ version: 'v9' }))).toBe('PRODUCT-VERSION-UNKNOWN');
    expect(await refusalOf(tried({ productId: 'product-9' }))).toBe('PRODUCT-VERSION-UNKNOWN');
  });
});

describe('a specimen', () => {
  const printed: DocumentFacts[] = [];
  const documents: Documents = {
    async render(type, facts) {
      printed.push(facts);
      return Buffer.from(type);
    },
  };

  it('is the certificate of a sale that is good, marked, with a number of zeros', async () => {
    const { specimen } = await printSpecimen(portsWith(), documents)({ ...sale, holder });
    expect(String(specimen)).toBe('certificate');
    expect(printed).toMatchObject([
      { isSpecimen: true, affinity: { certificateNumber: '0000-0000-0000-0000', holder, premium: { total: 108_380 } } },
    ]);
  });

  it('is not printed of a sale with a problem', async () => {
    const { specimen, problems } = await printSpecimen(portsWith(), documents)({ ...sale, planId: 'none' });
    expect([specimen, problems.length, printed.length]).toEqual([null, 1, 1]);
  });
});

it('a version of a product comes with the tax rates of its business alone', async () => {
  const row = (line: string, rate: string) => ({ jurisdiction: 'BR', line, from: plainDate('2020-01-01'), rate });
  const taxes = [row('general', '0.07'), row('life', '0.004'), { ...row('general', '0.19'), jurisdiction: 'DE' }];
  const found = await readProductVersion(memoryProducts(aCatalogue({ taxes })))('product-1', 'v1');
  expect([found.product.id, found.taxes]).toEqual(['product-1', [row('general', '0.07')]]);
});
