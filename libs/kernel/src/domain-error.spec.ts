import { describe, it, expect } from '@jest/globals';
import { DomainError, errorsOf, isDomainError } from './domain-error.js';

describe('a domain error', () => {
  const refused = new DomainError('DATE-INVALID', 'No such day.', { date: '2026-02-30' });

  it('says what went wrong as a code, a sentence and the values it speaks of', () => {
    expect(refused).toMatchObject({
      code: 'DATE-INVALID',
      message: 'No such day.',
      properties: { date: '2026-02-30' },
    });
    expect(refused).toBeInstanceOf(Error);
    expect(refused.name).toBe('DomainError');
  });

  it('speaks of no values where none are given', () => {
    expect(new DomainError('X', 'x').properties).toEqual({});
  });

  it('is recognised by its brand, also from another copy of the package', () => {
    expect(isDomainError(refused)).toBe(true);
    expect(isDomainError({ brand: refused.brand, code: 'DATE-INVALID' })).toBe(true);
  });

  it.each([[null], [undefined], ['DATE-INVALID'], [42], [{}], [new Error('DATE-INVALID')], [{ brand: 'another' }]])(
    'is not seen in %p',
    (thrown) => {
      expect(isDomainError(thrown)).toBe(false);
    },
  );
});

describe('the errors of a table', () => {
  const shopError = errorsOf({ 'SHOP-CLOSED': 'The shop is closed.', 'SHOP-FULL': 'The shop is full.' });

  it('have the sentence of their code, and the values they are given', () => {
    expect(isDomainError(shopError('SHOP-CLOSED'))).toBe(true);
    expect(shopError('SHOP-CLOSED')).toMatchObject({
      code: 'SHOP-CLOSED',
      message: 'The shop is closed.',
      properties: {},
    });
    expect(shopError('SHOP-FULL', { places: 7 })).toMatchObject({
      message: 'The shop is full.',
      properties: { places: 7 },
    });
  });

  it('have a message of their own where it can say more', () => {
    const { code, message } = shopError('SHOP-FULL', {}, 'The shop has room for 7.');
    expect([code, message]).toEqual(['SHOP-FULL', 'The shop has room for 7.']);
  });
});
