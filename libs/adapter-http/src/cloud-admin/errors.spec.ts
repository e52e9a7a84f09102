import { describe, expect, it } from '@jest/globals';
import { affinityGroupErrors } from '@affinity-engine/affinity-group';
import { DomainError } from '@affinity-engine/kernel';
import { edgeErrors, inputInvalid, reportedError } from '../edge/errors.js';
import { errorAnswerOf, kinds } from './errors.js';

const sentences: Readonly<Record<string, string>> = { ...affinityGroupErrors, ...edgeErrors };
const cloudErrorOf = (thrown: unknown, reference: string) => errorAnswerOf(reportedError(thrown, kinds, reference));
const told = (code: string, properties = {}) =>
  cloudErrorOf(new DomainError(code, sentences[code] ?? '', properties), 'reference-1');

describe('the dialect of affinity groups', () => {
  it.each(Object.keys(sentences))('answers %s with a status and a name of its own, and a sentence', (code) => {
    const { status, body } = told(code);
    expect([400, 401, 403, 404, 405, 409, 415, 429, 503]).toContain(status);
    expect(body).toEqual({
      status,
      errorCode: expect.stringMatching(/^[A-Z][A-Za-z]+Exception$/),
      userMessage: expect.stringMatching(/\S/),
      details: [{ message: expect.stringMatching(/\S/), properties: expect.anything() }],
    });
  });

  it.each([
    ['INPUT-INVALID', 400, 'BadInputException'],
    ['TOKEN-INVALID', 401, 'RestAuthenticationException'],
    ['ROLE-REFUSED', 403, 'NotAuthorizedException'],
    ['GROUP-UNKNOWN', 404, 'NotFoundException'],
    ['ASSOCIATION-UNKNOWN', 404, 'NotFoundException'],
    ['ROUTE-UNKNOWN', 404, 'NotFoundException'],
    ['CHECKSUM-MISMATCH', 409, 'ChecksumMismatchException'],
    ['ALREADY-EXECUTED', 400, 'AlreadyExecutedException'],
    ['METHOD-REFUSED', 405, 'MethodNotAllowedException'],
  ])('answers %s with %d %s', (code, status, errorCode) => {
    expect(told(code).body).toMatchObject({ status, errorCode });
  });

  it('lists every problem by the name it has in the body', () => {
    const problems = [
      { path: 'jurisdictions[1]', expected: 'a state' },
      { path: 'organizationId', expected: 'an organization there is' },
    ];
    expect(told('GROUP-INVALID', { problems }).body).toMatchObject({
      details: [
        {
          message: 'data.attributes.jurisdictions[1].code: expected a state',
          properties: { parameterName: 'data.attributes.jurisdictions[1].code' },
        },
        {
          message: 'data.attributes.organization.id: expected an organization there is',
          properties: { parameterName: 'data.attributes.organization.id' },
        },
      ],
    });
    const body = cloudErrorOf(inputInvalid([{ path: 'pageSize', expected: '1 to 100' }]), '').body;
    expect(body).toMatchObject({ details: [{ properties: { parameterName: 'pageSize' } }] });
  });

  it('names the supplied and the current checksum', () => {
    expect(told('CHECKSUM-MISMATCH', { supplied: '1', current: '2' }).body).toMatchObject({
      details: [{ properties: { suppliedChecksum: '1', currentChecksum: '2' } }],
    });
  });

  it('says which methods a path has', () => {
    expect(told('METHOD-REFUSED', { allowed: ['GET', 'PATCH'] }).headers).toEqual({ allow: 'GET, PATCH' });
  });

  it.each([
    ['an error nobody foresaw', new Error('a secret')],
    ['a code nobody knows', new DomainError('NO-SUCH-CODE', 'a secret')],
    ['nothing', undefined],
  ])('gives only a reference for %s', (_, thrown) => {
    const { status, body } = cloudErrorOf(thrown, 'reference-1');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).toContain('reference-1');
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
