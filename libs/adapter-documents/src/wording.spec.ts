import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { languages, type Language } from '@affinity-engine/catalogue';
import { instant, plainDate } from '@affinity-engine/kernel';
import { pdfTypeface } from './typeface.js';
import { messages, wordingOf } from './wording.js';

const wordsIn = (language: Language) => wordingOf({ language, jurisdiction: 'BR' });
const placeholdersOf = (message: string): readonly string[] =>
  [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
/** What a locale writes between amount and currency is a blank that does not break. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe.each(languages)('the messages in %s', (language) => {
  const own: Readonly<Record<string, string>> = messages[language];
  const english: Readonly<Record<string, string>> = messages.en;

  it('are all there, none empty, and no others', () => {
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
    expect(Object.entries(own).filter(([, message]) => message.trim() === '')).toEqual([]);
  });

  it('have the same placeholders as in English; below the title stands a legal term or the product', () => {
    for (const [name, message] of Object.entries(own)) {
      const has = placeholdersOf(message);
      const allowed = name.endsWith('.term') ? [[], ['product']] : [placeholdersOf(english[name] ?? '')];
      expect(allowed.map((placeholders) => ({ name, placeholders }))).toContainEqual({ name, placeholders: has });
    }
  });

  it('can be printed', () => {
    expect(Object.values(own).filter((message) => pdfTypeface.unprintableIn(message) !== null)).toEqual([]);
  });

  it('are not those of another language, but for names that all share', () => {
    const others = languages
      .filter((each) => each !== language)
      .map((each): Readonly<Record<string, string>> => messages[each]);
    const same = Object.entries(own).filter(([name, message]) => others.some((other) => other[name] === message));
    expect(same.length / Object.keys(own).length).toBeLessThan(0.15);
  });
});

describe('a message', () => {
  it('has its placeholders filled, with what is given as it is', () => {
    expect(wordsIn('pt-BR').say('frame.page', { page: 1, pages: 2 })).toBe('Página 1 de 2');
    expect(wordsIn('de').say('cancellation.remark', { text: '$& {page}' })).toBe('Bemerkung: $& {page}');
  });
});

describe('an amount', () => {
  it.each([
    [0, 'BRL', 'R$ 0,00', 'R$0.00', '0,00 R$'],
    [123_456, 'BRL', 'R$ 1.234,56', 'R$1,234.56', '1.234,56 R$'],
    [-12_335, 'BRL', '-R$ 123,35', '-R$123.35', '-123,35 R$'],
    [99, 'EUR', '€ 0,99', '€0.99', '0,99 €'],
    [1_234, 'JPY', 'JP¥ 1.234', 'JP¥1,234', '1.234 ¥'],
    [1_234_567, 'KWD', 'KWD 1.234,567', 'KWD 1,234.567', '1.234,567 KWD'],
    [Number.MAX_SAFE_INTEGER, 'BRL', 'R$ 90.071.992.547.409,91', 'R$90,071,992,547,409.91', '90.071.992.547.409,91 R$'],
  ])('of %i in %s is written as readers of each language do', (amount, currency, portuguese, english, german) => {
    const texts = languages.map((language) => plain(wordsIn(language).money(amount, currency)));
    expect(texts).toEqual([portuguese, english, german]);
  });

  it.each(languages)('loses no digit in %s', (language) => {
    const { money } = wordsIn(language);
    fc.assert(fc.property(fc.maxSafeNat(), (amount) => Number(money(amount, 'BRL').replace(/\D/g, '')) === amount));
  });
});

describe('a day', () => {
  it('is written as readers of each language do', () => {
    const texts = languages.map((language) => wordsIn(language).day(plainDate('2026-11-02')));
    expect(texts).toEqual(['02/11/2026', '2 November 2026', '02.11.2026']);
  });

  it('is, for a moment, the day where the business is done', () => {
    expect(wordsIn('pt-BR').dayOf(instant('2026-11-22T02:31:00.000Z'))).toBe('21/11/2026');
  });
});

describe('a number that is no amount', () => {
  it('has no groups, so that a year stays one, and the decimals that it has', () => {
    const texts = languages.map((language) => [2026, 1.25].map((each) => wordsIn(language).number(each)));
    expect(texts).toEqual([
      ['2026', '1,25'],
      ['2026', '1.25'],
      ['2026', '1,25'],
    ]);
  });
});
