import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { readCursor, writeCursor } from './cursor.js';

const place = { total: 12, value: '2026-01-15T12:00:00.000Z', id: 'affinity-1' };

describe('a cursor', () => {
  it('holds the place in a list, and needs no escape in a url', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.string(), fc.string(), (total, value, id, of) => {
        const text = writeCursor({ total, value, id }, of);
        expect(text).toMatch(/^[\w-]+$/);
        expect(readCursor(text, of)).toEqual({ total, value, id });
      }),
    );
  });

  it('is refused with other filters', () => {
    const text = writeCursor(place, 'status 1');
    expect(codeOf(() => readCursor(text, 'status 2'))).toBe('CURSOR-INVALID');
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('nothing').toString('base64url')],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['a short list', Buffer.from('[1]').toString('base64url')],
    ['a total that is a text', Buffer.from('["1","a","b","c"]').toString('base64url')],
    ['a value that is a number', Buffer.from('[1,2,"b","c"]').toString('base64url')],
    ['a digest of nothing', Buffer.from('[1,"a","b","c"]').toString('base64url')],
  ])('is not %s', (_, text) => {
    expect(codeOf(() => readCursor(text, ''))).toBe('CURSOR-INVALID');
  });
});
