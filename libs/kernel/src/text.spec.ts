import { describe, expect, it } from '@jest/globals';
import { isLine, isVisible } from './text.js';

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
