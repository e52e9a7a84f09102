import type { Audit, Work } from '@affinity-engine/kernel';
import type {
  AffinityGroup,
  AssociatedCode,
  Association,
  GroupId,
  Organization,
  OrganizationId,
  ProducerCode,
  ProducerCodeId,
} from './affinity-group.js';
import type { Condition } from './conditions.js';
import type { AssociationField, CodeField, GroupField, OrganizationField } from './fields.js';

export interface Groups {
  find(id: GroupId): Promise<AffinityGroup | null>;
  add(group: AffinityGroup): void;
  /** Guarded by `version`. */
  save(group: AffinityGroup): void;
  /** Writes nothing: guards that the group is still as it was read when the unit commits. */
  assertUnchanged(group: AffinityGroup): void;
}

export interface ProducerCodes {
  find(id: ProducerCodeId): Promise<ProducerCode | null>;
  /** By what people write. */
  findByCode(code: string): Promise<ProducerCode | null>;
  /** Guarded: no two codes are written alike. */
  add(code: ProducerCode): void;
  /** Guarded by `version`, and no two codes are written alike. */
  save(code: ProducerCode): void;
  /** Writes nothing: guards that the code is still as it was read. */
  assertUnchanged(code: ProducerCode): void;
}

export interface Organizations {
  find(id: OrganizationId): Promise<Organization | null>;
  add(organization: Organization): void;
}

export interface Associations {
  find(groupId: GroupId, producerCodeId: ProducerCodeId): Promise<Association | null>;
  /** The codes of a group, whatever their status. */
  codesOf(groupId: GroupId): Promise<readonly ProducerCodeId[]>;
  /** Guarded: a code is associated with a group once. */
  add(association: Association): void;
  /** Guarded by `mark`. */
  remove(association: Association): void;
  /** Writes nothing: guards that the group is still sold through the code. */
  assertUnchanged(groupId: GroupId, producerCodeId: ProducerCodeId): void;
}

/** What one unit of work of this context can reach. */
export type AffinityGroupPorts = {
  readonly groups: Groups;
  readonly codes: ProducerCodes;
  readonly organizations: Organizations;
  readonly associations: Associations;
  readonly audit: Audit;
};

export type AffinityGroupWork = Work<AffinityGroupPorts>;

/** Which rows of a list, in which order. */
export type ListQuery<Field extends string> = {
  /** All must hold. */
  readonly conditions: readonly Condition<Field>[];
  /** The first counts first. What is equal in all comes by its identifier, in the direction of the last. */
  readonly sort: readonly { readonly field: Field; readonly descending: boolean }[];
  readonly skip: number;
  readonly rows: number;
};

/** Reads over many rows, outside any unit of work. */
export interface List<Row, Field extends string> {
  page(query: ListQuery<Field>): Promise<readonly Row[]>;
  count(conditions: readonly Condition<Field>[]): Promise<number>;
}

export interface AffinityGroupLists {
  readonly groups: List<AffinityGroup, GroupField>;
  readonly codes: List<ProducerCode, CodeField>;
  /** The active codes that a role may use. */
  codesAvailableTo(role: string): List<ProducerCode, CodeField>;
  codesOf(groupId: GroupId): List<AssociatedCode, AssociationField>;
  readonly organizations: List<Organization, OrganizationField>;
}

/** The products that groups may name. */
export type ProductsTypelist = () => readonly string[];
