import type { AuditEntry, ListById } from '@affinity-engine/kernel';
import { memoryListById, memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';
import type { Passwords, PeoplePorts, PeopleWork } from '../people-ports.js';
import type { PortalLink, Session, User, UserId } from '../user.js';

export type MemoryPeople = {
  readonly work: PeopleWork;
  readonly list: ListById<User>;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): PeoplePorts;
  users(): readonly User[];
  sessions(): readonly Session[];
  audit(): readonly AuditEntry[];
};

/** The ports of people over one store in memory. */
export function memoryPeopleWork(now?: () => number): MemoryPeople {
  const kept: Kept = { users: new Map(), sessions: new Map(), links: new Map(), audit: [] };
  const ports = (writes: MemoryWrite[]): PeoplePorts => portsOver(kept, writes);
  return {
    work: memoryWork(ports, now),
    ports,
    list: memoryListById(() => kept.users.values()),
    users: () => [...kept.users.values()],
    sessions: () => [...kept.sessions.values()],
    audit: () => [...kept.audit],
  };
}

type Kept = {
  readonly users: Map<UserId, User>;
  readonly sessions: Map<string, Session>;
  readonly links: Map<string, PortalLink>;
  readonly audit: AuditEntry[];
};

function portsOver({ users, sessions, links, audit }: Kept, writes: MemoryWrite[]): PeoplePorts {
  const write = (apply: () => void, holds: () => boolean = () => true): void => void writes.push({ holds, apply });
  const userWith = (field: 'email' | 'subject', value: string) =>
    [...users.values()].find((user) => user[field] === value) ?? null;
  const isFree = ({ id, email, subject }: User): boolean =>
    [...users.values()].every(
      (user) => user.id === id || (user.email !== email && (subject === null || user.subject !== subject)),
    );
  const ofPortal = (partnerId: string) =>
    [...sessions.values()].filter((each) => each.userId === null && each.partnerId === partnerId);
  const unusedOf = (partnerId: string) =>
    [...links.values()].filter((each) => each.usedAt === null && each.partnerId === partnerId);
  return {
    partners: { assertExists: () => Promise.resolve() },
    audit: { append: (entry) => write(() => void audit.push(entry)) },
    users: {
      find: async (id) => users.get(id) ?? null,
      findByEmail: async (email) => userWith('email', email),
      findBySubject: async (subject) => userWith('subject', subject),
      add: (user) =>
        write(
          () => void users.set(user.id, user),
          () => !users.has(user.id) && isFree(user),
        ),
      save: (user) =>
        write(
          () => void users.set(user.id, { ...user, version: user.version + 1 }),
          () => users.get(user.id)?.version === user.version && isFree(user),
        ),
    },
    sessions: {
      find: async (id) => sessions.get(id) ?? null,
      add: (session) => write(() => void sessions.set(session.id, session)),
      touch: (id, seenAt) =>
        write(() => {
          const session = sessions.get(id);
          if (session !== undefined) sessions.set(id, { ...session, seenAt });
        }),
      remove: (id) => write(() => void sessions.delete(id)),
      removeOf: (userId) =>
        write(() => {
          for (const { id } of [...sessions.values()].filter((each) => each.userId === userId)) sessions.delete(id);
        }),
      ofPortal: async (partnerId) => ofPortal(partnerId),
    },
    portalLinks: {
      find: async (id) => links.get(id) ?? null,
      add: (link) => write(() => void links.set(link.id, link)),
      use: (id, usedAt) =>
        write(
          () => void links.set(id, { ...(links.get(id) as PortalLink), usedAt }),
          () => links.get(id)?.usedAt === null,
        ),
      unusedOf: async (partnerId) => unusedOf(partnerId),
      endAll: (partnerId) =>
        write(() => {
          for (const { id } of unusedOf(partnerId)) links.delete(id);
          for (const { id } of ofPortal(partnerId)) sessions.delete(id);
        }),
    },
  };
}

/** Passwords whose digests can be read. */
export const plainPasswords: Passwords = {
  hash: async (password) => `slow digest of ${password}`,
  matches: async (password, hash) => hash === `slow digest of ${password}`,
};
