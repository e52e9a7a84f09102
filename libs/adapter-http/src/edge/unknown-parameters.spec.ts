import { describe, expect, it } from '@jest/globals';
import { asParameter, nearest } from './unknown-parameters.js';

const known = ['rows', 'page', 'cursor', 'product_id', 'lifetime_start_from', 'holder_document'];

describe('a parameter that a call does not know', () => {
  it.each<[string, string | undefined]>([
    ['row', 'rows'],
    ['productId', 'product_id'],
    ['product-id', 'product_id'],
    ['lifetime_start', 'lifetime_start_from'],
    ['lifetime_start_form', 'lifetime_start_from'],
    ['holderDocumnet', 'holder_document'],
    ['foo', undefined],
    ['x'.repeat(100_000), undefined],
  ])('is answered with the known one that it was meant to be: %.30s', (name, meant) => {
    expect(nearest(name, known)).toBe(meant);
  });

  it('is called a parameter', () => {
    const problem = { path: 'Page', expected: 'no such property; known are rows', kind: 'unknown' } as const;
    expect(asParameter(problem, ['rows', 'page']).expected).toBe(
      'no such parameter; the nearest is page; known are rows, page',
    );
    expect(asParameter(problem, []).expected).toBe('no such parameter');
  });

  it('is another problem than a value that is wrong', () => {
    const problem = { path: 'rows', expected: 'a whole number' };
    expect(asParameter(problem, known)).toBe(problem);
  });
});
