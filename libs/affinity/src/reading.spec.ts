import { describe, expect, it } from '@jest/globals';
import { countingIds } from '@affinity-engine/kernel/testing';
import { changePartner, findPartnerByCnpj, readPartner, registerPartner } from './partners.js';
import { printDocument } from './print-document.js';
import { readAffinity } from './read-affinity.js';
import { withPerson, nobody } from './person.js';
import { answerDueAffinities } from './scheduled-jobs.js';
import {
  aCatalogue,
  affinityFixtures,
  anInsurer,
  aPartner,
  aProduct,
  memoryDocumentShelf,
  refusalOf,
} from './testing/index.js';

describe('reading an affinity', () => {
  it('gives it with the version of its product that it was contracted with', async () => {
    const { work, products, contracted } = await affinityFixtures();
    const affinity = await contracted();
    products.load(aCatalogue({ products: [aProduct({ version: 'v2', name: 'Outro' })] }));
    expect(await readAffinity(work, products)(affinity.id, 'partner-1')).toEqual({ affinity, product: aProduct() });
  });

  it('is refused to another partner, as where there is none', async () => {
    const { work, products, contracted } = await affinityFixtures();
    const { id } = await contracted();
    await work.run(async ({ partners }) => partners.add(aPartner({ id: 'partner-2', cnpj: '00000000000191' })));
    expect(await refusalOf(readAffinity(work, products)(id, 'partner-2'))).toBe('AFFINITY-UNKNOWN');
    expect(await refusalOf(readAffinity(work, products)('a', 'partner-1'))).toBe('AFFINITY-UNKNOWN');
  });
});

describe('reading a partner', () => {
  it('is by its identifier, or by its CNPJ', async () => {
    const { work } = await affinityFixtures();
    expect(await readPartner(work)('partner-1')).toEqual(aPartner());
    expect(await findPartnerByCnpj(work)(aPartner().cnpj)).toEqual(aPartner());
    expect(await findPartnerByCnpj(work)('00000000000191')).toBeNull();
    expect(await refusalOf(readPartner(work)('partner-9'))).toBe('PARTNER-UNKNOWN');
  });
});

describe('the trail of a partner', () => {
  it('says who registered it, and what is expected where it was refused', async () => {
    const { work, products, clock, typeface, audit } = await affinityFixtures({
      catalogue: aCatalogue({
        insurers: [anInsurer(), anInsurer({ id: 'insurer-2' })],
        products: [aProduct(), aProduct({ id: 'product-2' })],
      }),
    });
    const register = registerPartner(work, products, clock, countingIds('partner'), typeface);
    const { id: _id, createdAt: _createdAt, version: _version, ...input } = aPartner({ cnpj: '00000000000191' });
    const partner = await register(input, 'operator');
    expect(audit()).toEqual([{ actor: 'operator', action: 'partner.created', subject: partner.id }]);
    await expect(register(input, 'operator')).rejects.toMatchObject({
      code: 'PARTNER-CNPJ-TAKEN',
      properties: { cnpj: '00000000000191' },
    });
    const wrong = {
      productIds: ['none'],
      standings: { none: 'active' },
      affinityGroupIds: ['unknown'],
      defaultProducerCode: 'unknown',
    } as const;
    await expect(changePartner(work, products, typeface)('partner-1', wrong, 'operator')).rejects.toMatchObject({
      properties: {
        problems: [
          { path: 'productIds[0]', expected: 'one of product-1, product-2' },
          { path: 'standings.none', expected: 'one of insurer-1, insurer-2' },
          { path: 'affinityGroupIds[0]', expected: 'an affinity group there is' },
          { path: 'defaultProducerCode', expected: 'a producer code there is' },
        ],
      },
    });
  });
});

describe('a document that is printed', () => {
  const bytes = new TextEncoder().encode('certificate');

  it('is given also where it cannot be kept', async () => {
    const { work, products, contracted } = await affinityFixtures();
    const full = { ...memoryDocumentShelf(), keep: () => Promise.reject(new Error('the disk is full')) };
    const print = printDocument(work, products, { render: async () => bytes }, full);
    expect(await print((await contracted()).id, 'certificate')).toEqual(bytes);
  });

  it('is kept, unless its person was erased meanwhile', async () => {
    const { work, products, contracted } = await affinityFixtures();
    const shelf = memoryDocumentShelf();
    const [kept, erased] = [await contracted(), await contracted()];
    await printDocument(work, products, { render: async () => bytes }, shelf)(kept.id, 'certificate');
    const render = async () => {
      await work.run(async ({ affinities }) => affinities.save(withPerson(erased, nobody)));
      return bytes;
    };
    await printDocument(work, products, { render }, shelf)(erased.id, 'certificate');
    expect([await shelf.find(kept.id, 'certificate'), await shelf.find(erased.id, 'certificate')]).toEqual([
      bytes,
      null,
    ]);
  });
});

describe('an answer of the embedded insurer', () => {
  it('that fails is reported, and one that came too late is not', async () => {
    const { lists, clock, contracted, insurers, answer } = await affinityFixtures();
    insurers.answers({ outcome: 'pending', answerDueAt: clock.now() });
    const { id } = await contracted();
    await answer(id, 'declined', 'operator');
    const due = { ...lists, answerDue: async () => [id] };
    expect(await answerDueAffinities(due, answer, clock)()).toBe(0);
    const failing = () => Promise.reject(new Error('the disk is full'));
    await expect(answerDueAffinities(due, failing, clock)()).rejects.toThrow('the disk is full');
    const gone = { ...lists, answerDue: async () => ['a'] };
    expect(await refusalOf(answerDueAffinities(gone, answer, clock)())).toBe('AFFINITY-UNKNOWN');
  });
});
