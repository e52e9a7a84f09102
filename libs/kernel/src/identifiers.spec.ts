import { describe, it, expect } from '@jest/globals';
import { cnpj, cpf } from 'cpf-cnpj-validator';
import fc from 'fast-check';
import { isCnpj, isCpf, normalizedDocument } from './identifiers.js';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const letters = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 12,
  maxLength: 12,
});

/** The two check digits of a body, found by trying all. */
const accepted = (body: string, is: (text: string) => boolean): string[] =>
  Array.from({ length: 100 }, (_, pair) => `${body}${String(pair).padStart(2, '0')}`).filter(is);

describe('a CPF', () => {
  it.each(['529.982.247-25', '52998224725', '111.444.777-35', ' 111 444 777 35 '])('may be %s', (text) => {
    expect(isCpf(text)).toBe(true);
    expect(isCnpj(text)).toBe(false);
  });

  it.each([
    ['a wrong last digit', '529.982.247-26'],
    ['a wrong digit before', '529.982.247-35'],
    ['ten digits', '5299822472'],
    ['twelve digits', '529982247250'],
    ['letters', '5299822472A'],
    ['other punctuation', '529,982,247,25'],
    ['digits of another script', '５2998224725'],
    ['nothing', ''],
    ['a long text', '52998224725'.padEnd(100_000, ' ')],
  ])('is not one with %s', (_, text) => {
    expect(isCpf(text)).toBe(false);
    expect(normalizedDocument(text)).toBeNull();
  });

  it.each([...'0123456789'])('of eleven times %s is refused though it checks', (digit) => {
    expect(isCpf(digit.repeat(11))).toBe(false);
  });

  it('has exactly one pair of check digits, the one a well-kept validator accepts', () => {
    fc.assert(
      fc.property(digits(9), (body) => {
        fc.pre(new Set(body).size > 1);
        const numbers = accepted(body, isCpf);
        expect(numbers).toHaveLength(1);
        expect(numbers).toEqual(accepted(body, (text) => cpf.isValid(text)));
      }),
    );
  });
});

describe('a CNPJ', () => {
  it.each(['11.222.333/0001-81', '11222333000181', '12.ABC.345/01DE-35', '12abc34501de35'])('may be %s', (text) => {
    expect(isCnpj(text)).toBe(true);
    expect(isCpf(text)).toBe(false);
  });

  it.each([
    ['a wrong check digit', '11.222.333/0001-82'],
    ['a letter changed', '12.ABD.345/01DE-35'],
    ['letters for check digits', '12ABC34501DEAA'],
    ['a letter outside the alphabet', '12ÁBC34501DE35'],
    ['a letter that capitals turn into another', '12ABC34501DEſ5'],
    ['thirteen characters', '1122233300018'],
  ])('is not one with %s', (_, text) => {
    expect(isCnpj(text)).toBe(false);
  });

  it.each([...'0123456789'])('of fourteen times %s is refused', (digit) => {
    expect(isCnpj(digit.repeat(14))).toBe(false);
  });

  it('has exactly one pair of check digits, the one a well-kept validator accepts, letters or not', () => {
    fc.assert(
      fc.property(fc.oneof(digits(12), letters), (body) => {
        fc.pre(new Set(body).size > 1);
        const numbers = accepted(body, isCnpj);
        expect(numbers).toHaveLength(1);
        expect(numbers).toEqual(accepted(body, (text) => cnpj.isValid(text)));
      }),
    );
  });
});

describe('a document as it is stored', () => {
  it.each([
    ['529.982.247-25', '52998224725'],
    ['11.222.333/0001-81', '11222333000181'],
    ['12.abc.345/01de-35', '12ABC34501DE35'],
    ['00000000000', null],
    ['anything', null],
  ])('%s becomes %s', (text, stored) => {
    expect(normalizedDocument(text)).toBe(stored);
  });

  it('is itself once stored', () => {
    fc.assert(
      fc.property(letters, (body) => {
        for (const number of accepted(body, isCnpj)) expect(normalizedDocument(number)).toBe(number);
      }),
      { numRuns: 20 },
    );
  });
});
