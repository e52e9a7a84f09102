import { instant } from '@affinity-engine/kernel';
import type { Client } from '../client.js';
import type { PortalLink, Session, User } from '../user.js';

/** A client of `partner-1` whose secret is `secret`, under {@link plainSecrets}. */
export const aClient = (overrides: Partial<Client> = {}): Client => ({
  id: 'client-1',
  name: 'Parceiro',
  role: 'partner',
  partnerId: 'partner-1',
  secretHash: 'digest of secret',
  createdAt: instant('2026-01-02T12:00:00Z'),
  revokedAt: null,
  version: 1,
  ...overrides,
});

/** An operator whose password is `correct horse battery`, under {@link plainPasswords}. */
export const aUser = (overrides: Partial<User> = {}): User => ({
  id: 'user-1',
  name: 'Ângela Quintão',
  email: 'angela@example.com',
  roles: ['operations'],
  insurerIds: [],
  partnerId: null,
  passwordHash: 'slow digest of correct horse battery',
  subject: null,
  createdAt: instant('2026-01-02T12:00:00Z'),
  disabledAt: null,
  version: 1,
  ...overrides,
});

/** A session of {@link aUser}, begun at 1,000. */
export const aSession = (overrides: Partial<Session> = {}): Session => ({
  ...{ id: 'digest of a token', userId: 'user-1', partnerId: null },
  ...{ createdAt: 1_000, seenAt: 1_000, endsAt: 28_801_000 },
  ...overrides,
});

/** A link of `partner-1` that is not used, good until 61,000. */
export const aPortalLink = (overrides: Partial<PortalLink> = {}): PortalLink => ({
  ...{ id: 'digest of a link', partnerId: 'partner-1', createdBy: 'user-1', endsAt: 61_000, usedAt: null },
  ...overrides,
});
