import type { Instant } from '@affinity-engine/kernel';

export type UserId = string;

/** What a person may do. An admin may do all that operators may. */
export const userRoles = [
  'admin',
  'operations',
  'underwriter',
  'programme',
  'broker',
  'compliance',
  'partner-developer',
] as const;

export type UserRole = (typeof userRoles)[number];

/** A person who signs in. */
export type User = {
  readonly id: UserId;
  readonly name: string;
  /** As it is compared: in lower case. No two users have the same. */
  readonly email: string;
  readonly roles: readonly UserRole[];
  /** The insurers that an underwriter decides for; empty: all. */
  readonly insurerIds: readonly string[];
  /** The partner of a partner-developer, otherwise null. */
  readonly partnerId: string | null;
  /** Null: this person cannot sign in with a password. */
  readonly passwordHash: string | null;
  /** What an OpenID provider calls the person, as `issuer subject`; null before the first sign-in there. */
  readonly subject: string | null;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  /** Counts changes; updates are guarded by it. */
  readonly version: number;
};

/** A person as an OpenID provider knows it. */
export type ProvidedPerson = {
  readonly issuer: string;
  readonly subject: string;
  /** Null where the provider did not verify it. */
  readonly verifiedEmail: string | null;
  /**
   * When the person proved to the provider who it is, in epoch milliseconds; of a provider that does not say, the earliest that
   * it may have been.
   */
  readonly authenticatedAt: number;
};

/** A signed-in browser. Times are those of the machine, in epoch milliseconds. */
export type Session = {
  /** Digest of the token, which is in the cookie alone. */
  readonly id: string;
  /** Null: it was begun by a portal link. */
  readonly userId: UserId | null;
  /** The partner of a portal link, otherwise null. */
  readonly partnerId: string | null;
  /** When the person proved who it is; with an OpenID provider that may be before the session began. */
  readonly createdAt: number;
  readonly seenAt: number;
  readonly endsAt: number;
};

/** A link with which a partner's developers sign in once. */
export type PortalLink = {
  /** Digest of the token, which is in the link alone. */
  readonly id: string;
  readonly partnerId: string;
  readonly createdBy: string;
  /** By the machine's time, in epoch milliseconds. */
  readonly endsAt: number;
  /** When it was used; null: it was not. */
  readonly usedAt: number | null;
};

/** Who is signed in, and what that person may do. */
export type Person = {
  /** Names the person in the audit trail: the user, or the portal of a partner. */
  readonly actor: string;
  readonly userId: UserId | null;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly UserRole[];
  readonly insurerIds: readonly string[];
  readonly partnerId: string | null;
  /** When the person signed in, by the machine's time, in epoch milliseconds. */
  readonly signedInAt: number;
  readonly endsAt: number;
};
