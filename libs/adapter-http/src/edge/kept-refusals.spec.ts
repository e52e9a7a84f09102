import { describe, expect, it } from '@jest/globals';
import { affinityError } from '@affinity-engine/affinity';
import { eligibilityErrors } from '@affinity-engine/eligibility';
import { errorsOf } from '@affinity-engine/kernel';
import type { Subscription } from '@affinity-engine/quotation';
import { errorAnswerOf, kinds } from '../affinity/errors.js';
import * as agency from '../agency-number/errors.js';
import * as ops from '../ops/errors.js';
import type { Caller } from './caller.js';
import { edgeError, inputInvalid, reportedError, type ErrorKind } from './errors.js';
import { isKept, refusalToKeep } from './kept-refusals.js';

const partner: Caller = { kind: 'partner', clientId: 'client-1', partnerId: 'partner-1' };
const uuid = '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51';

type Sent = { readonly caller?: Caller; readonly params?: unknown; readonly body?: unknown; readonly routed?: false };

/** What is kept of a refused call of the affinity dialect. */
function kept(thrown: Error, { caller = partner, params = {}, body, routed }: Sent = {}) {
  const error = reportedError(thrown, kinds, 'reference-1');
  const routeOptions = { config: routed === false ? {} : { compiled: { route: { operationId: 'createAffinity' } } } };
  const request = { id: 'reference-1', caller, params, body, routeOptions };
  return refusalToKeep(request as unknown as Parameters<typeof refusalToKeep>[0], error, errorAnswerOf(error));
}

describe('a refusal', () => {
  it('is kept with its caller, its call, its code and status', () => {
    expect(kept(affinityError('REQUEST-USED', { requestId: uuid, affinityId: 'x' }))).toEqual({
      ...{ reference: 'reference-1', caller: 'partner', clientId: 'client-1', partnerId: 'partner-1' },
      ...{ operation: 'createAffinity', code: 'REQUEST-USED', status: 400, problems: [] },
      about: { affinityRequestId: uuid },
    });
  });

  it.each<[ErrorKind, Error, boolean]>([
    ['invalid', edgeError('BODY-ABSENT'), true],
    ['unauthenticated', edgeError('TOKEN-INVALID'), false],
    ['forbidden', edgeError('ROLE-REFUSED'), true],
    ['unknown', affinityError('AFFINITY-UNKNOWN', { id: 'x' }), true],
    ['method', edgeError('METHOD-REFUSED'), false],
    ['conflict', affinityError('TRANSITION-REFUSED', { from: 'canceled', event: 'cancel' }), true],
    ['barred', affinityError('INSURER-NOT-ACTIVE', { insurerId: 'i', standing: 'pending' }), true],
    ['media', edgeError('CONTENT-TYPE-INVALID'), true],
    ['limited', edgeError('RATE-EXCEEDED', { seconds: 1 }), false],
    ['quota', edgeError('QUOTA-EXCEEDED', { seconds: 1 }), false],
    ['unavailable', edgeError('OVERLOADED'), false],
    ['own', new Error('a bug'), false],
  ])('of the kind %s is kept or not, as the table says', (kind, thrown, expected) => {
    expect(reportedError(thrown, kinds, '').kind).toBe(kind);
    expect([isKept[kind], kept(thrown) !== null]).toEqual([expected, expected]);
  });

  it.each<[string, Caller, object]>([
    ['an operator', { kind: 'admin', clientId: 'a' }, { caller: 'operator', clientId: 'a', partnerId: null }],
    ['an account', { kind: 'account', clientId: 'a' }, { caller: 'account', clientId: 'a', partnerId: null }],
    [
      'an API user',
      { kind: 'apiUser', clientId: 'a', owner: { accountId: 'x', brokerId: null } },
      { caller: 'account', clientId: 'a', partnerId: null },
    ],
    [
      'a subscription',
      { kind: 'subscription', subscription: { id: 's', partnerId: 'p' } as Subscription },
      { caller: 'subscription', clientId: 's', partnerId: 'p' },
    ],
  ])('of %s is kept under its name', (_, caller, expected) => {
    expect(kept(edgeError('BODY-ABSENT'), { caller })).toMatchObject(expected);
  });

  it('of a stranger, or of no call, is not kept', () => {
    expect(kept(edgeError('BODY-ABSENT'), { caller: { kind: 'public' } })).toBeNull();
    expect(kept(edgeError('ROUTE-UNKNOWN'), { routed: false })).toBeNull();
  });

  it('names the groups, the product and the code that a sale was refused for, with every reason', () => {
    const reasons = [
      { code: 'PRODUCER-CODE-INACTIVE', groupId: null },
      { code: 'GROUP-ENDED', groupId: 'pc:909' },
      { code: 'PRODUCT-NOT-IN-GROUP', groupId: 'pc:909' },
      { code: 'GROUP-ENDED', groupId: 'pc:910' },
    ];
    const thrown = errorsOf(eligibilityErrors)('NOT-ELIGIBLE', { reasons, productId: 'bike', producerCodeId: 'pc:8' });
    expect(kept(thrown)).toMatchObject({
      about: { productId: 'bike', producerCodeId: 'pc:8', affinityGroupIds: ['pc:909', 'pc:910'] },
      problems: [
        { path: 'producer_code', expected: 'an active producer code (PRODUCER-CODE-INACTIVE)' },
        { path: 'lifetime_start', expected: 'no day after the last day of group pc:909 (GROUP-ENDED)' },
        { path: 'product_id', expected: 'a product of group pc:909 (PRODUCT-NOT-IN-GROUP)' },
        { path: 'lifetime_start', expected: 'no day after the last day of group pc:910 (GROUP-ENDED)' },
      ],
    });
  });

  it('has identifiers of the request where the engine gave them, and nothing else that was sent', () => {
    const thrown = inputInvalid([{ path: 'plan_id', expected: 'a text' }]);
    const body = { affinity_request_id: uuid.toUpperCase(), plan_id: uuid, producerCodeId: '529.982.247-25' };
    expect(kept(thrown, { body, params: { affinity_id: 'Ana' } })?.about).toEqual({ affinityRequestId: uuid });
    expect(kept(thrown, { body: [uuid], params: { affinity_id: uuid } })?.about).toEqual({ affinityId: uuid });
    expect(kept(edgeError('INPUT-INVALID', { productId: 'bike' }))?.about).toEqual({ productId: 'bike' });
  });

  it.each(['PRODUCT-UNKNOWN', 'INSURER-UNKNOWN'])('for %s does not have what was sent', (code) => {
    const thrown = Object.assign(affinityError('REQUEST-UNKNOWN', { productId: 'Ana', insurerId: 'Ana' }), { code });
    expect(JSON.stringify(kept(thrown))).not.toContain('Ana');
    expect(kept(thrown, { params: { affinity_id: uuid } })?.about).toEqual({});
  });

  it('has the code and the paths of the answer, where a dialect renames them', () => {
    const problems = [
      { path: 'legalName', expected: 'a text that can be printed' },
      { path: 'standings.Ana', expected: 'one of a, b', kept: { path: 'standings.*', expected: 'one of a, b' } },
    ];
    const error = reportedError(affinityError('PARTNER-INVALID', { problems }), ops.kinds, 'r');
    const routeOptions = { config: { compiled: { route: { operationId: 'createPartner' } } } };
    const request = { caller: { kind: 'admin', clientId: 'a' }, params: {}, body: {}, routeOptions };
    expect(refusalToKeep(request as never, error, ops.errorAnswerOf(error))).toMatchObject({
      ...{ code: 'INPUT-INVALID', status: 400 },
      problems: [
        { path: 'legal_name' },
        { path: 'insurers.Ana', kept: { path: 'insurers.*', expected: 'one of a, b' } },
      ],
    });
    const registration = reportedError(
      Object.assign(affinityError('REQUEST-UNKNOWN', { problems: [{ code: 'INSURER-REQUIRED', set: 2 }] }), {
        code: 'INSURER-REQUIRED',
      }),
      agency.kinds,
      'r',
    );
    expect(agency.errorAnswerOf(registration)).toMatchObject({
      status: 200,
      problems: [{ path: 'agencyNumberSets[2]' }],
    });
  });
});
