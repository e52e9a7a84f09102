import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { signatureOf, signingKeys } from './signature.js';

describe('the signature of Standard Webhooks', () => {
  it('is that of the published example', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(signatureOf('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}', [secret])).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('is that of the reference library for any key, body and moment', () => {
    const keys = fc
      .uint8Array({ minLength: 24, maxLength: 64 })
      .map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
    fc.assert(
      fc.property(
        keys,
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 4_000_000_000 }),
        (key, body, timestamp) => {
          expect(signatureOf('evt_a_1', timestamp, body, [key])).toBe(
            new Webhook(key).sign('evt_a_1', new Date(timestamp * 1000), body),
          );
        },
      ),
    );
  });

  it('during a rotation is good under either key, and under no other', () => {
    const [fresh, old, foreign] = [signingKeys(), signingKeys(), signingKeys()];
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'webhook-id': 'evt_a_1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf('evt_a_1', timestamp, '{"id":1}', [fresh, old]),
    };
    for (const key of [fresh, old]) expect(new Webhook(key).verify('{"id":1}', headers)).toEqual({ id: 1 });
    expect(() => new Webhook(foreign).verify('{"id":1}', headers)).toThrow('No matching signature');
    expect(() => new Webhook(fresh).verify('{"id":2}', headers)).toThrow('No matching signature');
  });

  it('is made with keys of 32 random bytes', () => {
    const keys = Array.from({ length: 20 }, signingKeys);
    expect(new Set(keys).size).toBe(20);
    for (const key of keys) {
      expect(key).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
      expect(Buffer.from(key.slice(6), 'base64')).toHaveLength(32);
    }
  });
});
