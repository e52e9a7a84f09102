import type {
  PeoplePorts,
  PeopleWork,
  PortalLink,
  PortalLinks,
  Session,
  Sessions,
  User,
  Users,
} from '@affinity-engine/identity';
import type { Clock } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { knexPartnerCheck } from '../affinity/partners.js';
import { knexAudit } from '../audit.js';
import {
  fixed,
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  json,
  key,
  text,
  textOrNull,
  version,
} from '../engine/columns.js';
import { GuardFailed, write, type Write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { findBy } from '../engine/reads.js';
import type { Row } from '../engine/sql.js';
import { eachRow, insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { knexWork } from '../engine/work.js';
import { writeOrder } from '../engine/write-order.js';

export const userTable = table<User>('app_user', {
  id: key(text()),
  name: text(),
  email: fixed(text()),
  roles: json(),
  insurerIds: json(),
  partnerId: textOrNull(),
  passwordHash: textOrNull(),
  subject: textOrNull(),
  createdAt: fixed(instant()),
  disabledAt: instantOrNull(),
  version: version(),
});

const insertUser = insertInto(userTable, writeOrder.user);
const updateUser = updateOf(userTable, writeOrder.user);

function knexUsers(reader: Knex): (writes: Write[]) => Users {
  const [find, findByEmail, findBySubject] = (['id', 'email', 'subject'] as const).map((field) =>
    findBy(reader, userTable, field),
  ) as [Users['find'], Users['findByEmail'], Users['findBySubject']];
  return (writes) => ({
    ...{ find, findByEmail, findBySubject },
    add: (user) => void writes.push(write(insertUser, user)),
    save: (user) => void writes.push(write(updateUser, user)),
  });
}

const sessionTable = table<Session>('user_session', {
  id: key(text()),
  userId: fixed(textOrNull()),
  partnerId: fixed(textOrNull()),
  createdAt: fixed(integer()),
  seenAt: integer(),
  endsAt: fixed(integer()),
});

const insertSession = insertInto(sessionTable, writeOrder.session);

const touchSession = eachRow<Pick<Session, 'id' | 'seenAt'>, void>(
  'touch session',
  writeOrder.session,
  async (execute, { id, seenAt }) =>
    void (await execute('update user_session set seen_at = ? where id = ?', [seenAt, id])),
);

const removeSessions = eachRow<{ readonly by: 'id' | 'user_id'; readonly value: string }, void>(
  'remove sessions',
  writeOrder.session,
  async (execute, { by, value }) => void (await execute(`delete from user_session where ${by} = ?`, [value])),
);

function knexSessions(reader: Knex): (writes: Write[]) => Sessions {
  const find = findBy(reader, sessionTable, 'id');
  const ofPortal = async (partnerId: string) =>
    ((await reader(sessionTable.name).where({ partner_id: partnerId })) as Row[]).map(sessionTable.read);
  return (writes) => ({
    ...{ find, ofPortal },
    add: (session) => void writes.push(write(insertSession, session)),
    touch: (id, seenAt) => void writes.push(write(touchSession, { id, seenAt })),
    remove: (id) => void writes.push(write(removeSessions, { by: 'id', value: id })),
    removeOf: (userId) => void writes.push(write(removeSessions, { by: 'user_id', value: userId })),
  });
}

const linkTable = table<PortalLink>('portal_link', {
  id: key(text()),
  partnerId: fixed(text()),
  createdBy: fixed(text()),
  endsAt: fixed(integer()),
  usedAt: integerOrNull(),
});

const insertLink = insertInto(linkTable, writeOrder.session);

const useLink = eachRow<{ readonly id: string; readonly at: number }, void>(
  'use portal link',
  writeOrder.session,
  async (execute, { id, at }) => {
    const sql = 'update portal_link set used_at = ? where id = ? and used_at is null returning id';
    if ((await execute(sql, [at, id])).length === 0) throw new GuardFailed('portal link');
  },
);

/**
 * The links first: a sign-in that uses one meanwhile either has committed its session by then, or finds the link gone. So it comes
 * after all other writes of sessions, too.
 */
const endPortal = eachRow<{ readonly partnerId: string }, void>(
  'end portal',
  writeOrder.portal,
  async (execute, { partnerId }) => {
    await execute('delete from portal_link where partner_id = ? and used_at is null', [partnerId]);
    await execute('delete from user_session where partner_id = ?', [partnerId]);
  },
);

function knexPortalLinks(reader: Knex): (writes: Write[]) => PortalLinks {
  const find = findBy(reader, linkTable, 'id');
  const unusedOf = async (partnerId: string) =>
    ((await reader(linkTable.name).where({ partner_id: partnerId, used_at: null })) as Row[]).map(linkTable.read);
  return (writes) => ({
    ...{ find, unusedOf },
    add: (link) => void writes.push(write(insertLink, link)),
    use: (id, at) => void writes.push(write(useLink, { id, at })),
    endAll: (partnerId) => void writes.push(write(endPortal, { partnerId })),
  });
}

/** Units of work on people. */
export function knexPeopleWork(engine: Engine, clock: Clock): PeopleWork {
  const users = knexUsers(engine.reader);
  const sessions = knexSessions(engine.reader);
  const portalLinks = knexPortalLinks(engine.reader);
  const audit = knexAudit(clock);
  const partners = knexPartnerCheck(engine.reader);
  return knexWork<PeoplePorts>(engine, (writes) => ({
    users: users(writes),
    sessions: sessions(writes),
    portalLinks: portalLinks(writes),
    audit: audit(writes),
    partners,
  }));
}
