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

/** Whose agency numbers: an account's own (`brokerId` null), or those of one of its brokers. */
export type Owner = { readonly accountId: AccountId; readonly brokerId: BrokerId | null };

/** Who collects the premium: the broker, the insurer, or a managing general agent. */
export type CollectionType = 'broker' | 'insurer' | 'mga';

/** What an owner says of a number, but for its flags. Absent is null; no text is empty. */
export type AgencyNumberContent = {
  readonly number: string;
  /** What users read beside the number when they choose. */
  readonly matchCode: string | null;
  /** The insurer in the owner's own system. */
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
  /** This entry in the owner's own system: unique across the account, for ever. */
  readonly externalUniqueId: string | null;
  /** When it was last sent with each flag: what defaults are resolved from. */
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

/** The numbers an insurer is known by; those given must all be of the same one. */
export type InsurerNumbers = {
  readonly baFinId?: string;
  readonly insurerId?: string;
  /** May be the register number of a managing general agent. */
  readonly supervisingAuthorityId?: string;
};

/** Numbers sent for one insurer. */
export type AgencyNumberSet = { readonly insurer: InsurerNumbers; readonly numbers: readonly SentAgencyNumber[] };

/** What can be changed of a number; what is left out stays. */
export type AgencyNumberChange = { readonly active?: boolean; readonly defaultFor?: Partial<DefaultFor> };
