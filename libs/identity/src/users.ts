import type { Actor, Clock, Ids, Once, Problem } from '@affinity-engine/kernel';
import { identityError } from './errors.js';
import type { PeoplePorts, PeopleWork, Passwords, Users } from './people-ports.js';
import type { User, UserId } from './user.js';

export type NewUser = Pick<User, 'name' | 'email' | 'roles' | 'insurerIds' | 'partnerId'> & {
  /** Null: the person cannot sign in with a password. */
  readonly password: string | null;
};

/** A field left out stays. `disabled: false` lets a disabled user in again. */
export type UserChange = Partial<Pick<User, 'name' | 'roles' | 'insurerIds' | 'partnerId'>> & {
  readonly password?: string;
  readonly disabled?: boolean;
  /** Null: another account at the OpenID provider may become the user's, by its verified e-mail address. */
  readonly subject?: null;
};

/** Code points of a password: as OWASP advises, long rather than of many kinds. */
const [shortest, longest] = [12, 128];

export const foldedEmail = (email: string): string => email.trim().toLowerCase();

/** Adds a user. @throws USER-INVALID with every problem, USER-EMAIL-TAKEN, PARTNER-UNKNOWN */
export const createUser = (work: PeopleWork, clock: Clock, ids: Ids, passwords: Passwords) => {
  return async ({ password, ...input }: NewUser, by: Actor, once?: Once<User>): Promise<User> => {
    const email = foldedEmail(input.email);
    refuse([...roleProblems(input), ...passwordProblems(password, email)]);
    const passwordHash = password === null ? null : await passwords.hash(password);
    const id = ids.next();
    return work.run(async (unit) => {
      await checkPartner(unit, input.partnerId);
      if ((await unit.users.findByEmail(email)) !== null) throw identityError('USER-EMAIL-TAKEN');
      const made = { createdAt: clock.now(), disabledAt: null, version: 1 };
      const user: User = { ...input, id, email, passwordHash, subject: null, ...made };
      unit.users.add(user);
      unit.audit.append({ actor: by, action: 'user.created', subject: id, details: { roles: user.roles } });
      return user;
    }, once);
  };
};

/**
 * Changes a user. All but another name ends the sessions of the user.
 * @throws USER-UNKNOWN, USER-INVALID, PARTNER-UNKNOWN
 */
export const changeUser = (work: PeopleWork, clock: Clock, passwords: Passwords) => {
  return async (id: UserId, { password, disabled, ...change }: UserChange, by: Actor, once?: Once<User>) => {
    const passwordHash = password === undefined ? undefined : await passwords.hash(password);
    return work.run(async (unit) => {
      const user = await userOf(unit.users, id);
      const changed: User = {
        ...user,
        ...change,
        ...(passwordHash === undefined ? {} : { passwordHash }),
        disabledAt: disabled === undefined ? user.disabledAt : disabled ? (user.disabledAt ?? clock.now()) : null,
      };
      refuse([...roleProblems(changed), ...passwordProblems(password ?? null, user.email)]);
      await checkPartner(unit, change.partnerId ?? null);
      unit.users.save(changed);
      const named = Object.keys({ ...change, ...(password === undefined ? {} : { password }) });
      const fields = [...named, ...(disabled === undefined ? [] : ['disabled'])].sort();
      if (fields.some((field) => !harmless.has(field))) unit.sessions.removeOf(id);
      unit.audit.append({ actor: by, action: 'user.changed', subject: id, details: { fields } });
      return { ...changed, version: user.version + 1 };
    }, once);
  };
};

/** What may change while a user is signed in. */
const harmless: ReadonlySet<string> = new Set(['name']);

/** One user. @throws USER-UNKNOWN */
export const readUser =
  (work: PeopleWork) =>
  (id: UserId): Promise<User> =>
    work.run(({ users }) => userOf(users, id));

/** Ends all sessions of a user. @throws USER-UNKNOWN */
export const endSessions =
  (work: PeopleWork) =>
  (id: UserId, by: Actor, once?: Once<void>): Promise<void> =>
    work.run(async ({ users, sessions, audit }) => {
      await userOf(users, id);
      sessions.removeOf(id);
      audit.append({ actor: by, action: 'user.signed-out', subject: id });
    }, once);

export async function userOf(users: Users, id: UserId): Promise<User> {
  const user = await users.find(id);
  if (user === null) throw identityError('USER-UNKNOWN', { id });
  return user;
}

async function checkPartner({ partners }: Pick<PeoplePorts, 'partners'>, id: string | null): Promise<void> {
  if (id !== null) await partners.assertExists(id);
}

function roleProblems({
  roles,
  partnerId,
  insurerIds,
}: Pick<User, 'roles' | 'partnerId' | 'insurerIds'>): readonly Problem[] {
  const isDeveloper = roles.includes('partner-developer');
  return [
    ...(roles.length === 0 ? [{ path: 'roles', expected: 'one role or more' }] : []),
    ...(isDeveloper && roles.length > 1
      ? [{ path: 'roles', expected: 'partner-developer alone, or other roles' }]
      : []),
    ...(isDeveloper === (partnerId !== null)
      ? []
      : [{ path: 'partnerId', expected: isDeveloper ? 'a partner' : 'none but for a partner-developer' }]),
    ...(insurerIds.length > 0 && !roles.includes('underwriter')
      ? [{ path: 'insurerIds', expected: 'none but for an underwriter' }]
      : []),
  ];
}

function passwordProblems(password: string | null, email: string): readonly Problem[] {
  if (password === null) return [];
  const length = [...password].length;
  const isGuessed = password.toLowerCase().includes(email.split('@')[0] ?? email);
  return [
    ...(length < shortest || length > longest
      ? [{ path: 'password', expected: `${shortest} to ${longest} characters` }]
      : []),
    ...(isGuessed ? [{ path: 'password', expected: 'a password without the name of the e-mail address' }] : []),
    ...(new Set(password).size < 5 ? [{ path: 'password', expected: 'five different characters or more' }] : []),
  ];
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw identityError('USER-INVALID', { problems });
}
