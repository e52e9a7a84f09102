import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Client } from '@affinity-engine/identity';
import { instant } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { signedTokens } from './tokens.js';

const key = new Uint8Array(32).fill(1);
const now = Date.UTC(2026, 0, 15, 12);
const client: Client = {
  id: 'client-1',
  name: 'Client',
  role: 'partner',
  partnerId: 'partner-1',
  secretHash: '',
  createdAt: instant('2026-01-01T00:00:00Z'),
  revokedAt: null,
  version: 3,
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string => {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
};
const claims = {
  sub: 'client-1',
  role: 'partner',
  ver: 3,
  iss: 'affinity-engine',
  iat: now / 1000,
  exp: now / 1000 + 60,
};

beforeEach(() => void jest.useFakeTimers({ now }));
afterEach(() => void jest.useRealTimers());

describe('a token', () => {
  it('names its client, the role, and the version of the secret', () => {
    const tokens = signedTokens([key]);
    expect(tokens.read(tokens.issue(client))).toMatchObject({ sub: 'client-1', role: 'partner', ver: 3 });
    expect(tokens.read(signed(claims))).toMatchObject({ sub: 'client-1' });
  });

  it('is valid for an hour, also if it was read before', () => {
    const tokens = signedTokens([key]);
    const token = tokens.issue(client);
    jest.setSystemTime(now + 3_599_000);
    expect(tokens.read(token).sub).toBe('client-1');
    jest.setSystemTime(now + 3_601_000);
    expect(codeOf(() => tokens.read(token))).toBe('TOKEN-INVALID');
    expect(codeOf(() => signedTokens([key]).read(token))).toBe('TOKEN-INVALID');
  });

  it('may have another validity, and names its expiry', () => {
    const tokens = signedTokens([key], 900);
    const token = tokens.issue(client);
    expect(tokens.read(token).exp).toBe(now / 1000 + 900);
    jest.setSystemTime(now + 901_000);
    expect(codeOf(() => tokens.read(token))).toBe('TOKEN-INVALID');
  });

  it('of a previous key is read, and new ones are signed with the current', () => {
    const current = new Uint8Array(32).fill(2);
    const [before, after] = [signedTokens([key]), signedTokens([current, key])];
    expect(after.read(before.issue(client)).sub).toBe('client-1');
    expect(signedTokens([current]).read(after.issue(client)).sub).toBe('client-1');
    expect(codeOf(() => before.read(after.issue(client)))).toBe('TOKEN-INVALID');
  });

  it.each([
    ['whose signature has another length', () => `${signed(claims)}A`],
    ['with a byte order mark before', () => `\ufeff${signed(claims)}`],
    ['whose signature has letters of two bytes', () => signed(claims).replace(/[^.]{43}$/, 'é'.repeat(43))],
    ['of another key', () => signedTokens([new Uint8Array(32).fill(2)]).issue(client)],
    ['of another issuer', () => signed({ ...claims, iss: 'somebody' })],
    ['of no issuer', () => signed({ ...claims, iss: undefined })],
    ['without an end', () => signed({ ...claims, exp: undefined })],
    ['of another algorithm', () => signed(claims, { alg: 'HS512', typ: 'JWT' })],
    ['without a signature', () => signed(claims, { alg: 'none' }).replace(/[^.]+$/, '')],
    [
      'with other claims under the same signature',
      () => signed(claims).replace(/\.[^.]+\./, `.${part({ ...claims, role: 'admin' })}.`),
    ],
    ['that is garbage', () => 'a.b.c'],
    ['that is empty', () => ''],
  ])('%s is refused', (_, made) => {
    expect(codeOf(() => signedTokens([key]).read(made()))).toBe('TOKEN-INVALID');
  });
});
