import { describe, expect, it } from '@jest/globals';
import { RefusedError } from './refused-error.js';

const now = Date.parse('2027-01-01T00:00:00Z');
const refused = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new RefusedError(status, new Headers(headers), body, now);

describe('a refusal', () => {
  it.each([
    [
      'the operators’ dialect',
      400,
      {
        code: 'INPUT-INVALID',
        detail: 'The request is not what the call expects.',
        faults: [{ path: 'body.cnpj', expected: 'a CNPJ' }],
      },
      'INPUT-INVALID: The request is not what the call expects.',
      [{ path: 'body.cnpj', expected: 'a CNPJ' }],
    ],
    [
      'the affinity dialect',
      400,
      { error: 'plan_id: expected one of a; b, c; affinity_holder.cpf: expected a CPF' },
      'UNKNOWN: plan_id: expected one of a; b, c; affinity_holder.cpf: expected a CPF',
      [
        { path: 'plan_id', expected: 'one of a; b, c' },
        { path: 'affinity_holder.cpf', expected: 'a CPF' },
      ],
    ],
    [
      'affinity groups',
      400,
      {
        status: 400,
        errorCode: 'BadInputException',
        userMessage: 'Bad input.',
        details: [
          { message: 'data.name: expected text', properties: { parameterName: 'data.name', expected: 'text' } },
        ],
      },
      'BadInputException: Bad input.',
      [{ path: 'data.name', expected: 'text' }],
    ],
    [
      'the quotation dialect',
      400,
      {
        success: false,
        errors: [
          { code: 'INVALID-FORM-FIELD', message: 'PEP: expected an answer', properties: { field: 'PEP' } },
          { code: 'ANSWERS-NOT-EVALUATED', properties: ['PEP'] },
        ],
      },
      'INVALID-FORM-FIELD: PEP: expected an answer; ANSWERS-NOT-EVALUATED',
      [{ path: 'PEP', expected: 'an answer' }],
    ],
    [
      'agency numbers',
      200,
      { error: 'agencyNumberSets[0].active: expected true or false' },
      'UNKNOWN: agencyNumberSets[0].active: expected true or false',
      [{ path: 'agencyNumberSets[0].active', expected: 'true or false' }],
    ],
    ['a gateway', 401, { statusCode: 401, message: 'Access denied.' }, 'UNKNOWN: Access denied.', []],
    ['a proxy', 502, 'Bad Gateway', 'UNKNOWN: refused with 502', []],
  ] as const)('of %s has its code, its sentence and its problems', (_, status, body, message, problems) => {
    const error = refused(status, body);
    expect({ message: error.message, problems: error.problems, status: error.status, body: error.body }).toEqual({
      message,
      problems,
      status,
      body,
    });
  });

  it('has the code of the header in every dialect, and what an operator finds it by', () => {
    const error = refused(400, { error: 'no' }, { 'error-code': 'REQUEST-USED', 'request-id': 'r-1' });
    expect([error.code, error.requestId, error.retryAfter]).toEqual(['REQUEST-USED', 'r-1', null]);
    expect(error).toBeInstanceOf(Error);
  });

  it.each([
    ['7', 7],
    ['Fri, 01 Jan 2027 00:00:30 GMT', 30],
    ['Thu, 31 Dec 2026 00:00:00 GMT', 0],
    ['soon', null],
  ])('reads Retry-After %s as %s', (header, seconds) => {
    expect(refused(503, {}, { 'retry-after': header }).retryAfter).toBe(seconds);
  });
});
