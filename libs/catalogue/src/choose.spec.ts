import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { insurerOf, planOf, productOf } from './choose.js';
import type { Product } from './product.js';
import { aCatalogue, aPlan, aProduct } from './testing/index.js';

const catalogue = aCatalogue();
const product = (...plans: readonly string[]): Product =>
  aProduct({ id: 'life', plans: plans.map((id) => aPlan({ id })) });

const refused = (act: () => unknown): DomainError => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof DomainError) return thrown;
  }
  throw new Error('was not refused');
};

describe('choosing a plan', () => {
  it('takes the only plan of a product where none is named', () => {
    expect(planOf(product('only'), undefined).id).toBe('only');
  });

  it('takes the plan that is named, of one or of several', () => {
    expect(planOf(product('only'), 'only').id).toBe('only');
    expect(planOf(product('a', 'b', 'c'), 'b').id).toBe('b');
  });

  it('asks for a choice among several and names them', () => {
    const error = refused(() => planOf(product('essential', 'complete'), undefined));
    expect(error.code).toBe('PLAN-REQUIRED');
    expect(error.message).toBe('Product "life" needs a plan to be chosen; its plans: essential, complete.');
    expect(error.properties).toEqual({ productId: 'life', plans: ['essential', 'complete'] });
  });

  it('refuses a plan the product does not have, even where it has only one, and names those it has', () => {
    const error = refused(() => planOf(product('only'), 'other'));
    expect(error.code).toBe('PLAN-UNKNOWN');
    expect(error.message).toBe('Product "life" has no plan "other"; its plans: only.');
  });

  it('repeats only the beginning of the input', () => {
    expect(refused(() => planOf(product('a'), 'x'.repeat(10_000))).message.length).toBeLessThan(150);
    expect(refused(() => productOf(catalogue, 'x'.repeat(10_000))).message.length).toBeLessThan(150);
  });
});

describe('finding what the catalogue holds', () => {
  it('finds a product and an insurer by id', () => {
    expect(productOf(catalogue, 'bike').name).toBe('Bike');
    expect(insurerOf(catalogue, 'ins-1').name).toBe('Seguradora Exemplo S.A.');
  });

  it.each([['constructor'], [''], ['BIKE']])('refuses the unknown id "%s"', (id) => {
    expect(codeOf(() => productOf(catalogue, id))).toBe('PRODUCT-UNKNOWN');
    expect(codeOf(() => insurerOf(catalogue, id))).toBe('INSURER-UNKNOWN');
  });
});
