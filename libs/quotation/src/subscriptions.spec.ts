import { describe, expect, it } from '@jest/globals';
import { countingIds, fixedClock, refusalOf } from '@affinity-engine/kernel/testing';
import { createSubscription, revokeSubscription, rotateSubscriptionKey, subscriptionOfKey } from './index.js';
import { memoryQuotationWork } from './testing/index.js';

function operated() {
  const { work, audit } = memoryQuotationWork();
  const clock = fixedClock('2026-01-02T12:00:00Z');
  let made = 0;
  const keys = { make: () => `key ${(made += 1)}`, hash: (key: string) => `digest of ${key}` };
  return {
    audit,
    create: createSubscription(work, clock, countingIds('subscription'), keys),
    rotate: rotateSubscriptionKey(work, keys),
    revoke: revokeSubscription(work, clock),
    of: subscriptionOfKey(work, keys),
  };
}

const broker = { name: 'Corretora', registerNumbers: ['100000', '007'], partnerId: null };

describe('a subscription', () => {
  it('is known by its key, of which only a digest is kept', async () => {
    const its = operated();
    const { subscription, key } = await its.create(broker, 'operator');
    expect(subscription).toMatchObject({ ...broker, keyHash: 'digest of key 1', revokedAt: null });
    expect(await its.of(key)).toEqual(subscription);
    expect(await its.of('another key')).toBeNull();
  });

  it('has a new key after a rotation, and the old one is no longer good', async () => {
    const its = operated();
    const { subscription, key } = await its.create(broker, 'operator');
    const rotated = await its.rotate(subscription.id, 'operator');
    expect(await its.of(key)).toBeNull();
    expect(await its.of(rotated.key)).toEqual(rotated.subscription);
  });

  it('once revoked is unknown, and stays so', async () => {
    const its = operated();
    const { subscription, key } = await its.create(broker, 'operator');
    const revoked = await its.revoke(subscription.id, 'operator');
    expect(await its.revoke(subscription.id, 'operator')).toEqual(revoked);
    expect(await its.of(key)).toBeNull();
    expect(its.audit().map(({ action }) => action)).toEqual(['subscription.created', 'subscription.revoked']);
    expect(await refusalOf(its.revoke('nobody', 'operator'))).toBe('SUBSCRIPTION-UNKNOWN');
  });
});
