import { describe, expect, it } from '@jest/globals';
import { documentText, printable } from './format.js';

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
