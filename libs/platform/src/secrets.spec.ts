import { failedLoginsContract } from '@affinity-engine/identity/testing';
import { describe, expect, it } from '@jest/globals';
import { randomSecrets, recentFailedLogins } from './secrets.js';

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

failedLoginsContract('of this process', async () => {
  let now = 1_767_355_200_000;
  return { logins: recentFailedLogins({ now: () => now }), pass: (ms) => void (now += ms) };
});

describe('wrong secrets', () => {
  it('count for a minute, client by client', () => {
    const clock = { at: 0, now: () => clock.at };
    const wrong = recentFailedLogins(clock);
    wrong.add('one');
    clock.at = 30_000;
    wrong.add('one');
    wrong.add('other');
    expect([wrong.count('one'), wrong.count('other'), wrong.count('nobody')]).toEqual([2, 1, 0]);
    clock.at = 59_999;
    expect(wrong.count('one')).toBe(2);
    clock.at = 60_000;
    expect(wrong.count('one')).toBe(1);
    clock.at = 90_000;
    expect(wrong.count('one')).toBe(0);
  });

  it('of one client count on while others are guessed at by the thousand', () => {
    const wrong = recentFailedLogins({ now: () => 0 });
    for (let at = 0; at < 10; at += 1) wrong.add('guessed');
    for (let at = 0; at < 9_000; at += 1) wrong.add(`client ${at}`);
    expect(wrong.count('guessed')).toBe(10);
  });

  it('of one client do not grow without end', () => {
    const wrong = recentFailedLogins({ now: () => 0 });
    for (let at = 0; at < 1_000; at += 1) wrong.add('guessed');
    expect(wrong.count('guessed')).toBeLessThanOrEqual(100);
  });
});
