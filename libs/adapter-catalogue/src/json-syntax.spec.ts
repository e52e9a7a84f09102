import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { syntaxProblem } from './json-syntax.js';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('the first problem of a JSON text', () => {
  it.each([
    ['', 1, 1, 'the text ends too early'],
    ['{"a": 1,}', 1, 9, 'expected a property name, found }'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected , or }, found "b"'],
    ['[1, 2', 1, 6, 'the text ends too early'],
    ['[1, , 2]', 1, 5, 'expected a value, found ,'],
    ['{"a" 1}', 1, 6, 'expected :, found 1'],
    ["{'a': 1}", 1, 2, 'unexpected character'],
    ['{"a": 01}', 1, 8, 'expected , or }, found 1'],
    ['{"a": NaN}', 1, 7, 'unexpected character'],
    ['"tab\tinside"', 1, 1, 'unexpected character'],
    ['{} {}', 1, 4, 'the text goes on after its value'],
    ['{"a": 1, "b": 2, "a": 3}', 1, 18, 'property "a" is named twice'],
    ['[{"x": {"y": 1,\n "y": 1}}]', 2, 2, 'property "y" is named twice'],
  ])('of %j is at line %i, column %i: %s', (text, line, column, message) => {
    expect(syntaxProblem(text)).toEqual({ line, column, message });
  });

  it('refuses what is nested without end, before the stack does', () => {
    expect(syntaxProblem('['.repeat(100_000))?.message).toBe('nested deeper than 200');
  });

  it('finds none in anything JSON can say', () => {
    fc.assert(fc.property(fc.json(), (text) => syntaxProblem(text) === undefined));
  });

  it('agrees with the parser on text with one character taken out or changed', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '0', '-', '\\', ' ', 'e'))
      .map(([text, at, by]) => text.slice(0, at % text.length) + by + text.slice((at % text.length) + 1));
    fc.assert(
      fc.property(damaged, (text) => {
        const problem = syntaxProblem(text);
        return problem === undefined ? parses(text) : !parses(text) || problem.message.endsWith('is named twice');
      }),
      { numRuns: 2000 },
    );
  });
});
