import { describe, expect, it } from '@jest/globals';
import { affinityErrors } from '@affinity-engine/affinity';
import { agencyErrors } from '@affinity-engine/agency-number';
import { catalogueErrors } from '@affinity-engine/catalogue';
import { eligibilityErrors } from '@affinity-engine/eligibility';
import { identityErrors } from '@affinity-engine/identity';
import { DomainError, kernelErrors } from '@affinity-engine/kernel';
import { premiumErrors } from '@affinity-engine/premium';
import { privacyErrors } from '@affinity-engine/privacy';
import { quotationErrors } from '@affinity-engine/quotation';
import { quotationProductErrors } from '@affinity-engine/quotation-product';
import { refusalErrors } from '@affinity-engine/refusal';
import { webhookErrors } from '@affinity-engine/webhook';
import * as affinityDialect from '../affinity/errors.js';
import * as opsDialect from '../ops/errors.js';
import { edgeErrors, edgeKinds, inputInvalid, reportedError } from './errors.js';

const sentences: Readonly<Record<string, string>> = {
  ...affinityErrors,
  ...agencyErrors,
  ...eligibilityErrors,
  ...catalogueErrors,
  ...edgeErrors,
  ...identityErrors,
  ...kernelErrors,
  ...premiumErrors,
  ...privacyErrors,
  ...quotationErrors,
  ...quotationProductErrors,
  ...refusalErrors,
  ...webhookErrors,
};
const affinityCodes = Object.keys({ ...edgeKinds, ...affinityDialect.kinds });
const opsCodes = Object.keys({ ...edgeKinds, ...opsDialect.kinds });
const affinityErrorOf = (thrown: unknown, reference: string) =>
  affinityDialect.errorAnswerOf(reportedError(thrown, affinityDialect.kinds, reference));
const opsErrorOf = (thrown: unknown, reference: string) =>
  opsDialect.errorAnswerOf(reportedError(thrown, opsDialect.kinds, reference));

/** Properties as the contexts give them with their errors. */
const properties = {
  problems: [{ path: 'affinity_holder.cpf', expected: 'a valid CPF' }],
  reasons: [
    { code: 'PRODUCER-CODE-INACTIVE', groupId: null },
    { code: 'GROUP-ENDED', groupId: 'pc:909' },
  ],
  plans: ['essential', 'complete'],
  offered: ['bike'],
  productId: 'bike',
  type: 'certificate',
  standing: 'suspended',
  insurerId: 'insurer-1',
  today: '2026-11-22',
  lifetimeEnd: '2027-01-31',
  expiredAt: '2026-01-30T12:00:00.000Z',
  firstKept: 3,
  successorId: 'a',
  delivered: 7,
  from: 'canceled',
  event: 'cancel',
};

const affinity = (code: string) =>
  affinityErrorOf(new DomainError(code, sentences[code] ?? '', properties), 'reference-1');
const ofRegistration = ['EXTERNAL-ID-USED', 'INSURER-AMBIGUOUS', 'INSURER-REQUIRED', 'INSURER-UNKNOWN'];
const ops = (code: string) => {
  const problems = ofRegistration.includes(code) ? [{ code, set: 2, number: 0, key: 'baFinId' }] : properties.problems;
  return opsErrorOf(new DomainError(code, sentences[code] ?? '', { ...properties, problems }), 'reference-1');
};

/** Problems that rules report are answered like those of schemas. */
const ofTheRequest = ['API-USER-INVALID', 'PARTNER-INVALID', 'PERSON-CRITERION-INVALID', 'USER-INVALID'];

/** The only codes that may be answered with a 5xx status. */
const codesOfEngine = [
  ...['DATABASE-UNAVAILABLE', 'OVERLOADED', 'SHUTTING-DOWN', 'TAX-RATE-UNKNOWN', 'RATE-MISSING'],
  'PROVIDER-UNAVAILABLE',
];

/** Refusals before a rule is asked have these statuses in every dialect. */
const ofGate: Readonly<Record<string, number>> = {
  'CONTENT-ENCODING-INVALID': 415,
  'CONTENT-TYPE-INVALID': 415,
  'RATE-EXCEEDED': 429,
  'DATABASE-UNAVAILABLE': 503,
  OVERLOADED: 503,
  'SHUTTING-DOWN': 503,
};
const unknownThings = affinityCodes.filter((code) => code.endsWith('-UNKNOWN'));

describe('the affinity dialect', () => {
  it.each(affinityCodes)('answers %s with a status it knows, and a sentence', (code) => {
    const { status, body } = affinity(code);
    expect([ofGate[code] ?? (codesOfEngine.includes(code) ? 500 : [400, 401, 403, 404])].flat()).toContain(status);
    expect(body).toEqual({ error: expect.stringMatching(/^\S.*\S$/) });
    expect(JSON.stringify(body)).not.toMatch(/undefined|\[object/);
  });

  it.each([
    ['AFFINITY-UNKNOWN', 404, 'affinity_id: there is no such affinity'],
    ['REQUEST-UNKNOWN', 404, 'affinity_request_id: there is no such affinity request'],
    ['PLAN-REQUIRED', 400, 'plan_id: expected one of essential, complete'],
    ['HOLDER-INVALID', 400, 'affinity_holder.cpf: expected a valid CPF'],
    ['HOLDER-REQUIRED', 400, 'affinity_holder: expected an object; product "bike" needs it'],
    ['TRANSITION-REFUSED', 400, 'status: an affinity that is canceled cannot cancel'],
    ['INSURER-NOT-ACTIVE', 403, 'product_id: the partner is suspended with insurer "insurer-1"; expected active'],
    [
      'NOT-ELIGIBLE',
      403,
      'producer_code: expected an active producer code (PRODUCER-CODE-INACTIVE); lifetime_start: expected no day after the last day of group pc:909 (GROUP-ENDED)',
    ],
    ['TOKEN-INVALID', 401, 'authorization: expected a bearer token that is valid and not over.'],
    ['ROLE-REFUSED', 403, 'This client may not do this.'],
  ])('answers %s with %d and "%s"', (code, status, error) => {
    expect(affinity(code)).toMatchObject({ status, body: { error } });
  });

  it('names every field of a request that has a problem', () => {
    const problems = [
      { path: 'lifetime_start', expected: 'a date yyyy-mm-dd' },
      { path: 'plan_id', expected: 'an identifier' },
    ];
    const error = 'lifetime_start: expected a date yyyy-mm-dd; plan_id: expected an identifier';
    expect(affinityErrorOf(inputInvalid(problems), 'reference-1')).toEqual({ status: 400, body: { error } });
  });
});

describe('the operators’ dialect', () => {
  it.each(opsCodes)('answers %s with a status of its kind, as a problem', (code) => {
    const answer = ops(code);
    const told = ofTheRequest.includes(code) ? 'INPUT-INVALID' : code;
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.contentType).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: `urn:affinity-engine:error:${told.toLowerCase()}`,
      status: answer.status,
      title: expect.stringMatching(/\S/),
      detail: expect.stringMatching(/\S/),
      code: told,
      reference: 'reference-1',
    });
    if (answer.status >= 500) expect(codesOfEngine).toContain(code);
  });

  it.each([
    ['EXTERNAL-ID-USED', 'numbers[2].external_unique_id'],
    ['INSURER-AMBIGUOUS', 'numbers[2].insurer'],
    ['INSURER-REQUIRED', 'numbers[2].insurer'],
    ['INSURER-UNKNOWN', 'numbers[2].insurer.ba_fin_id'],
  ])('says with %s which number is meant', (code, path) => {
    expect(ops(code).body).toMatchObject({ faults: [{ path, expected: expect.stringMatching(/\S/) }] });
  });

  it.each([
    ['KEY-REUSED', 409],
    ['TRANSITION-REFUSED', 409],
    ['PARTNER-CNPJ-TAKEN', 409],
    ['NOTHING-WAITS', 409],
    ['EVENT-HOLDS-NOTHING-BACK', 409],
    ['URL-REFUSED', 400],
    ['ENDPOINT-UNKNOWN', 404],
    ['SHUTTING-DOWN', 503],
  ])('answers %s with %d', (code, status) => {
    expect(ops(code).status).toBe(status);
  });
});

describe('both', () => {
  it.each(unknownThings)('answer %s with a status for a missing thing, or for a bad request', (code) => {
    if (codesOfEngine.includes(code)) return;
    for (const { status } of [affinity(code), ops(code)]) expect([400, 404]).toContain(status);
  });

  it.each([
    ['an error nobody foresaw', new Error('insert into affinity values (52998224725)')],
    ['a code nobody knows', new DomainError('NO-SUCH-CODE', 'a secret')],
    ['no error at all', 'a secret'],
    ['nothing', undefined],
  ])('give only a reference for %s', (_, thrown) => {
    for (const { status, body } of [affinityErrorOf(thrown, 'reference-1'), opsErrorOf(thrown, 'reference-1')]) {
      expect(status).toBe(500);
      expect(JSON.stringify(body)).toContain('reference-1');
      expect(JSON.stringify(body)).not.toMatch(/52998224725|secret/);
    }
  });
});
