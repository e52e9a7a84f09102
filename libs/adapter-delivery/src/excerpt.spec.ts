import { describe, expect, it } from '@jest/globals';
import { excerptReader } from './excerpt.js';

/** What is kept of an answer in these parts, and after which of them enough was read. */
function read(...parts: readonly (string | Buffer)[]) {
  const reader = excerptReader();
  const enough = parts.map((part) => reader.read(Buffer.from(part as string)));
  return { text: reader.text(), enough };
}

describe('the excerpt of an answer', () => {
  it('is empty where nothing came', () => {
    expect(read()).toEqual({ text: '', enough: [] });
    expect(read('')).toEqual({ text: '', enough: [false] });
  });

  it('is the same in any parts', () => {
    expect(read('abc').text).toBe('abc');
    expect(read('a', '', 'bc').text).toBe('abc');
    const letter = Buffer.from('ä');
    expect(read(letter.subarray(0, 1), letter.subarray(1)).text).toBe('ä');
  });

  it('has 1,024 characters at most, also of four bytes', () => {
    expect(read('x'.repeat(1_024)).text).toHaveLength(1_024);
    expect(read('x'.repeat(1_000), 'y'.repeat(1_000)).text).toBe('x'.repeat(1_000) + 'y'.repeat(24));
    expect(read('ä'.repeat(2_000)).text).toBe('ä'.repeat(1_024));
    expect(read('€'.repeat(700), '€'.repeat(700)).text).toBe('€'.repeat(1_024));
    expect(read('😀'.repeat(3_000)).text).toBe('😀'.repeat(512));
  });

  it('reads 64 KiB, all parts together', () => {
    expect(read('x'.repeat(65_535)).enough).toEqual([false]);
    expect(read('x'.repeat(65_536)).enough).toEqual([true]);
    expect(read('x'.repeat(60_000), 'x'.repeat(5_535), 'x').enough).toEqual([false, false, true]);
  });

  it('is printable', () => {
    expect(read('a\u0000\u001b\n\u0085b').text).toBe('a\ufffd\ufffd\ufffd\ufffdb');
    expect(read(`a${'😀'.repeat(600)}`).text.at(-1)).toBe('\ufffd'); // half of a letter
  });
});
