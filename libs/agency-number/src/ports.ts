import type { Insurer } from '@affinity-engine/catalogue';
import type { Audit, Instant, ListById, Work } from '@affinity-engine/kernel';
import type {
  Account,
  AccountId,
  AgencyNumber,
  AgencyNumberChange,
  AgencyNumberId,
  ApiUserId,
  Broker,
  BrokerId,
  DefaultFor,
  Owner,
} from './agency-number.js';

/** The key that finds the entries of a number that is sent again. */
export type NumberKey = { readonly insurerId: string; readonly number: string };

/** A number to write: its flags as sent; the store gives them their place. */
export type WrittenAgencyNumber = Omit<AgencyNumber, 'flags'> & { readonly defaultFor: DefaultFor };

/**
 * Agency numbers. Each write gets the next place in the order of writes; the place decides which flag is the last one.
 * Concurrent writes do not conflict: each replaces or changes the numbers it names.
 */
export interface AgencyNumbers {
  /** The owner's number with this id, of any owner if `owner` is null; null if not found. */
  find(id: AgencyNumberId, owner: Owner | null): Promise<AgencyNumber | null>;
  /** All numbers of exactly this owner at an insurer, oldest first. */
  at(owner: Owner, insurerId: string): Promise<readonly AgencyNumber[]>;
  /** This owner's numbers with one of these keys, oldest first. */
  matching(owner: Owner, keys: readonly NumberKey[]): Promise<readonly AgencyNumber[]>;
  /** Which of these external unique ids are used in the account, by any of its brokers. */
  usedExternalIds(accountId: AccountId, ids: readonly string[]): Promise<readonly string[]>;
  /**
   * Guarded: the external unique id is unused in the account; without one, the owner has no other entry of this number
   * without one at the insurer.
   */
  add(written: WrittenAgencyNumber): void;
  /** Replaces the content; identity, owner and external unique id stay. */
  replace(written: WrittenAgencyNumber): void;
  change(id: AgencyNumberId, change: AgencyNumberChange, at: Instant): void;
}

/** Accounts, their brokers, and the API users that work for them. */
export interface Accounts {
  find(id: AccountId): Promise<Account | null>;
  broker(id: BrokerId): Promise<Broker | null>;
  /** The account an API user works for, null if none. */
  ofUser(userId: ApiUserId): Promise<AccountId | null>;
  add(account: Account): void;
  addBroker(broker: Broker): void;
  /** Guarded: an API user works for one account. */
  admit(userId: ApiUserId, accountId: AccountId): void;
}

/** The ports of one unit of work. */
export type AgencyPorts = {
  readonly numbers: AgencyNumbers;
  readonly accounts: Accounts;
  readonly audit: Audit;
  /** The API clients. Rejects with CLIENT-UNKNOWN for an unknown id. */
  readonly clients: { roleOf(id: ApiUserId): Promise<string> };
};

export type AgencyWork = Work<AgencyPorts>;

/** The insurers of today's catalogue. */
export interface InsurerDirectory {
  insurers(): readonly Insurer[];
}

/** The filter of an operator's list. */
export type AgencyNumberFilter = {
  readonly accountId?: string | undefined;
  readonly brokerId?: string | undefined;
  readonly insurerId?: string | undefined;
  /** The whole number, as it was sent. */
  readonly number?: string | undefined;
  readonly active?: boolean | undefined;
};

/** Reads over accounts, brokers and agency numbers; outside any unit of work. */
export interface AgencyLists {
  readonly accounts: ListById<Account>;
  brokersOf(accountId: AccountId): ListById<Broker>;
  /** Those of all owners, or of some. */
  agencyNumbers(filter: AgencyNumberFilter): ListById<AgencyNumber>;
}
