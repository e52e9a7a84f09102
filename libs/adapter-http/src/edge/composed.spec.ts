import { describe, expect, it } from '@jest/globals';
import { composed, needsComposing } from './composed.js';

describe('texts of a request', () => {
  it('are composed wherever they stand, and nothing else changes', () => {
    const sent = { name: 'Sa\u0303o', list: ['A\u030a', 1, null, true, { deep: 'ñ' }], plain: 'São' };
    expect(composed(sent)).toEqual({ name: 'São', list: ['Å', 1, null, true, { deep: 'ñ' }], plain: 'São' });
  });

  it.each([
    ['{"a":"plain","b":[1.5,null]}', false],
    ['"São"', true],
    ['"Sa\\u0303o"', true],
  ])('%s may need it: %s', (json, may) => {
    expect(needsComposing(json)).toBe(may);
  });
});
