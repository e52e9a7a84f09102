import { describe, expect, it } from '@jest/globals';
import { newRequestId, requestIdOf } from './request-ids.js';

const own = newRequestId();
const throughProxy = ['10.0.0.1', '203.0.113.9'];
const named = (text: string | string[], ips: string[] | undefined = throughProxy): string =>
  requestIdOf({ id: own, headers: { 'request-id': text }, ...(ips === undefined ? {} : { ips }) });

describe('the identifier of a request', () => {
  it('is that of a trusted proxy', () => {
    expect(named('0c9d3a40-77a1-4e3c-8a83-2a9ad5c2a0f1')).toBe('0c9d3a40-77a1-4e3c-8a83-2a9ad5c2a0f1');
  });

  it('is our own for a caller that comes through no trusted proxy', () => {
    expect(named('0c9d3a40-77a1', ['203.0.113.9'])).toBe(own);
    expect(requestIdOf({ id: own, headers: { 'request-id': '0c9d3a40-77a1' } })).toBe(own);
  });

  it.each(['', 'short', 'a'.repeat(65), 'with blanks in it', 'line\nbreak1', '{"request":1}', 'größe-123'])(
    'is our own where that of a proxy could mean something else: %j',
    (text) => expect(named(text)).toBe(own),
  );

  it('is our own where there are two', () => expect(named(['0c9d3a40-77a1', '0c9d3a40-77a2'])).toBe(own));
});
