import { describe, expect, it } from '@jest/globals';
import { affinityGroupErrors, affinityGroupError, type AffinityGroupErrorCode } from './errors.js';
import { jurisdictions, nameIn, phoneCountries } from './typelists.js';

describe('the error table of affinity groups', () => {
  it.each(Object.keys(affinityGroupErrors) as AffinityGroupErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(affinityGroupErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(affinityGroupError(code, { id: 'x' })).toMatchObject({
      message: affinityGroupErrors[code],
      properties: { id: 'x' },
    });
  });
});

describe('the typelists', () => {
  it('have the fifty states and the capital of the United States, and the twenty-seven of Brazil', () => {
    const codes = Object.keys(jurisdictions);
    expect([
      codes.filter((code) => /^[A-Z]{2}$/.test(code)).length,
      codes.filter((code) => /^BR_[A-Z]{2}$/.test(code)).length,
    ]).toEqual([51, 27]);
  });

  it.each([
    [jurisdictions, 'CA', 'California'],
    [jurisdictions, 'BR_SP', 'São Paulo'],
    [phoneCountries, 'US', 'United States (1)'],
    [jurisdictions, 'toString', 'toString'],
  ])('name their codes', (list, code, name) => {
    expect(nameIn(list, code)).toBe(name);
  });
});
