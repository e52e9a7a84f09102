import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { readJson } from './body.js';
import { composed } from './composed.js';

const read = (text: string) => readJson(Buffer.from(text), 200_000);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a body', () => {
  it('that is empty is undefined', () => {
    expect(readJson(Buffer.alloc(0), 100)).toBeUndefined();
  });

  it('of any JSON is read as it was written, its texts composed', () => {
    const modest = fc
      .jsonValue({ maxDepth: 5, noUnicodeString: false })
      .filter((value) => readable(JSON.stringify(value)));
    fc.assert(
      fc.property(modest, (value) =>
        expect(read(JSON.stringify(value))).toEqual(composed(JSON.parse(JSON.stringify(value)))),
      ),
    );
  });

  it('has a letter in one form, however it was sent', () => {
    expect([read('"Sa\u0303o"'), read('"Sa\\u0303o"'), read('{"S\u0061o":["A\u030a"]}')]).toEqual([
      'São',
      'São',
      { Sao: ['Å'] },
    ]);
  });

  it.each([
    ['numbers up to 2^53 - 1', '[9007199254740991, -9007199254740991, -0, 1e3]'],
    ['fractions, however small', '[0.1, -2.5, 1e-300]'],
    ['pairs of surrogates', '"\\ud83d\\ude00 😀"'],
    ['accents', '"Conceição"'],
    ['keys that only resemble a prototype', '{"proto":1,"Constructor":2,"__proto":3}'],
    ['64 levels', nested(64)],
    ['200,000 values', `[${'0,'.repeat(199_998)}0]`],
    ['commas and brackets in texts', JSON.stringify({ text: ',[{"\\'.repeat(300_000) })],
    ['a text of a million characters', JSON.stringify('x'.repeat(1_000_000))],
  ])('may hold %s', (_, text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['BODY-TOO-COMPLEX', 'more levels', nested(66)],
    ['BODY-TOO-COMPLEX', 'ten thousand levels', nested(10_000)],
    ['BODY-TOO-COMPLEX', 'more values', `[${'0,'.repeat(200_000)}0]`],
    ['BODY-TOO-COMPLEX', 'more lists', `[${'[],'.repeat(200_000)}[]]`],
    ['BODY-TOO-COMPLEX', 'more properties, though its end is missing', `{${'"a":1,'.repeat(200_001)}`],
    ['BODY-TOO-COMPLEX', '__proto__', '{"__proto__":{}}'],
    ['BODY-TOO-COMPLEX', '__proto__, escaped', '{"\\u005f\\u005fproto__":{}}'],
    ['BODY-TOO-COMPLEX', 'constructor, deep', '{"a":[{"constructor":1}]}'],
    ['BODY-TOO-COMPLEX', 'prototype', '{"prototype":1}'],
    ['BODY-NOT-JSON', 'a number no double holds', '[1e400]'],
    ['BODY-NOT-JSON', 'a whole number that was rounded', '[9007199254740993]'],
    ['BODY-NOT-JSON', 'half a surrogate pair', '["\\ud800"]'],
    ['BODY-NOT-JSON', 'half a pair as a key', '{"\\udfff":1}'],
    ['BODY-NOT-JSON', 'NUL', '["a\\u0000"]'],
    ['BODY-NOT-JSON', 'NUL as a key', '{"\\u0000":1}'],
    ['BODY-NOT-JSON', 'a comma too many', '[1,]'],
    ['BODY-NOT-JSON', 'nothing but blanks', '  '],
    ['BODY-NOT-JSON', 'a byte order mark', '\ufeff{}'],
  ])('is refused with %s for %s', (code, _, text) => {
    expect(codeOf(() => read(text))).toBe(code);
  });

  it.each([
    ['a byte that is none of UTF-8', [0x22, 0xff, 0x22]],
    ['an overlong encoding', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['half a character', [0x22, 0xc3, 0x22]],
  ])('is refused for %s', (_, bytes) => {
    expect(codeOf(() => readJson(Buffer.from(bytes), 100))).toBe('BODY-NOT-JSON');
  });
});

function readable(text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}
