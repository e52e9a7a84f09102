import { describe, it, expect } from '@jest/globals';
import { DomainError, isDomainError } from './domain-error.js';

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
