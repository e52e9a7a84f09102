import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import { onceOf } from './once.js';
import type { Caller } from './route.js';

const partner: Caller = { clientId: 'client-1', role: 'partner', partnerId: 'partner-1' };
const asked = { url: '/v1/affinity', body: { plan_id: 'a' } };
const unheard = (): void => undefined;

const made = (key: string, caller = partner, operation = 'createAffinity', what: typeof asked = asked) => {
  const once = onceOf(key, caller, operation, what, unheard)((result: unknown) => result);
  return { key: once?.key, fingerprint: once?.fingerprint };
};

describe('a key', () => {
  it('that was not sent makes nothing happen once', () => {
    expect(onceOf(undefined, partner, 'createAffinity', asked, unheard)((result) => result)).toBeUndefined();
  });

  it('is the same for the same caller and operation, and tells whether the same was asked', () => {
    expect(made('k')).toEqual(made('k'));
    expect(made('k').key).not.toBe(made('other').key);
    expect(made('k', { ...partner, clientId: 'client-2' }).key).not.toBe(made('k').key);
    expect(made('k', partner, 'renewAffinity').key).not.toBe(made('k').key);
    const others = [
      { ...asked, body: { plan_id: 'b' } },
      { ...asked, url: '/v1/affinity/2' },
    ];
    for (const other of others) {
      expect(made('k', partner, 'createAffinity', other).key).toBe(made('k').key);
      expect(made('k', partner, 'createAffinity', other).fingerprint).not.toBe(made('k').fingerprint);
    }
  });

  it('is another one for each broker that an API user acts for', () => {
    const acting = (brokerId: string | null): Caller => ({ ...partner, owner: { accountId: 'account-1', brokerId } });
    const keys = [partner, acting(null), acting('broker-1'), acting('broker-2')].map((caller) => made('k', caller).key);
    expect(new Set(keys).size).toBe(4);
    expect(made('k', acting('broker-1'))).toEqual(made('k', acting('broker-1')));
  });

  it('does not run together with what stands beside it', () => {
    const one = made('ab', { ...partner, clientId: 'c' });
    const other = made('b', { ...partner, clientId: 'ca' });
    expect(one.key).not.toBe(other.key);
  });

  it.each(['', ' '.repeat(256), 'k'.repeat(256), 'a\tb', 'a\nb', 'ção', 'k\u007f'])('is not "%s"', (key) => {
    expect(codeOf(() => onceOf(key, partner, 'createAffinity', asked, unheard))).toBe('IDEMPOTENCY-KEY-INVALID');
  });

  it('is not two', () => {
    expect(codeOf(() => onceOf(['a', 'b'], partner, 'createAffinity', asked, unheard))).toBe('IDEMPOTENCY-KEY-INVALID');
  });
});

describe('the first answer', () => {
  it('is heard of by the one who asked first, in the words a repeat will be answered with', () => {
    const heard: string[] = [];
    const once = onceOf('k', partner, 'createAffinity', asked, (text) => heard.push(text))((result: string) => ({
      id: result,
    }));
    expect(once?.answer('affinity-1')).toBe('{"id":"affinity-1"}');
    expect(heard).toEqual(['{"id":"affinity-1"}']);
  });
});
