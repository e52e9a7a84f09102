import { describe, expect, it } from '@jest/globals';
import type { Person, UserRole } from '@affinity-engine/identity';
import { isDomainError } from '@affinity-engine/kernel';
import { bearerOrSession, checkBodyOf, sessionNames } from './session-authentication.js';
import type { Authentication } from './route.js';

const now = 1_800_000_000_000;
const person = (minutes: number, roles: readonly UserRole[]): Person => ({
  ...{ actor: 'u1', userId: 'u1', name: 'Ana', email: 'ana@example.com', roles, insurerIds: [], partnerId: null },
  ...{ signedInAt: now - minutes * 60_000, endsAt: now + 3_600_000 },
});

/** What becomes of a call of an operator who gave the password so many minutes ago. */
async function outcome(operationId: string, minutes: number, roles: readonly UserRole[] = ['admin']): Promise<string> {
  const { callerOf } = bearerOrSession(
    {} as Authentication,
    async () => person(minutes, roles),
    sessionNames(),
    () => now,
  );
  const called = { operationId, callers: ['admin'], method: 'post' } as unknown as Parameters<typeof callerOf>[1];
  const headers = { cookie: '__Host-affinity=token', 'sec-fetch-site': 'same-origin' };
  try {
    return (await callerOf(headers, called, () => undefined)).kind;
  } catch (thrown) {
    return isDomainError(thrown) ? thrown.code : String(thrown);
  }
}

describe('a person with a session', () => {
  it.each([
    ...['createClient', 'rotateClient', 'revokeClient', 'createSubscription', 'rotateSubscriptionKey'],
    ...['revokeSubscription', 'createUser', 'changeUser', 'makePortalLink', 'exportPerson', 'erasePerson', 'skipHead'],
    ...['createWebhookEndpoint', 'rotateOwnClient'],
  ])('gives the password for %s, if that was ten minutes ago', async (operationId) => {
    expect(await outcome(operationId, 10)).toBe('SIGN-IN-AGAIN');
    expect(await outcome(operationId, 9)).toBe('admin');
  });

  it('gives it for nothing else, and for nothing that the role does not admit', async () => {
    expect(await outcome('cancelCertificate', 400)).toBe('admin');
    expect(await outcome('createClient', 0, ['operations'])).toBe('ROLE-REFUSED');
    expect(await outcome('createClient', 10, ['operations'])).toBe('ROLE-REFUSED');
  });

  it.each([
    ['changeWebhookEndpoint', { url: 'https://partner.example/hooks' }, true],
    ['changeWebhookEndpoint', { paused: true, url: null }, true],
    ['changeOwnWebhookEndpoint', { url: 'https://partner.example/hooks' }, true],
    ['changeOwnWebhookEndpoint', { rotate_secret: true }, true],
    ['changeWebhookEndpoint', { rotate_secret: false, end_rotation: true }, false],
    ['changeWebhookEndpoint', { paused: true }, false],
    ['changePartner', { url: 'x' }, false],
    ['changeWebhookEndpoint', ['url'], false],
    ['changeWebhookEndpoint', undefined, false],
  ])('gives it for %s with %j: %j', (operationId, body, asks) => {
    const called = { operationId, callers: [], method: 'patch' };
    const outcomeOf = (minutes: number): string => {
      try {
        checkBodyOf({ kind: 'admin', clientId: 'u1', person: person(minutes, ['admin']) }, called, body, now);
        return 'allowed';
      } catch (thrown) {
        return isDomainError(thrown) ? thrown.code : String(thrown);
      }
    };
    expect([outcomeOf(10), outcomeOf(9)]).toEqual([asks ? 'SIGN-IN-AGAIN' : 'allowed', 'allowed']);
    expect(() => checkBodyOf({ kind: 'admin', clientId: 'a program' }, called, body, now)).not.toThrow();
  });
});
