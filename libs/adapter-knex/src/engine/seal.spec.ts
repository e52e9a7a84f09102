import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { sealUnder } from './seal.js';

const seal = sealUnder([new Uint8Array(32).fill(1)]);

describe('a seal', () => {
  it('opens what it sealed, in any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(seal.open(seal.close(text))).toBe(text);
      }),
    );
  });

  it('never looks the same twice, and shows nothing of what is inside', () => {
    const sealed = Array.from({ length: 50 }, () => seal.close('whsec_secret'));
    expect(new Set(sealed).size).toBe(50);
    expect(sealed.join().includes(Buffer.from('whsec_secret').toString('base64').slice(0, 8))).toBe(false);
  });

  it('is not opened under another key', () => {
    expect(() => sealUnder([new Uint8Array(32).fill(2)]).open(seal.close('secret'))).toThrow();
  });

  it('names its key, and opens what an earlier version sealed without a name', () => {
    const unnamed = sealUnder([new Uint8Array(32).fill(1)], () => false).close('secret');
    expect([seal.close('secret'), unnamed]).toEqual([
      expect.stringMatching(/^[\w-]{6}\.[\w+/=]+$/),
      expect.stringMatching(/^[\w+/=]+$/),
    ]);
    expect(seal.open(unnamed)).toBe('secret');
    expect(() => seal.open(`2.${unnamed}`)).toThrow('key 2');
  });

  it('opens bytes that it sealed', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    expect([...seal.openBytes(seal.closeBytes(bytes))]).toEqual([...bytes]);
  });

  it('is not opened once a bit of it was changed, or its end cut off', () => {
    const bytes = Buffer.from(seal.close('secret text').slice('1.'.length), 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => seal.open(altered.toString('base64'))).toThrow();
      expect(() => seal.open(bytes.subarray(0, at).toString('base64'))).toThrow();
    }
  });

  it('opens what earlier keys sealed, named or not, and seals under the current one', () => {
    const [old, current] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const both = sealUnder([current, old]);
    expect(both.open(sealUnder([old]).close('secret'))).toBe('secret');
    expect(both.open(sealUnder([old], () => false).close('secret'))).toBe('secret');
    expect(sealUnder([current]).open(both.close('secret'))).toBe('secret');
    expect(() => sealUnder([old]).open(both.close('secret'))).toThrow(/which this engine does not have/);
    expect(both.close('secret').startsWith(both.prefix() ?? '?')).toBe(true);
  });
});
