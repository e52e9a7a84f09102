import { authenticate } from '@affinity-engine/identity';
import {
  memoryIdentityWork,
  memoryFailedLogins,
  memoryPeopleWork,
  plainPasswords,
  plainSecrets,
} from '@affinity-engine/identity/testing';
import { countingIds, fixedClock } from '@affinity-engine/kernel/testing';
import { describe, expect, it } from '@jest/globals';
import { createSubscription } from '@affinity-engine/quotation';
import { memoryQuotationWork } from '@affinity-engine/quotation/testing';
import { commands, sentenceOf, usage } from './commands.js';

/** Secrets as long as those that are made. */
const longSecrets = () => {
  const plain = plainSecrets();
  return { ...plain, make: () => plain.make().padEnd(12, '.') };
};

const fixtures = () => {
  const { work } = memoryIdentityWork();
  const people = memoryPeopleWork();
  const { work: quotationWork } = memoryQuotationWork();
  return {
    work,
    quotationWork,
    sealSome: async () => 0,
    reseal: async () => [],
    clock: fixedClock('2026-11-22T12:00:00Z'),
    ids: countingIds('client'),
    secrets: longSecrets(),
    peopleWork: people.work,
    passwords: plainPasswords,
    users: people.users,
  };
};

const typed = (ports: ReturnType<typeof fixtures>, name: string, ...args: string[]) =>
  (commands[name] as (typeof commands)[string]).run(ports, args);

describe('seal-persons', () => {
  it('goes on until nothing is left, and says how much there was', async () => {
    const batches = [500, 200, 3, 0];
    const ports = { ...fixtures(), sealSome: async () => batches.shift() ?? 0 };
    expect(await typed(ports, 'seal-persons')).toEqual({ looked: 703 });
    expect(batches).toEqual([]);
  });
});

describe('create-user', () => {
  it('lets the first operator in, with a password that is printed once', async () => {
    const ports = fixtures();
    const said = await typed(ports, 'create-user', '--email', 'Ana@example.com', '--name', 'Ana');
    const password = 'secret 1'.padEnd(12, '.');
    expect(said).toMatchObject({ email: 'ana@example.com', role: 'admin', password });
    expect(ports.users()).toMatchObject([
      { email: 'ana@example.com', roles: ['admin'], passwordHash: `slow digest of ${password}` },
    ]);
  });

  it.each([
    [['--name', 'Ana'], '--email: expected an address; see --help'],
    [['--email', 'ana', '--name', 'Ana'], '--email: expected an address; see --help'],
    [['--email', 'ana@example.com'], '--name: expected text of 1 to 120 characters; see --help'],
    [
      ['--email', 'a@example.com', '--name', 'Ana', '--role', 'partner-developer'],
      '--role: expected one of admin, operations, underwriter, programme, broker, compliance; see --help',
    ],
  ])('refuses %j', async (args, sentence) => {
    const said = await typed(fixtures(), 'create-user', ...args).catch(sentenceOf);
    expect(said).toBe(sentence);
  });
});

describe('create-client', () => {
  it('makes a client that can log in with the printed secret', async () => {
    const ports = fixtures();
    const { clientId, clientSecret } = await typed(ports, 'create-client', '--role', 'admin', '--name', 'Ops');
    const login = authenticate(
      ports.work,
      ports.secrets,
      memoryFailedLogins(() => 0),
    );
    expect(await login(String(clientId), String(clientSecret), '192.0.2.7')).toMatchObject({
      role: 'admin',
      name: 'Ops',
    });
  });

  it.each([
    [['--role', 'king', '--name', 'x'], '--role: expected one of partner, admin, account'],
    [['--role', 'toString', '--name', 'x'], '--role: expected one of partner, admin, account'],
    [['--role', 'admin'], '--name: expected text'],
    [['--role', 'admin', '--name', ''], '--name: expected text'],
    [['--role', 'admin', '--name', '  '], '--name: expected text'],
    [['--role', 'admin', '--name', 'two\nlines'], '--name: expected text'],
    [['--role', 'partner', '--name', 'x'], '--partner-id: A client of role partner needs a partner'],
    [['--role', 'admin', '--name', 'x', '--partner-id', 'p'], '--partner-id: A client of role partner needs a partner'],
    [['--role', 'partner', '--name', 'x'], 'CLIENT-PARTNER-MISMATCH'],
    [['--colour', 'red'], "Unknown option '--colour'"],
  ])('reports what is wrong with %j', async (args, said) => {
    const failure: unknown = await typed(fixtures(), 'create-client', ...args).catch((thrown: unknown) => thrown);
    expect(sentenceOf(failure)).toContain(said);
  });
});

describe('revoke-client', () => {
  it('ends a client for good', async () => {
    const ports = fixtures();
    const { clientId, clientSecret } = await typed(ports, 'create-client', '--role', 'admin', '--name', 'Ops');
    await typed(ports, 'revoke-client', '--id', String(clientId));
    const login = authenticate(
      ports.work,
      ports.secrets,
      memoryFailedLogins(() => 0),
    );
    await expect(login(String(clientId), String(clientSecret), '192.0.2.7')).rejects.toMatchObject({
      code: 'CLIENT-INVALID',
    });
  });

  it('reports an unknown client', async () => {
    const failure: unknown = await typed(fixtures(), 'revoke-client', '--id', 'nobody').catch(
      (thrown: unknown) => thrown,
    );
    expect(sentenceOf(failure)).toContain('CLIENT-UNKNOWN');
  });
});

it('names every command in its help', () => {
  for (const name of Object.keys(commands)) expect(usage).toContain(name);
});

describe('revoke-subscription', () => {
  it('ends a subscription for good', async () => {
    const ports = fixtures();
    const keys = { make: () => 'key', hash: (key: string) => `digest of ${key}` };
    const input = { name: 'Corretora', registerNumbers: ['100000'], partnerId: null };
    const { subscription } = await createSubscription(ports.quotationWork, ports.clock, ports.ids, keys)(input, 'o');
    const said = await commands['revoke-subscription']?.run(ports, ['--id', subscription.id]);
    expect(said).toEqual({ subscriptionId: subscription.id, revokedAt: ports.clock.now() });
  });
});
