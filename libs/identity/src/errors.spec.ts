import { describe, it, expect } from '@jest/globals';
import { identityError, identityErrors, type IdentityErrorCode } from './errors.js';

describe('the error table of identity', () => {
  it.each(Object.keys(identityErrors) as IdentityErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(identityErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(identityError(code, { id: 'x' })).toMatchObject({
      code,
      message: identityErrors[code],
      properties: { id: 'x' },
    });
  });
});
