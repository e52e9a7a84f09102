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
import type { FieldCondition } from './conditions.js';
import type { AssociationField, CodeField, GroupField, OrganizationField } from './fields.js';

export interface Groups {
  find(id: GroupId): Promise<AffinityGroup | null>;
  add(group: AffinityGroup): void;
  /** Guarded by `version`. */
  save(group: AffinityGroup): void;
  /** Writes nothing: guards that the group is unchanged at commit. */
  assertUnchanged(group: AffinityGroup): void;
}

export interface ProducerCodes {
  find(id: ProducerCodeId): Promise<ProducerCode | null>;
  /** By the text of the code. */
  findByCode(code: string): Promise<ProducerCode | null>;
  /** Guarded: the text of a code is unique. */
  add(code: ProducerCode): void;
  /** Guarded by `version`; the text of a code is unique. */
  save(code: ProducerCode): void;
  /** Writes nothing: guards that the code is unchanged at commit. */
  assertUnchanged(code: ProducerCode): void;
}

export interface Organizations {
  find(id: OrganizationId): Promise<Organization | null>;
  add(organization: Organization): void;
}

export interface Associations {
  find(groupId: GroupId, producerCodeId: ProducerCodeId): Promise<Association | null>;
  /** The codes of a group, active or not. */
  codesOf(groupId: GroupId): Promise<readonly ProducerCodeId[]>;
  /** Guarded: a code is associated with a group once. */
  add(association: Association): void;
  /** Guarded by `mark`. */
  remove(association: Association): void;
  /** Writes nothing: guards that the association still exists at commit. */
  assertUnchanged(groupId: GroupId, producerCodeId: ProducerCodeId): void;
}

/** The ports of one unit of work. */
export type AffinityGroupPorts = {
  readonly groups: Groups;
  readonly codes: ProducerCodes;
  readonly organizations: Organizations;
  readonly associations: Associations;
  readonly audit: Audit;
};

export type AffinityGroupWork = Work<AffinityGroupPorts>;

/** The rows and the order of a list. */
export type ListQuery<Field extends string> = {
  /** All must be met. */
  readonly conditions: readonly FieldCondition<Field>[];
  /**
   * The first field sorts first. Rows that are equal in all are sorted by identifier, in the direction of the last
   * field.
   */
  readonly sort: readonly { readonly field: Field; readonly descending: boolean }[];
  readonly skip: number;
  readonly rows: number;
};

/** Reads over many rows, outside of units of work. */
export interface List<Row, Field extends string> {
  page(query: ListQuery<Field>): Promise<readonly Row[]>;
  count(conditions: readonly FieldCondition<Field>[]): Promise<number>;
}

export interface AffinityGroupLists {
  readonly groups: List<AffinityGroup, GroupField>;
  readonly codes: List<ProducerCode, CodeField>;
  /** The active codes that a role may use. */
  codesAvailableTo(role: string): List<ProducerCode, CodeField>;
  codesOf(groupId: GroupId): List<AssociatedCode, AssociationField>;
  readonly organizations: List<Organization, OrganizationField>;
}

/** The products groups may name. */
export type ProductsTypelist = () => readonly string[];
