import { describe, expect, it } from '@jest/globals';
import { argonPasswords as passwords } from './passwords.js';

describe('a password', () => {
  it('is kept as a digest of argon2id that says how it was made, another one each time', async () => {
    const [one, other] = [await passwords.hash('correct horse battery'), await passwords.hash('correct horse battery')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.matches('correct horse battery', one)).toBe(true);
    expect(await passwords.matches('correct horse batterY', one)).toBe(false);
  });

  it('is the same however its letters are composed', async () => {
    const digest = await passwords.hash('Conceição e açúcar');
    expect(await passwords.matches('Conceição e açúcar'.normalize('NFD'), digest)).toBe(true);
  });
});
