import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant, plainDate } from '@affinity-engine/kernel';
import { dayOfText, dayText, documentText, moneyText, printable } from './format.js';

describe('an amount as it is printed', () => {
  it.each([
    [0, 'BRL', 'R$ 0,00'],
    [5, 'BRL', 'R$ 0,05'],
    [123_456, 'BRL', 'R$ 1.234,56'],
    [100_000_000, 'BRL', 'R$ 1.000.000,00'],
    [-12_335, 'BRL', '-R$ 123,35'],
    [Number.MAX_SAFE_INTEGER, 'BRL', 'R$ 90.071.992.547.409,91'],
    [1234, 'JPY', 'JPY 1.234'],
    [1_234_567, 'KWD', 'KWD 1.234,567'],
    [99, 'EUR', '€ 0,99'],
  ])('is, for %i of %s, %s', (amount, currency, text) => {
    expect(moneyText(amount, currency)).toBe(text);
  });

  it('loses no digit', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (amount) => Number(moneyText(amount, 'BRL').replace(/\D/g, '')) === amount));
  });
});

describe('a day as it is printed', () => {
  it('is written day first', () => {
    expect(dayText(plainDate('2026-11-22'))).toBe('22/11/2026');
  });

  it('is, for a moment, the day where the business is done', () => {
    expect(dayOfText(instant('2026-11-22T02:31:00.000Z'))).toBe('21/11/2026');
  });
});

describe('a document number as it is printed', () => {
  it.each([
    ['52998224725', '529.982.247-25'],
    ['529.982.247-25', '529.982.247-25'],
    ['11222333000181', '11.222.333/0001-81'],
    ['12abc34501de35', '12.ABC.345/01DE-35'],
    ['', ''],
  ])('is, for "%s", "%s"', (document, text) => {
    expect(documentText(document)).toBe(text);
  });
});

describe('printable text', () => {
  it('has composed letters, no control characters and no line breaks', () => {
    expect(printable('Conceic\u0327a\u0303o')).toBe('Conceição');
    expect(printable('a\r\n\tb\u0000c\u2028d\ud800e')).toBe('a b c d e');
  });
});
