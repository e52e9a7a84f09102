import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import type { Caller } from './caller.js';
import { earlierFingerprint, fingerprintOf, idempotencyKeys } from './repeats.js';

const partner: Caller = { kind: 'partner', clientId: 'client-1', partnerId: 'partner-1' };
const keyOf = (key: unknown, caller: Caller = partner, operation = 'createAffinity') =>
  idempotencyKeys.keyOf({ 'idempotency-key': key as string }, caller, operation)?.key;

describe('an idempotency key', () => {
  it('that was not sent is undefined', () => {
    expect(keyOf(undefined)).toBeUndefined();
  });

  it('is the same for the same caller and operation', () => {
    expect(keyOf('k')).toBe(keyOf('k'));
    const others = [keyOf('other'), keyOf('k', { ...partner, clientId: 'client-2' }), keyOf('k', partner, 'renew')];
    expect(new Set([keyOf('k'), ...others]).size).toBe(4);
  });

  it('differs for each broker that an API user acts for', () => {
    const acting = (brokerId: string | null): Caller => ({
      kind: 'apiUser',
      clientId: 'client-1',
      owner: { accountId: 'account-1', brokerId },
    });
    const keys = [partner, acting(null), acting('broker-1'), acting('broker-2')].map((caller) => keyOf('k', caller));
    expect(new Set(keys).size).toBe(4);
  });

  it.each([[''], ['x'.repeat(256)], ['a\u0001b'], ['ü'], [['a', 'b']]])('is refused where it is %j', (key) => {
    expect(codeOf(() => keyOf(key))).toBe('IDEMPOTENCY-KEY-INVALID');
  });

  it('is kept under the digest that version 0.1.0 kept it under', () => {
    // sha256 of "8:client-1" "14:createAffinity" "1:k", as base64url
    expect(keyOf('k')).toBe('t7uDIHpiMDqc0Al0iwr4TWxdb6PrsBP8zqmkeG38FxE');
    expect(earlierFingerprint('/v1/affinity', { plan_id: 'a' })).toBe('9XK1w67P89zUTQ3PKA7VurS7MxDWg4AJnjGx0ogXef0');
  });
});

describe('the fingerprint of a request', () => {
  const asked = (body: unknown, params: unknown = { id: '1' }, query: unknown = {}) =>
    fingerprintOf({ params, query, body });

  it.each([
    ['another order of keys', asked({ a: 1, b: { c: 2, d: [3] } }), asked({ b: { d: [3], c: 2 }, a: 1 })],
    ['an empty body in place of none', asked({}), asked(undefined)],
    ['another order of parameters', asked({}, {}, { a: '1', b: '2' }), asked({}, {}, { b: '2', a: '1' })],
  ])('is the same with %s', (_, one, other) => {
    expect(one).toBe(other);
  });

  it.each([
    ['another value', asked({ a: 1 }), asked({ a: 2 })],
    ['a text for a number', asked({ a: 1 }), asked({ a: '1' })],
    ['null for nothing', asked({ a: null }), asked({})],
    ['another order of a list', asked({ a: [1, 2] }), asked({ a: [2, 1] })],
    ['a list of pairs for an object', asked({ a: 1 }), asked([['a', 1]])],
    ['another path', asked({}, { id: '1' }), asked({}, { id: '2' })],
    ['another query', asked({}, {}, { a: '1' }), asked({}, {}, {})],
  ])('differs with %s', (_, one, other) => {
    expect(one).not.toBe(other);
  });
});
