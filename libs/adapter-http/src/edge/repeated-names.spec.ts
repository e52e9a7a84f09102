import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from './body.js';
import { namesIn, repeatedName } from './repeated-names.js';

describe('names in a JSON text', () => {
  it.each([
    ['none', '[1, "a:b", "\\":"]', 0],
    ['one, escaped quotes and backslashes in it', '{"a\\"\\\\": ":"}', 1],
    ['those of every level', '{"a": {"b" :1}, "c":[{"a"\n:2}]}', 4],
    ['those that are there twice', '{"a":1,"a":2}', 2],
  ])('are counted: %s', (_, text, names) => {
    expect(namesIn(text)).toBe(names);
  });

  it('are as many as the value has properties, for any value', () => {
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, each) => sum + count(each), 0) +
          (Array.isArray(value) ? 0 : Object.keys(value).length)
        : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(namesIn(text)).toBe(count(JSON.parse(text)));
        expect(repeatedName(text)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1},"c":[{"d":1,"\\u0064":2}]}', 'd'],
    ['{"a":1,"b":{"a":1},"a":3}', 'a'],
  ])('that one object has twice are found: %s', (text, name) => {
    expect(repeatedName(text)).toBe(name);
    expect(() => readJson(Buffer.from(text), 100)).toThrow(`expected each property once; "${name}" is there twice`);
  });
});
