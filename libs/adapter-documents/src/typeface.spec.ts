import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { create } from 'fontkit';
import { typefaceRanges } from './typeface-ranges.js';
import { pdfTypeface } from './typeface.js';

const files = createRequire(import.meta.url);
const fonts = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map((name) =>
  create(readFileSync(files.resolve(`dejavu-fonts-ttf/ttf/${name}`))),
);
const [regular, bold] = fonts.map(({ characterSet }) => new Set(characterSet));

describe('the list of characters', () => {
  it('is what both weights of the shipped typeface have', () => {
    const both = [...(regular ?? [])].filter((each) => each >= 0x20 && bold?.has(each)).sort((a, b) => a - b);
    const ranges: number[][] = [];
    for (const each of both) {
      const range = ranges.at(-1);
      if (range?.[1] === each - 1) range[1] = each;
      else ranges.push([each, each]);
    }
    const texts = ranges.map((range) => [...new Set(range)].map((each) => each.toString(16)).join('-'));
    expect(typefaceRanges.split(/\s+/)).toEqual(texts);
  });
});

describe('a text', () => {
  it.each([
    [''],
    ['Łukasz João Nguyễn da Conceição'],
    ['Conceic\u0327a\u0303o'],
    ['G\u0303uarani M\u0303'],
    ['Αλέξανδρος Жуков Ştefan Þórður'],
    ['two\nlines\u0000, half of a pair \ud800'],
    ['R$ 1.234,56 – “quoted” · 100 % № €'],
  ])('can be printed: %j', (text) => {
    expect(pdfTypeface.unprintableIn(text)).toBeNull();
  });

  it.each([
    ['Ana 山田', '山', 'not-in-typeface'],
    ['𝐀𝐧𝐚', '𝐀', 'not-in-typeface'],
    ['Festa 🎉', '🎉', 'not-in-typeface'],
    ['นา', 'น', 'not-in-typeface'],
    ['Ana שלום', 'ש', 'right-to-left'],
    ['سلام', 'س', 'right-to-left'],
    ['ﷲ', 'ﷲ', 'right-to-left'],
    ['G\u0303 \ue123', '\ue123', 'not-in-typeface'],
  ])('cannot: %s, for %s', (text, character, why) => {
    expect(pdfTypeface.unprintableIn(text)).toEqual({ character, why });
  });
});
