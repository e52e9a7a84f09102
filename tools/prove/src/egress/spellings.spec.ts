import { isIP } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { bytesOf } from './name-server.js';
import { isPublicAddress, spellings } from './spellings.js';

const literals = spellings.flatMap(({ host, address }) => {
  const text = URL.canParse(`https://${host}/`) ? new URL(`https://${host}/`).hostname.replace(/^\[|\]$/g, '') : '';
  return isIP(text) === 0 ? [] : ([[host, text, address]] as const);
});

describe('a spelling of a forbidden address', () => {
  it('is one of more than sixty, each once', () => {
    expect(new Set(spellings.map(({ host }) => host)).size).toBe(spellings.length);
    expect(spellings.length).toBeGreaterThan(60);
    expect(literals.length).toBeGreaterThan(60);
  });

  it.each(literals)('leads where it is said to: %s', (_, read, address) => {
    // IPv4 may stand inside IPv6.
    expect(bytesOf(read).toString('hex').endsWith(bytesOf(address).toString('hex').slice(-8))).toBe(true);
    expect(isPublicAddress(read)).toBe(false);
  });
});
