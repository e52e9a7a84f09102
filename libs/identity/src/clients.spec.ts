import { describe, it, expect } from '@jest/globals';
import { epochMilliseconds, type Once } from '@affinity-engine/kernel';
import { countingIds, settableClock } from '@affinity-engine/kernel/testing';
import {
  authenticate,
  clientOfToken,
  createClient,
  revokeClient,
  rotateClientSecret,
  type ClientWithSecret,
  type NewClient,
} from './clients.js';
import { memoryIdentityWork, memoryFailedLogins, plainSecrets, refusalOf } from './testing/index.js';

/** An address for examples, by RFC 5737. */
const home = '192.0.2.7';
const ofPartner: NewClient = { name: 'Parceiro', role: 'partner', partnerId: 'partner-1' };

async function withClient() {
  const store = memoryIdentityWork();
  const clock = settableClock('2026-01-02T12:00:00Z');
  const secrets = plainSecrets();
  const wrong = memoryFailedLogins(() => epochMilliseconds(clock.now()));
  const create = createClient(store.work, clock, countingIds('client'), secrets);
  const { client, secret } = await create(ofPartner, 'operator');
  const log = authenticate(store.work, secrets, wrong);
  return {
    ...store,
    clock,
    create,
    secret,
    id: client.id,
    log,
    wrong,
    codeOfLog: (id: string, given: string, address = home) => refusalOf(log(id, given, address)),
    rotate: rotateClientSecret(store.work, secrets),
    revoke: revokeClient(store.work, clock),
    ofToken: clientOfToken(store.work),
  };
}

describe('a new client', () => {
  it('is given its secret once: what is kept is a digest', async () => {
    const { clients, secret, audit } = await withClient();
    expect(clients()).toMatchObject([
      { ...ofPartner, id: 'client-1', secretHash: `digest of ${secret}`, revokedAt: null, version: 1 },
    ]);
    expect(audit()).toEqual([
      { actor: 'operator', action: 'client.created', subject: 'client-1', details: { role: 'partner' } },
    ]);
  });

  it.each<[NewClient['role'], string | null, string | null]>([
    ['partner', 'partner-1', null],
    ['partner', null, 'CLIENT-PARTNER-MISMATCH'],
    ['admin', null, null],
    ['admin', 'partner-1', 'CLIENT-PARTNER-MISMATCH'],
    ['account', null, null],
    ['account', 'partner-1', 'CLIENT-PARTNER-MISMATCH'],
  ])('of role %s with partner %s: %s', async (role, partnerId, code) => {
    const { create, clients } = await withClient();
    expect(await refusalOf(create({ name: 'x', role, partnerId }, 'operator'))).toBe(code);
    expect(clients()).toHaveLength(code === null ? 2 : 1);
  });

  it('is made once by one key', async () => {
    const { create, clients } = await withClient();
    const once: Once<ClientWithSecret> = { key: 'k', fingerprint: 'f', answer: ({ secret }) => secret };
    await create(ofPartner, 'operator', once);
    expect(await refusalOf(create(ofPartner, 'operator', once))).toBe('ANSWERED-BEFORE');
    expect(clients()).toHaveLength(2);
  });
});

describe('credentials', () => {
  it('are good with the right secret, and a refusal does not say what was wrong', async () => {
    const { log, id, secret } = await withClient();
    expect(await log(id, secret, home)).toMatchObject({ id, role: 'partner', partnerId: 'partner-1' });
    const refused = { code: 'CLIENT-INVALID', properties: {} };
    await expect(log(id, 'wrong', home)).rejects.toMatchObject(refused);
    await expect(log(id, '', home)).rejects.toMatchObject(refused);
    await expect(log('nobody', secret, home)).rejects.toMatchObject(refused);
    await expect(log('nobody', '', home)).rejects.toMatchObject(refused);
  });

  it('that are wrong are refused ten times a minute from one address, then sent away until the minute ends', async () => {
    const { log, codeOfLog, clock, id } = await withClient();
    for (let count = 0; count < 10; count += 1) expect(await codeOfLog(id, 'wrong')).toBe('CLIENT-INVALID');
    clock.advance({ seconds: 20 });
    const refused = { code: 'SECRET-TRIES-EXCEEDED', properties: { seconds: 40 } };
    await expect(log(id, 'wrong', home)).rejects.toMatchObject(refused);
    clock.advance({ seconds: 40 });
    expect(await codeOfLog(id, 'wrong')).toBe('CLIENT-INVALID');
  });

  it('that are right always pass, however many wrong ones came from there', async () => {
    const { codeOfLog, id, secret } = await withClient();
    for (let count = 0; count < 20; count += 1) {
      await codeOfLog(id, 'wrong');
      expect(await codeOfLog(id, secret)).toBeNull();
    }
  });

  it('are guessed ten times a minute at most, also by a thousand at once', async () => {
    const { codeOfLog, id } = await withClient();
    const codes = await Promise.all(Array.from({ length: 1_000 }, (_, index) => codeOfLog(id, `guess ${index}`)));
    expect(codes.filter((code) => code === 'CLIENT-INVALID')).toHaveLength(10);
    expect(codes.filter((code) => code === 'SECRET-TRIES-EXCEEDED')).toHaveLength(990);
  });

  it('are counted for one address, whichever clients are guessed', async () => {
    const { codeOfLog, id } = await withClient();
    for (let count = 0; count < 10; count += 1) await codeOfLog(`nobody ${count}`, 'wrong');
    expect(await codeOfLog(id, 'wrong')).toBe('SECRET-TRIES-EXCEEDED');
    expect(await codeOfLog(id, 'wrong', '198.51.100.1')).toBe('CLIENT-INVALID');
  });

  it('take the same steps for an unknown client and for a wrong secret', async () => {
    const { work, wrong, id, revoke } = await withClient();
    const steps: string[] = [];
    const noted =
      <Rest extends readonly unknown[], Result>(step: string, act: (...rest: Rest) => Result) =>
      (...rest: Rest): Result => {
        steps.push(step);
        return act(...rest);
      };
    const own = plainSecrets();
    const log = authenticate(
      { run: noted('read', work.run) as typeof work.run },
      { ...own, hash: noted('hash', own.hash), matches: noted('compare', own.matches) },
      { add: noted('count', wrong.add) },
    );
    const stepsOf = async (client: string) => {
      steps.length = 0;
      await refusalOf(log(client, 'wrong', home));
      return [...steps];
    };
    expect(await stepsOf(id)).toEqual(['read', 'compare', 'count']);
    expect(await stepsOf('nobody')).toEqual(['read', 'compare', 'count']);
    await revoke(id, 'operator');
    expect(await stepsOf(id)).toEqual(['read', 'compare', 'count']);
  });
});

describe('rotating a secret', () => {
  it('makes the new one good and the old one and its tokens not', async () => {
    const { rotate, codeOfLog, ofToken, id, secret, audit } = await withClient();
    const rotated = await rotate(id, 'operator');
    expect(rotated.client.version).toBe(2);
    expect([await codeOfLog(id, secret), await codeOfLog(id, rotated.secret)]).toEqual(['CLIENT-INVALID', null]);
    expect(await refusalOf(ofToken(id, 1))).toBe('CLIENT-INVALID');
    expect(await ofToken(id, 2)).toEqual(rotated.client);
    expect(audit().at(-1)).toEqual({ actor: 'operator', action: 'client.rotated', subject: id });
    expect(JSON.stringify(audit())).not.toContain('secret');
  });

  it('by two at once gives each a secret, the later of which is good', async () => {
    const { rotate, codeOfLog, id } = await withClient();
    const rotated = await Promise.all([rotate(id, 'operator'), rotate(id, 'operator')]);
    const codes = await Promise.all(rotated.map(({ secret }) => codeOfLog(id, secret)));
    expect(codes.sort()).toEqual(['CLIENT-INVALID', null].sort());
  });

  it('brings no revoked client back: it is refused', async () => {
    const { rotate, revoke, codeOfLog, id, secret } = await withClient();
    await revoke(id, 'operator');
    expect(await refusalOf(rotate(id, 'operator'))).toBe('CLIENT-REVOKED');
    expect(await codeOfLog(id, secret)).toBe('CLIENT-INVALID');
  });
});

describe('revoking a client', () => {
  it('ends its secret and its tokens, once', async () => {
    const { revoke, codeOfLog, ofToken, clock, id, secret, audit } = await withClient();
    const revoked = await revoke(id, 'operator');
    expect(revoked).toMatchObject({ revokedAt: clock.now(), version: 2 });
    expect(await codeOfLog(id, secret)).toBe('CLIENT-INVALID');
    for (const version of [1, 2]) expect(await refusalOf(ofToken(id, version))).toBe('CLIENT-INVALID');
    clock.advance({ days: 1 });
    expect(await revoke(id, 'operator')).toEqual(revoked);
    expect(audit().filter(({ action }) => action === 'client.revoked')).toHaveLength(1);
  });
});

describe('an unknown client', () => {
  it('is neither rotated nor revoked, and has no tokens', async () => {
    const { rotate, revoke, ofToken } = await withClient();
    expect(await refusalOf(rotate('nobody', 'operator'))).toBe('CLIENT-UNKNOWN');
    expect(await refusalOf(revoke('nobody', 'operator'))).toBe('CLIENT-UNKNOWN');
    expect(await refusalOf(ofToken('nobody', 1))).toBe('CLIENT-INVALID');
  });
});

describe('a client that a partner rotates', () => {
  it('is its own: one of another partner and one of an operator are unknown to it', async () => {
    const { create, rotate, log, id, secret } = await withClient();
    const rotated = await rotate(id, 'portal:partner-1', undefined, 'partner-1');
    expect(rotated.secret).not.toBe(secret);
    expect((await log(id, rotated.secret, home)).id).toBe(id);
    const operator = await create({ name: 'x', role: 'admin', partnerId: null }, 'operator');
    for (const [each, partnerId] of [
      [id, 'partner-2'],
      [operator.client.id, 'partner-1'],
    ] as const) {
      expect(await refusalOf(rotate(each, 'portal', undefined, partnerId))).toBe('CLIENT-UNKNOWN');
    }
    expect((await log(operator.client.id, operator.secret, home)).id).toBe(operator.client.id);
  });
});
