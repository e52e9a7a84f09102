import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';

describe('the language of a product’s documents', () => {
  it.each([
    [{ jurisdiction: 'BR' }, 'pt-BR'],
    [{ jurisdiction: 'BR-SP' }, 'pt-BR'],
    [{ jurisdiction: 'DE' }, 'en'],
    [{ jurisdiction: 'BRA' }, 'en'],
    [{ jurisdiction: 'BR', language: 'en' }, 'en'],
    [{ jurisdiction: 'DE', language: 'de' }, 'de'],
  ] as const)('of %j is %s', (product, language) => {
    expect(languageOf(product)).toBe(language);
  });
});
