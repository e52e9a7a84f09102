import type { GroupType } from '@affinity-engine/eligibility';
import type { Instant } from '@affinity-engine/kernel';

export type GroupId = string;
export type ProducerCodeId = string;
export type OrganizationId = string;

/** A telephone number in parts, as written; the country is a code of the typelist. */
export type Phone = {
  readonly countryCode: string | null;
  readonly number: string | null;
  readonly extension: string | null;
};

/** A programme's eligibility rule: who may sell which products, where and when. Empty lists do not restrict. */
export type AffinityGroup = {
  readonly id: GroupId;
  readonly type: GroupType;
  readonly name: string;
  readonly description: string | null;
  readonly jurisdictions: readonly string[];
  readonly organizationId: OrganizationId | null;
  readonly primaryContactFirstName: string | null;
  readonly primaryContactLastName: string | null;
  readonly primaryContactPhone: Phone | null;
  /** Codes of the products typelist. */
  readonly products: readonly string[];
  /** The first and last day are included as whole days in UTC. */
  readonly startDate: Instant | null;
  readonly endDate: Instant | null;
  /** Counts changes; updates are guarded by it, and it is the group's checksum. */
  readonly version: number;
};

/** Identifies a seller; belongs to an organization. */
export type ProducerCode = {
  readonly id: ProducerCodeId;
  /** The text of the code: `100-002541`. Unique. */
  readonly code: string;
  readonly description: string | null;
  readonly organizationId: OrganizationId;
  /** The roles that may see and use the code. */
  readonly roles: readonly string[];
  /** Only active codes sell. */
  readonly active: boolean;
  readonly version: number;
};

/** The owner of affinity groups and producer codes. */
export type Organization = { readonly id: OrganizationId; readonly name: string; readonly version: number };

/** The link that lets a group be sold through a code. Creating or ending it does not change the code. */
export type Association = {
  readonly groupId: GroupId;
  readonly producerCodeId: ProducerCodeId;
  /** Differs for each association of the same two; it is the checksum. */
  readonly mark: string;
};

/** An association with the text of its code. */
export type AssociatedCode = Association & { readonly code: string };
