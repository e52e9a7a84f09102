import type { Flags, Purpose } from '@affinity-engine/agency-default';
import type { Instant } from '@affinity-engine/kernel';

export type AccountId = string;
export type BrokerId = string;
/** An identity client that works for an account. */
export type ApiUserId = string;
export type AgencyNumberId = string;

/** The tenant that owns agency numbers; it has brokers. */
export type Account = { readonly id: AccountId; readonly name: string; readonly createdAt: Instant };

/** A broker of one account. */
export type Broker = {
  readonly id: BrokerId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly createdAt: Instant;
};

/** The owner of agency numbers: an account (`brokerId` null), or one of its brokers. */
export type Owner = { readonly accountId: AccountId; readonly brokerId: BrokerId | null };

/** Who collects the premium: the broker, the insurer, or a managing general agent. */
export type CollectionType = 'broker' | 'insurer' | 'mga';

/** The content of a number without its flags. Missing texts are null, never empty. */
export type AgencyNumberContent = {
  readonly number: string;
  /** Shown beside the number when users choose. */
  readonly matchCode: string | null;
  /** The insurer's id in the owner's own system. */
  readonly externalInsurerId: string | null;
  readonly collectionType: CollectionType | null;
  /** For operators only. */
  readonly internalComment: string | null;
  /** An inactive number is never offered. */
  readonly active: boolean;
};

/** A broker's or an account's number at one insurer (de *Vermittlernummer*). Never deleted. */
export type AgencyNumber = AgencyNumberContent & {
  readonly id: AgencyNumberId;
  readonly owner: Owner;
  /** The insurer's id in the catalogue. */
  readonly insurerId: string;
  /** This entry's id in the owner's own system: unique within the account, for ever. */
  readonly externalUniqueId: string | null;
  /** When it was last sent with each flag; decides the default. */
  readonly flags: Flags;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
};

/** Whether a number is sent with the flag of each purpose. */
export type DefaultFor = Readonly<Record<Purpose, boolean>>;

/** A number as it is sent. */
export type SentAgencyNumber = AgencyNumberContent & {
  readonly externalUniqueId: string | null;
  readonly defaultFor: DefaultFor;
};

/** The numbers of an insurer; all that are given must belong to the same one. */
export type InsurerNumbers = {
  /** Its own id in the catalogue; only operators know it. */
  readonly id?: string;
  readonly baFinId?: string;
  readonly insurerId?: string;
  /** May be the register number of a managing general agent. */
  readonly supervisingAuthorityId?: string;
};

/** Numbers sent for one insurer. */
export type AgencyNumberSet = { readonly insurer: InsurerNumbers; readonly numbers: readonly SentAgencyNumber[] };

/** Changes of a number; a field left out stays. */
export type AgencyNumberChange = {
  readonly active?: boolean;
  /** Null: none any more. */
  readonly matchCode?: string | null;
  readonly defaultFor?: Partial<DefaultFor>;
};
