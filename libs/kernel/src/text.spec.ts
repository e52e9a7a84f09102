import { describe, expect, it } from '@jest/globals';
import { isLegible, isLine, isVisible, legibleForm, nameWords } from './text.js';

describe('a line', () => {
  it.each(['', 'Inês Conceição', 'שלום\u200f', 'क्\u200dष', 'tab is none of it', '😀'])('may be %j', (text) => {
    expect(isLine(text)).toBe(true);
  });

  it.each(['a\nb', 'a\tb', 'a\u0000', 'a\u2028b', 'a\u202eb', 'a\u2066b', '\ud83d', '\ude00 alone'])(
    'is not %j',
    (text) => {
      expect(isLine(text)).toBe(false);
    },
  );
});

describe('a legible text', () => {
  it.each(['São Paulo 7', '4711-0815', '(007)', 'שלום', '山田', '😀'])('may be %j', (text) => {
    expect(isLegible(text)).toBe(true);
  });

  it.each([
    ['a decomposed letter', 'Sa\u0303o'],
    ['a zero-width space', 'A\u200bB'],
    ['a Hangul filler', 'A\u3164'],
    ['a variation selector', 'A\ufe0f'],
    ['a soft hyphen', 'A\u00adB'],
    ['a no-break space', 'A\u00a0B'],
    ['an ideographic space', 'A\u3000B'],
    ['a tab', 'A\tB'],
    ['an empty Braille pattern', 'A\u2800'],
    ['a word joiner', 'A\u2060'],
    ['a mark of direction', 'A\u200f'],
    ['a tag', 'A\u{e0041}'],
    ['another form of one sign', '\u212b'],
    ['blanks alone', '  '],
    ['nothing', ''],
  ])('has no %s', (_, text) => {
    expect(isLegible(text)).toBe(false);
  });
});

describe('the legible form of a text', () => {
  it.each([
    ['Sa\u0303o', 'São'],
    ['A\u200bB\u00ad', 'AB'],
    ['A\u00a0B\u3000', 'A B'],
    ['a\u200d\u0301', 'á'],
    ['a  b ', 'a  b '],
    ['\u3164', null],
    ['A\u0000\u200b', null],
    ['', null],
  ])('of %j is %j', (text, form) => {
    expect(legibleForm(text)).toBe(form);
  });
});

describe('what can be seen', () => {
  it.each([
    ['a', true],
    [' - ', true],
    ['\u200bx', true],
    ['', false],
    [' \t\u00a0', false],
    ['\u200b\u2060', false],
    ['\u2800', false],
  ])('in %j: %s', (text, seen) => {
    expect(isVisible(text)).toBe(seen);
  });
});

describe('the words of a name', () => {
  it.each([
    ['Conceição Araújo', ['conceicao', 'araujo']],
    ['ANA  Maria, ana', ['ana', 'maria']],
    ["D'Ávila e Silva", ['avila', 'silva']],
    ['Sa\u0303o-Luís 2000', ['sao', 'luis', '2000']],
    ['İnci ﬁlho', ['inci', 'filho']],
    ['山田 太郎 Q', ['山田', '太郎']],
    ['x'.repeat(100), ['x'.repeat(64)]],
    ['', []],
    ['. -', []],
  ])('of %j are compared without accents, capitals and single letters', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  it('are at most 32', () => {
    expect(nameWords(Array.from({ length: 99 }, (_, at) => `word${at}`).join(' '))).toHaveLength(32);
  });
});
