import type { GroupType } from '@affinity-engine/eligibility';
import type { Instant } from '@affinity-engine/kernel';

export type GroupId = string;
export type ProducerCodeId = string;
export type OrganizationId = string;

/** A telephone number in its parts, as it was written; the country by its code in the typelist. */
export type Phone = {
  readonly countryCode: string | null;
  readonly number: string | null;
  readonly extension: string | null;
};

/** A programme's eligibility rule: who may sell which products, where and when. Lists that are empty don't restrict. */
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
  /** The first and the last day count whole, as UTC has them. */
  readonly startDate: Instant | null;
  readonly endDate: Instant | null;
  /** Counts changes; an update is guarded by it, and it is the group's checksum. */
  readonly version: number;
};

/** Identifies who may sell; belongs to an organization. */
export type ProducerCode = {
  readonly id: ProducerCodeId;
  /** What people write: `100-002541`. No two codes share it. */
  readonly code: string;
  readonly description: string | null;
  readonly organizationId: OrganizationId;
  /** Which roles may see and use the code. */
  readonly roles: readonly string[];
  /** Only active codes sell. */
  readonly active: boolean;
  readonly version: number;
};

/** Whose a group or a producer code is. */
export type Organization = { readonly id: OrganizationId; readonly name: string; readonly version: number };

/** That a group is sold through a code. It is not the code: making or ending it leaves the code as it is. */
export type Association = {
  readonly groupId: GroupId;
  readonly producerCodeId: ProducerCodeId;
  /** Tells this association from an earlier one of the same two: its checksum. */
  readonly mark: string;
};

/** An association with what people call its code. */
export type AssociatedCode = Association & { readonly code: string };
