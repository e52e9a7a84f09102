import { describe, expect, it } from '@jest/globals';
import { typefaceWithout } from './testing/index.js';
import { codePointName, printProblems, type Typeface } from './typeface.js';

describe('texts that will be printed', () => {
  it('have a problem for each that the typeface cannot print, which names the first such character', () => {
    const texts = [
      ['name', 'Ana'],
      ['legalName', '山田 Ltda.'],
      ['phone', undefined],
      ['items', 7],
    ] as const;
    expect(printProblems(typefaceWithout('田', '山'), texts)).toEqual([
      {
        path: 'legalName',
        expected: 'characters that documents can print, without 山 (U+5C71), which their typeface does not have',
      },
    ]);
  });

  it('say of a letter that runs from right to left that it does', () => {
    const leftToRight: Typeface = { unprintableIn: (text) => ({ character: text, why: 'right-to-left' }) };
    expect(printProblems(leftToRight, [['name', 'ש']])).toEqual([
      {
        path: 'name',
        expected: 'characters that documents can print, without ש (U+05E9), which runs from right to left',
      },
    ]);
  });
});

describe('the name of a character', () => {
  it.each([
    ['A', 'U+0041'],
    ['山', 'U+5C71'],
    ['🎉', 'U+1F389'],
  ])('is, for %s, %s', (character, name) => {
    expect(codePointName(character)).toBe(name);
  });
});
