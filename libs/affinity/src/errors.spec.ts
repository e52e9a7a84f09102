import { describe, it, expect } from '@jest/globals';
import { affinityError, affinityErrors, type AffinityErrorCode } from './errors.js';

describe('the error table of affinities', () => {
  it.each(Object.keys(affinityErrors) as AffinityErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(affinityErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(affinityError(code, { id: 'x' })).toMatchObject({
      code,
      message: affinityErrors[code],
      properties: { id: 'x' },
    });
  });
});
