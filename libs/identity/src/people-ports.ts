import type { Audit, Work } from '@affinity-engine/kernel';
import type { PortalLink, ProvidedPerson, Session, User, UserId } from './user.js';

export interface Users {
  find(id: UserId): Promise<User | null>;
  findByEmail(email: string): Promise<User | null>;
  findBySubject(subject: string): Promise<User | null>;
  /** Guarded: the e-mail address is nobody else's. */
  add(user: User): void;
  /** Guarded by `version`, and like {@link add}. */
  save(user: User): void;
}

export interface Sessions {
  find(id: string): Promise<Session | null>;
  add(session: Session): void;
  /** Says when it was used last. */
  touch(id: string, seenAt: number): void;
  remove(id: string): void;
  /** Ends all sessions of a user. */
  removeOf(userId: UserId): void;
  /** Those that were begun by links of a partner, in no order. */
  ofPortal(partnerId: string): Promise<readonly Session[]>;
}

export interface PortalLinks {
  find(id: string): Promise<PortalLink | null>;
  add(link: PortalLink): void;
  /** Guarded: it was not used. */
  use(id: string, at: number): void;
  /** Those of a partner that were not used, in no order. */
  unusedOf(partnerId: string): Promise<readonly PortalLink[]>;
  /** Takes away the links of a partner that were not used, and ends the sessions that others began, those of this moment, too. */
  endAll(partnerId: string): void;
}

/** The ports of one unit of work on people. */
export type PeoplePorts = {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly portalLinks: PortalLinks;
  readonly audit: Audit;
  /** Rejects with PARTNER-UNKNOWN for an unknown id. */
  readonly partners: { assertExists(id: string): Promise<void> };
};

export type PeopleWork = Work<PeoplePorts>;

/** Passwords of people: slow digests that say how they were made. */
export interface Passwords {
  hash(password: string): Promise<string>;
  matches(password: string, hash: string): Promise<boolean>;
}

/** What a browser brings back from an OpenID provider, or keeps meanwhile. Nobody else knows it. */
export type ProviderChecks = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Signs people in elsewhere, by OpenID Connect. */
export interface OpenIdProvider {
  /**
   * Where a browser is sent. `again`: the provider asks for the password, even of a person whom it knows already. Rejects with
   * PROVIDER-UNAVAILABLE.
   */
  begin(again: boolean): Promise<{ readonly url: string; readonly checks: ProviderChecks }>;
  /** Who came back, by the parameters of the answer. Rejects with PROVIDER-REFUSED, PROVIDER-UNAVAILABLE. */
  finish(answer: Readonly<Record<string, string>>, checks: ProviderChecks): Promise<ProvidedPerson>;
}

/** The machine's time, in epoch milliseconds. */
export type MachineTime = { now(): number };
