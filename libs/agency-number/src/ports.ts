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

/** What a number is looked up by when it is sent again. */
export type NumberKey = { readonly insurerId: string; readonly number: string };

/** A number as it is to be written: flags as they were sent, their place is the store's to give. */
export type WrittenAgencyNumber = Omit<AgencyNumber, 'flags'> & { readonly defaultFor: DefaultFor };

/**
 * Agency numbers. What is written gets its place in the order of the writes, after all that was written before: that
 * is what the last flag is told by. Writes of others meanwhile are no conflict: each replaces or changes what it names.
 */
export interface AgencyNumbers {
  /** The owner's number of this id, otherwise null. */
  find(id: AgencyNumberId, owner: Owner): Promise<AgencyNumber | null>;
  /** All numbers of exactly this owner at an insurer, oldest first. */
  at(owner: Owner, insurerId: string): Promise<readonly AgencyNumber[]>;
  /** Those of exactly this owner that have one of these numbers at one of these insurers, oldest first. */
  matching(owner: Owner, keys: readonly NumberKey[]): Promise<readonly AgencyNumber[]>;
  /** Which of these external unique ids the account has used, whichever broker's they are. */
  usedExternalIds(accountId: AccountId, ids: readonly string[]): Promise<readonly string[]>;
  /**
   * Guarded: the external unique id is unused in the account, and without one the number is the owner's first without
   * one at the insurer.
   */
  add(written: WrittenAgencyNumber): void;
  /** Everything that was sent takes the place of what was there; identity, owner and external unique id stay. */
  replace(written: WrittenAgencyNumber): void;
  change(id: AgencyNumberId, change: AgencyNumberChange, at: Instant): void;
}

/** Accounts, their brokers, and the API users that work for them. */
export interface Accounts {
  find(id: AccountId): Promise<Account | null>;
  broker(id: BrokerId): Promise<Broker | null>;
  /** The account an API user works for, otherwise null. */
  ofUser(userId: ApiUserId): Promise<AccountId | null>;
  add(account: Account): void;
  addBroker(broker: Broker): void;
  /** Guarded: an API user works for one account. */
  admit(userId: ApiUserId, accountId: AccountId): void;
}

/** What one unit of work of this context can reach. */
export type AgencyPorts = {
  readonly numbers: AgencyNumbers;
  readonly accounts: Accounts;
  readonly audit: Audit;
  /** The API clients. Rejects with CLIENT-UNKNOWN where no client has this id. */
  readonly clients: { roleOf(id: ApiUserId): Promise<string> };
};

export type AgencyWork = Work<AgencyPorts>;

/** The insurers there are today. */
export interface InsurerDirectory {
  insurers(): readonly Insurer[];
}

/** Which agency numbers an operator asks for. */
export type AgencyNumberFilter = {
  readonly accountId?: string | undefined;
  readonly brokerId?: string | undefined;
  readonly insurerId?: string | undefined;
};

/** Reads over accounts, brokers and agency numbers; outside any unit of work. */
export interface AgencyLists {
  readonly accounts: ListById<Account>;
  brokersOf(accountId: AccountId): ListById<Broker>;
  /** Those of all owners, or of some. */
  agencyNumbers(filter: AgencyNumberFilter): ListById<AgencyNumber>;
}
