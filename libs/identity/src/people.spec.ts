import { beforeEach, describe, expect, it } from '@jest/globals';
import { isDomainError } from '@affinity-engine/kernel';
import { fixedClock } from '@affinity-engine/kernel/testing';
import {
  changeUser,
  createUser,
  endPortal,
  endSessions,
  makePortalLink,
  personOfSession,
  signIn,
  signInByLink,
  signInProvided,
  signOut,
  type NewUser,
  type PeopleWork,
  type UserChange,
} from './index.js';
import { memoryFailedLogins, memoryPeopleWork, plainPasswords, plainSecrets, refusalOf } from './testing/index.js';

const password = 'correct horse battery';
const ana: NewUser = {
  ...{ name: 'Ana', email: ' Ana@Example.com ', roles: ['operations'], insurerIds: [], partnerId: null, password },
};

let now: number;
let store: ReturnType<typeof memoryPeopleWork>;
let acts: ReturnType<typeof actions>;
beforeEach(() => {
  now = 1_000_000;
  store = memoryPeopleWork();
  acts = actions();
});

function actions() {
  const { work } = store;
  let made = 0;
  const ids = { next: () => `user-${(made += 1)}` };
  const clock = fixedClock('2026-01-02T12:00:00Z');
  const parts = { secrets: plainSecrets(), time: { now: () => now } };
  const wrong = memoryFailedLogins(() => now);
  return {
    create: (user: Partial<NewUser> = {}) =>
      createUser(work, clock, ids, plainPasswords)({ ...ana, ...user }, 'operator'),
    change: (change: UserChange, id = 'user-1') => changeUser(work, clock, plainPasswords)(id, change, 'operator'),
    signIn: (email: string, text = password, address = '203.0.113.1') =>
      signIn(work, plainPasswords, wrong, parts)(email, text, address),
    provided: signInProvided(work, parts),
    person: personOfSession(work, parts),
    signOut: signOut(work, parts.secrets),
    end: (id = 'user-1') => endSessions(work)(id, 'operator'),
    link: (minutes = 5) => makePortalLink(work, parts)('partner-1', minutes, 'operator'),
    byLink: signInByLink(work, parts),
    endPortal: () => endPortal(work, parts.time)('partner-1', 'operator'),
  };
}

const problemsOf = (promise: Promise<unknown>): Promise<readonly string[]> =>
  promise.then(
    () => [],
    (thrown: unknown) => {
      if (!isDomainError(thrown) || thrown.code !== 'USER-INVALID') throw thrown;
      return (thrown.properties['problems'] as readonly { readonly path: string }[]).map(({ path }) => path);
    },
  );
const minutes = (count: number) => count * 60_000;
const lastAudit = () => store.audit().at(-1);

describe('a user', () => {
  it('is known by the e-mail address in lower case, has a slow digest of the password, and is in the trail', async () => {
    const user = await acts.create();
    expect(user).toMatchObject({ id: 'user-1', email: 'ana@example.com', passwordHash: `slow digest of ${password}` });
    expect(lastAudit()).toEqual({
      ...{ actor: 'operator', action: 'user.created', subject: 'user-1', details: { roles: ['operations'] } },
    });
    expect(await refusalOf(acts.create({ email: 'ANA@example.com' }))).toBe('USER-EMAIL-TAKEN');
  });

  it.each<[string, Partial<NewUser>, readonly string[]]>([
    ['no role', { roles: [] }, ['roles']],
    ['a short password', { password: 'battery horse'.slice(0, 11) }, ['password']],
    ['a password of 129 characters', { password: 'abcdefg'.repeat(19).slice(0, 129) }, ['password']],
    ['the name of the address in the password', { password: 'my name is ana, so' }, ['password']],
    ['a password of few letters', { password: 'abababababababab' }, ['password']],
    ['a developer without a partner', { roles: ['partner-developer'] }, ['partnerId']],
    ['a partner for an operator', { partnerId: 'partner-1' }, ['partnerId']],
    ['a developer who is an operator', { roles: ['partner-developer', 'admin'], partnerId: 'partner-1' }, ['roles']],
    ['insurers for another role', { insurerIds: ['ins-1'] }, ['insurerIds']],
    ['several', { roles: [], password: 'short' }, ['roles', 'password']],
  ])('is refused with %s', async (_, input, paths) => {
    expect(await problemsOf(acts.create(input))).toEqual(paths);
    expect(store.users()).toEqual([]);
  });

  it('is signed out by a change of what it may do, and not by another name', async () => {
    await acts.create();
    const { token } = await acts.signIn('ana@example.com');
    await acts.change({ name: 'Ana Souza' });
    expect(await acts.person(token)).toMatchObject({ name: 'Ana Souza' });
    await acts.change({ roles: ['broker'] });
    expect(await refusalOf(acts.person(token))).toBe('SESSION-OVER');
    expect(lastAudit()).toMatchObject({ action: 'user.changed', details: { fields: ['roles'] } });
  });

  it('is signed out when its insurers change; only an underwriter has some', async () => {
    await acts.create({ roles: ['underwriter', 'broker'], insurerIds: ['ins-1'] });
    const { token, person } = await acts.signIn('ana@example.com');
    expect(person.insurerIds).toEqual(['ins-1']);
    await acts.change({ insurerIds: ['ins-2'] });
    expect(await refusalOf(acts.person(token))).toBe('SESSION-OVER');
    expect(await problemsOf(acts.change({ roles: ['broker'] }))).toEqual(['insurerIds']);
    await acts.change({ roles: ['broker'], insurerIds: [] });
    expect(store.users()[0]).toMatchObject({ roles: ['broker'], insurerIds: [] });
  });

  it.each<UserChange>([{ password: 'another long password' }, { disabled: true }])(
    'is signed out everywhere by %j',
    async (change) => {
      await acts.create();
      const tokens = [await acts.signIn('ana@example.com'), await acts.signIn('ana@example.com')];
      await acts.change(change);
      for (const { token } of tokens) expect(await refusalOf(acts.person(token))).toBe('SESSION-OVER');
      expect(await refusalOf(acts.signIn('ana@example.com'))).toBe('SIGN-IN-REFUSED');
    },
  );

  it.each<UserChange>([{ password: 'another long password' }, { disabled: true }])(
    'has no session of a sign-in that was under way at %j',
    async (change) => {
      await acts.create();
      const slow = {
        ...plainPasswords,
        async matches(text: string, hash: string) {
          const isRight = await plainPasswords.matches(text, hash);
          await acts.change(change);
          return isRight;
        },
      };
      const parts = { secrets: plainSecrets(), time: { now: () => now } };
      const begun = signIn(
        store.work,
        slow,
        memoryFailedLogins(() => now),
        parts,
      );
      expect(await refusalOf(begun('ana@example.com', password, '203.0.113.1'))).toBe('SIGN-IN-REFUSED');
      expect(store.sessions()).toEqual([]);
    },
  );

  it('that was disabled can be let in again', async () => {
    await acts.create();
    await acts.change({ disabled: true });
    await acts.change({ disabled: false });
    expect((await acts.signIn('ana@example.com')).person.userId).toBe('user-1');
    expect(await refusalOf(acts.change({ name: 'x' }, 'user-9'))).toBe('USER-UNKNOWN');
  });
});

describe('a session', () => {
  beforeEach(() => acts.create());

  it('says who is signed in, with a token of its own each time; only its digest is kept', async () => {
    const [one, other] = [await acts.signIn('Ana@Example.com '), await acts.signIn('ana@example.com')];
    expect(one.person).toMatchObject({
      actor: 'user-1',
      roles: ['operations'],
      signedInAt: now,
      email: 'ana@example.com',
    });
    expect(one.token).not.toBe(other.token);
    expect(store.sessions().map(({ id }) => id)).toEqual([`digest of ${one.token}`, `digest of ${other.token}`]);
    expect(await acts.person(one.token)).toEqual(one.person);
  });

  it.each([
    ['another password', 'ana@example.com', 'wrong horse battery'],
    ['another address', 'bia@example.com', password],
  ])(
    'does not begin with %s, and after ten in a minute says to wait; the right one always passes',
    async (_, email, text) => {
      for (let tries = 0; tries < 10; tries += 1)
        expect(await refusalOf(acts.signIn(email, text))).toBe('SIGN-IN-REFUSED');
      expect(await refusalOf(acts.signIn(email, text))).toBe('SECRET-TRIES-EXCEEDED');
      expect(await refusalOf(acts.signIn(email, text, '203.0.113.2'))).toBe('SIGN-IN-REFUSED');
      expect((await acts.signIn('ana@example.com')).person.userId).toBe('user-1');
    },
  );

  it('is over half an hour after its last use, which is noted once a minute', async () => {
    const { token } = await acts.signIn('ana@example.com');
    now += minutes(29);
    await acts.person(token);
    expect(store.sessions()[0]?.seenAt).toBe(now);
    now += 59_000;
    await acts.person(token);
    expect(store.sessions()[0]?.seenAt).toBe(now - 59_000);
    now += minutes(30) - 60_000;
    await acts.person(token);
    now += minutes(30);
    expect(await refusalOf(acts.person(token))).toBe('SESSION-OVER');
  });

  it('is over eight hours after its start, however much it is used', async () => {
    const { token, person } = await acts.signIn('ana@example.com');
    expect(person.endsAt).toBe(now + minutes(480));
    for (let passed = 0; passed < 460; passed += 20) {
      now += minutes(20);
      await acts.person(token);
    }
    now += minutes(20);
    expect(await refusalOf(acts.person(token))).toBe('SESSION-OVER');
  });

  it('is ended by signing out, once, and by an operator', async () => {
    const [one, other] = [await acts.signIn('ana@example.com'), await acts.signIn('ana@example.com')];
    await acts.signOut(one.token);
    await acts.signOut(one.token);
    expect([await refusalOf(acts.person(one.token)), await refusalOf(acts.person(other.token))]).toEqual([
      'SESSION-OVER',
      null,
    ]);
    expect(store.audit().filter(({ action }) => action === 'user.signed-out')).toHaveLength(1);
    await acts.end();
    expect(await refusalOf(acts.person(other.token))).toBe('SESSION-OVER');
    expect(await refusalOf(acts.end('user-9'))).toBe('USER-UNKNOWN');
  });
});

describe('a person whom a provider signs in', () => {
  const known = {
    ...{ issuer: 'https://idp.example', subject: '17', verifiedEmail: 'ANA@example.com' },
    authenticatedAt: 900_000,
  };

  it('is a user with the verified e-mail address at first, and from then on who the provider says', async () => {
    await acts.create({ password: null });
    expect((await acts.provided(known)).person.userId).toBe('user-1');
    expect(store.users()[0]?.subject).toBe('https://idp.example 17');
    expect((await acts.provided({ ...known, verifiedEmail: 'renamed@example.com' })).person.userId).toBe('user-1');
    expect(await refusalOf(acts.signIn('ana@example.com', ''))).toBe('SIGN-IN-REFUSED');
  });

  it.each([
    ['no verified address', { ...known, verifiedEmail: null }, 'EMAIL-UNVERIFIED'],
    ['an address of no user', { ...known, verifiedEmail: 'bia@example.com' }, 'USER-NOT-ADMITTED'],
  ])('is refused with %s, and becomes no user', async (_, person, code) => {
    await acts.create();
    expect(await refusalOf(acts.provided(person))).toBe(code);
    expect([store.users().length, store.users()[0]?.subject, store.sessions()]).toEqual([1, null, []]);
  });

  it('has a password as old as at the provider, and a session of eight hours from now on', async () => {
    await acts.create();
    const { person } = await acts.provided(known);
    expect([person.signedInAt, person.endsAt]).toEqual([900_000, now + minutes(480)]);
    expect((await acts.provided({ ...known, authenticatedAt: now + 5_000 })).person.signedInAt).toBe(now);
  });

  it('is refused as another person with the address of one who was known before, and where disabled', async () => {
    await acts.create();
    await acts.provided(known);
    expect(await refusalOf(acts.provided({ ...known, subject: '18' }))).toBe('USER-NOT-ADMITTED');
    await acts.change({ disabled: true });
    expect(await refusalOf(acts.provided(known))).toBe('USER-NOT-ADMITTED');
  });

  it('loses its sessions once it is no longer bound, and another account with the address takes its place', async () => {
    await acts.create();
    const { token } = await acts.provided(known);
    await acts.change({ subject: null });
    expect(lastAudit()).toMatchObject({ action: 'user.changed', details: { fields: ['subject'] } });
    expect(await refusalOf(acts.person(token))).toBe('SESSION-OVER');
    expect((await acts.provided({ ...known, subject: '18' })).person.userId).toBe('user-1');
    expect(await refusalOf(acts.provided(known))).toBe('USER-NOT-ADMITTED');
  });

  it('has no session of a sign-in that was under way when it was unbound', async () => {
    await acts.create();
    await acts.provided(known);
    let units = 0;
    const slow: PeopleWork = {
      async run(body, once) {
        units += 1;
        if (units === 2) await acts.change({ subject: null });
        return store.work.run(body, once);
      },
    };
    const parts = { secrets: plainSecrets(), time: { now: () => now } };
    expect(await refusalOf(signInProvided(slow, parts)(known))).toBe('USER-NOT-ADMITTED');
    expect(store.sessions()).toEqual([]);
  });

  it('is not bound to a user who is disabled', async () => {
    await acts.create();
    await acts.change({ disabled: true });
    expect(await refusalOf(acts.provided(known))).toBe('USER-NOT-ADMITTED');
    expect(store.users()[0]?.subject).toBeNull();
  });
});

describe('a portal link', () => {
  it('signs a partner’s developers in, once', async () => {
    const { token: link, endsAt } = await acts.link(5);
    expect(endsAt).toBe(now + minutes(5));
    const { token, person } = await acts.byLink(link);
    expect(person).toMatchObject({ userId: null, partnerId: 'partner-1', roles: ['partner-developer'] });
    expect(await acts.person(token)).toEqual(person);
    expect(await refusalOf(acts.byLink(link))).toBe('PORTAL-LINK-OVER');
    expect(store.audit().map(({ actor, action }) => [actor, action])).toEqual([
      ['operator', 'portal-link.made'],
      ['portal:partner-1', 'user.signed-in'],
    ]);
  });

  it('is over after its time, and one that nobody made opens nothing', async () => {
    const { token: link } = await acts.link(5);
    now += minutes(5);
    expect(await refusalOf(acts.byLink(link))).toBe('PORTAL-LINK-OVER');
    expect(await refusalOf(acts.byLink('guessed'))).toBe('PORTAL-LINK-OVER');
  });

  it('is void once an operator ends the portal, as are the sessions of others; those that were over are not counted', async () => {
    await acts.create({ roles: ['partner-developer'], partnerId: 'partner-1' });
    const user = await acts.signIn('ana@example.com');
    const over = await acts.link(1);
    const idle = await acts.byLink((await acts.link()).token);
    now += minutes(29);
    await acts.person(user.token);
    now += minutes(1);
    const { token } = await acts.byLink((await acts.link()).token);
    const unused = [await acts.link(), await acts.link()];
    expect(await acts.endPortal()).toEqual({ sessions: 1, links: 2 });
    expect(lastAudit()).toEqual({
      ...{ actor: 'operator', action: 'portal.ended', subject: 'partner-1', details: { sessions: 1, links: 2 } },
    });
    for (const each of [token, idle.token]) expect(await refusalOf(acts.person(each))).toBe('SESSION-OVER');
    for (const each of [...unused, over]) expect(await refusalOf(acts.byLink(each.token))).toBe('PORTAL-LINK-OVER');
    expect((await acts.person(user.token)).partnerId).toBe('partner-1');
    expect(await acts.endPortal()).toEqual({ sessions: 0, links: 0 });
  });
});
