import type { Actor, Ids, Once } from '@affinity-engine/kernel';
import type { AffinityGroup, GroupId, Phone } from './affinity-group.js';
import { checkChecksum } from './checksum.js';
import { throwProblems } from './errors.js';
import { groupProblems } from './problems.js';
import { groupOf } from './find-or-throw.js';

import type { AffinityGroupWork, ProductsTypelist } from './ports.js';

type Content = Omit<AffinityGroup, 'id' | 'version'>;

/** Changes of a group: a field left out stays, null clears it, a list replaces the earlier one. */
export type GroupChange = Partial<Omit<Content, 'primaryContactPhone'>> & {
  readonly primaryContactPhone?: Partial<Phone> | null;
};

/** A group to create: type and name are required. */
export type NewGroup = GroupChange & Pick<Content, 'type' | 'name'>;

export const emptyGroup: Omit<Content, 'type' | 'name'> = {
  description: null,
  jurisdictions: [],
  organizationId: null,
  primaryContactFirstName: null,
  primaryContactLastName: null,
  primaryContactPhone: null,
  products: [],
  startDate: null,
  endDate: null,
};

/** Creates a group. @throws GROUP-INVALID with every problem */
export const createGroup =
  (work: AffinityGroupWork, ids: Ids, products: ProductsTypelist) =>
  (input: NewGroup, by: Actor, once?: Once<AffinityGroup>): Promise<AffinityGroup> =>
    work.run(async (unit) => {
      const { type, name } = input;
      const group = changedGroup({ ...emptyGroup, id: `pc:${ids.next()}`, type, name, version: 1 }, input);
      throwProblems('GROUP-INVALID', await groupProblems(unit, group, products, null));
      unit.groups.add(group);
      unit.audit.append({ actor: by, action: 'affinity-group.created', subject: group.id, details: { type } });
      return group;
    }, once);

/**
 * Changes a group if the given checksum matches; without one, the last writer wins.
 * @throws GROUP-UNKNOWN, CHECKSUM-MISMATCH, GROUP-INVALID with every problem
 */
export const changeGroup =
  (work: AffinityGroupWork, products: ProductsTypelist) =>
  (
    id: GroupId,
    changes: GroupChange,
    checksum: string | null,
    by: Actor,
    once?: Once<AffinityGroup>,
  ): Promise<AffinityGroup> =>
    work.run(async (unit) => {
      const before = await groupOf(unit.groups, id);
      checkChecksum(before, checksum);
      const group = changedGroup(before, changes);
      throwProblems('GROUP-INVALID', await groupProblems(unit, group, products, before));
      unit.groups.save(group);
      const details = {
        fields: Object.keys(changes),
        ...(before.type === group.type ? {} : { type: { from: before.type, to: group.type } }),
      };
      unit.audit.append({ actor: by, action: 'affinity-group.changed', subject: id, details });
      return { ...group, version: group.version + 1 };
    }, once);

/** A group, or a part of one, with its changes. */
export function changedGroup<Part extends Omit<Content, 'type' | 'name'>>(group: Part, changes: GroupChange): Part {
  const { primaryContactPhone: phone, ...rest } = changes;
  return {
    ...group,
    ...rest,
    ...(phone === undefined ? {} : { primaryContactPhone: changedPhone(group.primaryContactPhone, phone) }),
  };
}

const noPhone: Phone = { countryCode: null, number: null, extension: null };

function changedPhone(before: Phone | null, changes: Partial<Phone> | null): Phone | null {
  if (changes === null) return null;
  const phone = { ...noPhone, ...before, ...changes };
  return Object.values(phone).every((part) => part === null) ? null : phone;
}
