import { describe, expect, it } from '@jest/globals';
import { type Product, productOf } from '@affinity-engine/catalogue';
import { demoCatalogueFolder } from './demo-catalogue.js';
import { loadCatalogue } from './load-catalogue.js';

const catalogue = await loadCatalogue(demoCatalogueFolder);

describe('the demo catalogue', () => {
  it('has three insurers, one by each kind of register number', () => {
    expect(catalogue.insurers).toHaveLength(3);
    expect(catalogue.insurers.filter(({ baFinId }) => baFinId === '5405')).toHaveLength(1);
    expect(catalogue.insurers.filter(({ insurerId }) => insurerId === '5036')).toHaveLength(1);
    expect(catalogue.insurers.filter((each) => each.supervisingAuthorityId === '61234')).toHaveLength(1);
    expect(catalogue.insurers.every(({ susepCode, cnpj }) => susepCode && cnpj)).toBe(true);
  });

  it.each([
    ['personal-life', { plans: 2, line: 'life', asynchronous: false, holder: true, item: undefined, prizeDraw: true }],
    ['auto', { plans: 1, line: 'general', asynchronous: true, holder: true, item: true, prizeDraw: false }],
    ['bike', { plans: 3, line: 'general', asynchronous: false, holder: false, item: true, prizeDraw: false }],
  ])('has the product %s', (id, expected) => {
    const { plans, line, asynchronous, holder, item, prizeDraw } = productOf(catalogue, id);
    const found = { plans: plans.length, line, asynchronous, holder: holder?.required, item: item?.required };
    expect({ ...found, prizeDraw: prizeDraw !== undefined }).toEqual(expected);
  });

  it('leaves the lifetime of cars free and fixes that of one plan for bikes', () => {
    const lifetimes = (product: Product) => product.plans.map(({ lifetimeDays }) => lifetimeDays);
    expect(lifetimes(productOf(catalogue, 'auto'))).toEqual([undefined]);
    expect(lifetimes(productOf(catalogue, 'bike'))).toEqual([undefined, undefined, 365]);
  });

  it.each([
    ['general', '0.0738'],
    ['life', '0.0038'],
    ['personal-accident', '0.0038'],
    ['health', '0.0238'],
    ['exempt', '0'],
  ])('taxes the line %s with the Brazilian IOF of %s', (line, rate) => {
    expect(catalogue.taxes.filter((row) => row.line === line)).toEqual([
      { jurisdiction: 'BR', line, from: '2008-01-03', rate },
    ]);
  });

  it('has an insurer, coverages and general conditions for every product', () => {
    for (const product of catalogue.products) {
      expect(product.insurer.contact.ombudsman).toContain('ouvidoria');
      expect(product.generalConditions.length).toBeGreaterThan(5);
      expect(product.plans.every(({ coverages, price }) => coverages.length > 0 && price.net > 0)).toBe(true);
    }
  });

  it('divides the paragraphs of its texts by line breaks', () => {
    expect(productOf(catalogue, 'auto').generalConditions[1]?.text.split('\n')).toHaveLength(3);
  });
});
