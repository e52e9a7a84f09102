import { describe, it, expect } from '@jest/globals';
import { codeOf, countingIds } from '@affinity-engine/kernel/testing';
import { checkOffered, insurerOwner, offeredProducts, standingWith } from './partner.js';
import { changePartner, registerPartner, type NewPartner } from './partners.js';
import type { RigParts } from './testing/affinity-fixtures.js';
import {
  aCatalogue,
  affinityFixtures,
  anInsurer,
  aPartner,
  aProduct,
  contractInput,
  refusalOf,
} from './testing/index.js';

const { id: _id, createdAt: _createdAt, version: _version, ...newPartner } = aPartner({ cnpj: '00000000000191' });

async function registering(parts: RigParts = {}) {
  const fixtures = await affinityFixtures(parts);
  return {
    fixtures,
    register: registerPartner(
      fixtures.work,
      fixtures.products,
      fixtures.clock,
      countingIds('partner'),
      fixtures.typeface,
    ),
    change: changePartner(fixtures.work, fixtures.products, fixtures.typeface),
  };
}

describe('registering a partner', () => {
  it('keeps it with its trace, and its events from the first one on', async () => {
    const { fixtures, register } = await registering();
    const partner = await register(newPartner, 'operator');
    expect(partner).toMatchObject({ ...newPartner, createdAt: fixtures.clock.now(), version: 1 });
    expect(await fixtures.work.run(({ partners }) => partners.find(partner.id))).toEqual(partner);
    const { request } = await fixtures.request('product-1', partner.id);
    await fixtures.contract(contractInput({ requestId: request.id }), partner.id);
    expect(fixtures.events().map(({ partnerId }) => partnerId)).toEqual([partner.id]);
  });

  it('is refused where the CNPJ is taken, also by two at once', async () => {
    const { register } = await registering();
    const same: NewPartner = { ...newPartner, cnpj: '33000167000101' };
    const codes = await Promise.all([register(same, 'operator'), register(same, 'operator')].map(refusalOf));
    expect(codes.sort()).toEqual(['PARTNER-CNPJ-TAKEN', null].sort());
  });
});

describe('changing a partner', () => {
  it('changes what is named, adds standings to those there are, and leaves a trace of the fields only', async () => {
    const { fixtures, change } = await registering({
      catalogue: aCatalogue({ insurers: [anInsurer(), anInsurer({ id: 'insurer-2' })] }),
    });
    await change('partner-1', { standings: { 'insurer-1': 'suspended' } }, 'operator');
    const changed = await change('partner-1', { name: 'Outro', standings: { 'insurer-2': 'pending' } }, 'operator');
    expect(changed).toEqual(
      aPartner({ name: 'Outro', standings: { 'insurer-1': 'suspended', 'insurer-2': 'pending' }, version: 3 }),
    );
    expect(fixtures.audit().at(-1)).toEqual({
      actor: 'operator',
      action: 'partner.changed',
      subject: 'partner-1',
      details: { fields: ['name', 'standings'] },
    });
  });

  it('leaves its groups and its code as they are, where they are not named', async () => {
    const linked = { affinityGroupIds: ['pc:707'], defaultProducerCode: 'pc:7' };
    const { change } = await registering({ partner: linked });
    expect(await change('partner-1', { name: 'Outro' }, 'operator')).toMatchObject(linked);
  });

  it('keeps each group once, and the producer code by its identifier', async () => {
    const { change } = await registering();
    const named = { affinityGroupIds: ['pc:707', 'pc:909', 'pc:707'], defaultProducerCode: '100-002541' };
    expect(await change('partner-1', named, 'operator')).toMatchObject({
      affinityGroupIds: ['pc:707', 'pc:909'],
      defaultProducerCode: 'pc:of 100-002541',
    });
    expect(await change('partner-1', { defaultProducerCode: null }, 'operator')).toMatchObject({
      defaultProducerCode: null,
    });
  });

  it('is refused with every problem: what the catalogue does not hold, groups and a code that do not exist', async () => {
    const { fixtures, change, register } = await registering();
    const wrong = {
      productIds: ['product-1', 'none'],
      standings: { 'insurer-9': 'active' },
      affinityGroupIds: ['pc:707', 'unknown'],
      defaultProducerCode: 'unknown',
    } as const;
    const paths = ['productIds[1]', 'standings.insurer-9', 'affinityGroupIds[1]', 'defaultProducerCode'];
    const problems = paths.map((path) => ({ path, expected: expect.any(String) }));
    const refused = { code: 'PARTNER-INVALID', properties: { problems } };
    await expect(change('partner-1', wrong, 'operator')).rejects.toMatchObject(refused);
    await expect(register({ ...newPartner, ...wrong }, 'operator')).rejects.toMatchObject(refused);
    expect(fixtures.audit()).toEqual([]);
  });

  it('is refused where documents could not print a name', async () => {
    const { fixtures, change, register } = await registering();
    const texts = { name: '山', legalName: 'a山', email: '山@b.example', phone: '山' };
    const problems = Object.keys(texts).map((path) => ({ path, expected: expect.stringContaining('without 山') }));
    const refused = { code: 'PARTNER-INVALID', properties: { problems } };
    await expect(register({ ...newPartner, ...texts }, 'operator')).rejects.toMatchObject(refused);
    const { legalName: _, ...changes } = texts;
    await expect(change('partner-1', changes, 'operator')).rejects.toMatchObject({ code: 'PARTNER-INVALID' });
    expect(fixtures.audit()).toEqual([]);
  });

  it('is refused for an unknown partner', async () => {
    const { change } = await registering();
    expect(await refusalOf(change('partner-9', {}, 'operator'))).toBe('PARTNER-UNKNOWN');
  });
});

describe('what a partner may sell', () => {
  const catalogue = aCatalogue({
    insurers: [anInsurer(), anInsurer({ id: 'insurer-2' })],
    products: [
      aProduct({ id: 'c', insurer: anInsurer({ id: 'insurer-2' }) }),
      aProduct({ id: 'a' }),
      aProduct({ id: 'b' }),
    ],
  });
  const partner = aPartner({ productIds: ['a', 'c', 'gone'], standings: { 'insurer-2': 'suspended' } });

  it('is shown in the catalogue’s order, each with its insurer and the standing there', () => {
    const offered = offeredProducts(partner, catalogue);
    expect(offered.map(({ product, standing }) => [product.id, product.insurer.id, standing])).toEqual([
      ['c', 'insurer-2', 'suspended'],
      ['a', 'insurer-1', 'active'],
    ]);
    expect(standingWith(partner, 'insurer-9')).toBe('active');
  });

  it.each([
    ['a', null],
    ['b', 'PRODUCT-NOT-OFFERED'],
    ['c', 'INSURER-NOT-ACTIVE'],
  ])('product %s: %s', (id, code) => {
    const product = catalogue.products.find((each) => each.id === id) ?? aProduct();
    expect(codeOf(() => checkOffered(partner, product))).toBe(code);
  });
});

it('the events of an insurer have an owner that no partner can be', () => {
  expect(insurerOwner('insurer-1')).toBe('insurer:insurer-1');
});
