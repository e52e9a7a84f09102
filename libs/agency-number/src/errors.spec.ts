import { describe, it, expect } from '@jest/globals';
import { agencyErrors, agencyError, type AgencyErrorCode } from './errors.js';

describe('the error table of agency numbers', () => {
  it.each(Object.keys(agencyErrors) as AgencyErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(agencyErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(agencyError(code, { id: 'x' })).toMatchObject({
      code,
      message: agencyErrors[code],
      properties: { id: 'x' },
    });
  });
});
