import type { Once } from '@affinity-engine/kernel';
import { wrongSecretsPerMinute } from './clients.js';
import { identityError } from './errors.js';
import type { MachineTime, Passwords, PeoplePorts, PeopleWork } from './people-ports.js';
import type { FailedLogins, Secrets } from './ports.js';
import type { Person, ProvidedPerson, Session, User } from './user.js';
import { foldedEmail } from './users.js';

/** A session is over half an hour after it was used last, and eight hours after its start. */
export const [idleMs, longestMs] = [30 * 60_000, 8 * 3_600_000];

/** How often it is noted that a session is used. */
const noteMs = 60_000;

/** A session that begins: the token goes into the cookie, and is not kept. */
export type BegunSession = { readonly token: string; readonly person: Person };

/** What signing in needs. */
export type SignInParts = { readonly secrets: Secrets; readonly time: MachineTime };

/**
 * Begins a session with e-mail address and password. An unknown address takes as long as a wrong password. Wrong ones are
 * counted by the address of the caller; right ones always pass, so that nobody can lock a person out.
 * @throws SIGN-IN-REFUSED; SECRET-TRIES-EXCEEDED, with `seconds`, for wrong ones after ten in a minute from this address
 */
export const signIn = (work: PeopleWork, passwords: Passwords, wrong: FailedLogins, { secrets, time }: SignInParts) => {
  let ofNobody: Promise<string> | undefined;
  return async (email: string, password: string, address: string): Promise<BegunSession> => {
    const user = await work.run(({ users }) => users.findByEmail(foldedEmail(email)));
    ofNobody ??= passwords.hash(secrets.make());
    const right = await passwords.matches(password, user?.passwordHash ?? (await ofNobody));
    if (user !== null && user.passwordHash !== null && right && user.disabledAt === null) {
      return begin(work, user, 'SIGN-IN-REFUSED', { secrets, time });
    }
    const seconds = await wrong.add(address, wrongSecretsPerMinute);
    throw seconds === null ? identityError('SIGN-IN-REFUSED') : identityError('SECRET-TRIES-EXCEEDED', { seconds });
  };
};

/**
 * Begins a session of a user whom an OpenID provider has signed in. At first it is found by its verified e-mail address, then by
 * what the provider calls it.
 * @throws EMAIL-UNVERIFIED, USER-NOT-ADMITTED for a person who is no user, is disabled, or is not whom the provider called so before
 */
export const signInProvided =
  (work: PeopleWork, parts: SignInParts) =>
  async ({ issuer, subject, verifiedEmail, authenticatedAt }: ProvidedPerson): Promise<BegunSession> => {
    const named = `${issuer} ${subject}`;
    const user = await work.run(async ({ users, audit }) => {
      const known = await users.findBySubject(named);
      if (known !== null) return admitted(known);
      if (verifiedEmail === null) throw identityError('EMAIL-UNVERIFIED');
      const met = admitted(await users.findByEmail(foldedEmail(verifiedEmail)));
      if (met.subject !== null) throw identityError('USER-NOT-ADMITTED');
      const bound = { ...met, subject: named };
      users.save(bound);
      audit.append({ actor: met.id, action: 'user.provided', subject: met.id, details: { issuer } });
      return bound;
    });
    return begin(work, user, 'USER-NOT-ADMITTED', parts, authenticatedAt);
  };

function admitted(user: User | null): User {
  if (user === null || user.disabledAt !== null) throw identityError('USER-NOT-ADMITTED');
  return user;
}

/**
 * A new session, with a token that no earlier one has. The user is written as it is: where its sessions are ended at the same
 * time, by another password or since it is no longer bound to the account, this one is not begun behind it. @throws the refusal
 */
async function begin(
  work: PeopleWork,
  user: User,
  refusal: 'SIGN-IN-REFUSED' | 'USER-NOT-ADMITTED',
  { secrets, time }: SignInParts,
  authenticatedAt = Infinity,
): Promise<BegunSession> {
  const token = secrets.make();
  const now = time.now();
  const session: Session = {
    ...{ id: secrets.hash(token), userId: user.id, partnerId: null },
    ...{ createdAt: Math.min(now, authenticatedAt), seenAt: now, endsAt: now + longestMs },
  };
  return work.run(async ({ users, sessions, audit }) => {
    const current = await users.find(user.id);
    if (current === null || current.disabledAt !== null || current.passwordHash !== user.passwordHash) {
      throw identityError(refusal);
    }
    if (refusal === 'USER-NOT-ADMITTED' && current.subject !== user.subject) throw identityError(refusal);
    users.save(current);
    sessions.add(session);
    audit.append({ actor: user.id, action: 'user.signed-in', subject: user.id });
    return { token, person: personOf(session, current) };
  });
}

/** Who is signed in with this token. @throws SESSION-OVER */
export const personOfSession =
  (work: PeopleWork, { secrets, time }: SignInParts) =>
  (token: string): Promise<Person> =>
    work.run(async (unit) => {
      const session = await unit.sessions.find(secrets.hash(token));
      const now = time.now();
      if (session === null || isOver(session, now)) throw identityError('SESSION-OVER');
      const person = await personIn(unit, session);
      if (person === null) throw identityError('SESSION-OVER');
      if (now - session.seenAt >= noteMs) unit.sessions.touch(session.id, now);
      return person;
    });

const isOver = ({ seenAt, endsAt }: Session, now: number): boolean => now >= endsAt || now - seenAt >= idleMs;

async function personIn({ users }: Pick<PeoplePorts, 'users'>, session: Session): Promise<Person | null> {
  if (session.userId === null) return portalPerson(session);
  const user = await users.find(session.userId);
  return user === null || user.disabledAt !== null ? null : personOf(session, user);
}

const personOf = ({ createdAt, endsAt }: Session, user: User): Person => ({
  ...{ actor: user.id, userId: user.id, name: user.name, email: user.email },
  ...{ roles: user.roles, insurerIds: user.insurerIds, partnerId: user.partnerId },
  ...{ signedInAt: createdAt, endsAt },
});

const portalPerson = ({ partnerId, createdAt, endsAt }: Session): Person => ({
  ...{ actor: `portal:${partnerId ?? ''}`, userId: null, name: 'Portal', email: null },
  ...{ roles: ['partner-developer'], insurerIds: [], partnerId, signedInAt: createdAt, endsAt },
});

/** Ends a session; one that is over is ended already. */
export const signOut =
  (work: PeopleWork, secrets: Secrets) =>
  (token: string): Promise<void> =>
    work.run(async ({ sessions, audit }) => {
      const session = await sessions.find(secrets.hash(token));
      if (session === null) return;
      sessions.remove(session.id);
      const actor = session.userId ?? `portal:${session.partnerId ?? ''}`;
      audit.append({ actor, action: 'user.signed-out', subject: actor });
    });

/** A portal link that was made: the token goes into the link, and is not kept. */
export type MadePortalLink = { readonly token: string; readonly endsAt: number };

/** Makes a link with which a partner's developers sign in once, for `minutes` from now. @throws PARTNER-UNKNOWN */
export const makePortalLink =
  (work: PeopleWork, { secrets, time }: SignInParts) =>
  (partnerId: string, minutes: number, by: string): Promise<MadePortalLink> => {
    const token = secrets.make();
    const endsAt = time.now() + minutes * 60_000;
    return work.run(async ({ portalLinks, partners, audit }) => {
      await partners.assertExists(partnerId);
      portalLinks.add({ id: secrets.hash(token), partnerId, createdBy: by, endsAt, usedAt: null });
      audit.append({ actor: by, action: 'portal-link.made', subject: partnerId });
      return { token, endsAt };
    });
  };

/** How many sessions of a portal ended, and how many links that were still good. */
export type EndedPortal = { readonly sessions: number; readonly links: number };

/**
 * Ends all sessions that links of a partner began, and makes links that were not used void. Users of the partner stay signed in.
 * @throws PARTNER-UNKNOWN
 */
export const endPortal =
  (work: PeopleWork, time: MachineTime) =>
  (partnerId: string, by: string, once?: Once<EndedPortal>): Promise<EndedPortal> =>
    work.run(async ({ portalLinks, sessions, partners, audit }) => {
      await partners.assertExists(partnerId);
      const [begun, unused] = await Promise.all([sessions.ofPortal(partnerId), portalLinks.unusedOf(partnerId)]);
      const now = time.now();
      const ended = {
        sessions: begun.filter((session) => !isOver(session, now)).length,
        links: unused.filter(({ endsAt }) => now < endsAt).length,
      };
      portalLinks.endAll(partnerId);
      audit.append({ actor: by, action: 'portal.ended', subject: partnerId, details: ended });
      return ended;
    }, once);

/** Begins the session of a portal link, once. @throws PORTAL-LINK-OVER */
export const signInByLink =
  (work: PeopleWork, { secrets, time }: SignInParts) =>
  (linkToken: string): Promise<BegunSession> => {
    const token = secrets.make();
    return work.run(async ({ portalLinks, sessions, audit }) => {
      const now = time.now();
      const link = await portalLinks.find(secrets.hash(linkToken));
      if (link === null || link.usedAt !== null || now >= link.endsAt) throw identityError('PORTAL-LINK-OVER');
      portalLinks.use(link.id, now);
      const { partnerId } = link;
      const session: Session = {
        ...{ id: secrets.hash(token), userId: null, partnerId },
        ...{ createdAt: now, seenAt: now, endsAt: now + longestMs },
      };
      sessions.add(session);
      audit.append({ actor: `portal:${partnerId}`, action: 'user.signed-in', subject: partnerId });
      return { token, person: portalPerson(session) };
    });
  };
