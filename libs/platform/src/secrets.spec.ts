import { describe, expect, it } from '@jest/globals';
import { randomSecrets } from './secrets.js';

describe('a secret', () => {
  it('is long, random, and fit for a header', () => {
    const made = Array.from({ length: 100 }, () => randomSecrets.make());
    expect(new Set(made).size).toBe(100);
    for (const secret of made) expect(secret).toMatch(/^[\w-]{43}$/);
  });

  it('is kept as SHA-256', () => {
    // echo -n secret | sha256sum, as base64url
    expect(randomSecrets.hash('secret')).toBe('K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols');
  });

  it('matches its own hash and no other', () => {
    const secret = randomSecrets.make();
    const hash = randomSecrets.hash(secret);
    expect(randomSecrets.matches(secret, hash)).toBe(true);
    for (const other of ['', secret.slice(1), `${secret} `, hash, randomSecrets.make()]) {
      expect(randomSecrets.matches(other, hash)).toBe(false);
    }
  });

  it.each(['', 'short', 'x'.repeat(100)])('matches no hash such as "%s"', (hash) => {
    expect(randomSecrets.matches('secret', hash)).toBe(false);
  });
});
