import type { Problem } from '@affinity-engine/kernel';
import type { AffinityGroup, GroupId, ProducerCode, ProducerCodeId } from './affinity-group.js';
import { checksumOf } from './checksum.js';
import { associationProblems, groupProblems, producerCodeProblems } from './problems.js';
import { changedGroup, emptyGroup, type GroupChange } from './groups.js';
import type { AffinityGroupWork, ProductsTypelist } from './ports.js';
import type { ProducerCodeChange } from './producer-codes.js';

/** Of a group to create (`id` null) or change; null if it is unknown or the checksum is old, which the change reports. */
export const checkGroupChange =
  (work: AffinityGroupWork, products: ProductsTypelist) =>
  (id: GroupId | null, changes: GroupChange, checksum: string | null): Promise<readonly Problem[] | null> =>
    work.run(async (unit) => {
      const before = id === null ? null : await unit.groups.find(id);
      if (id !== null && !isCurrent(before, checksum)) return null;
      return groupProblems(unit, changedGroup(before ?? emptyGroup, changes), products, before);
    });

/** Of a producer code to create (`id` null) or change; null as for groups. */
export const checkCodeChange =
  (work: AffinityGroupWork) =>
  (
    id: ProducerCodeId | null,
    changes: ProducerCodeChange,
    checksum: string | null,
  ): Promise<readonly Problem[] | null> =>
    work.run(async (unit) => {
      if (id !== null && !isCurrent(await unit.codes.find(id), checksum)) return null;
      return producerCodeProblems(unit, id, changes);
    });

/** Of an association to create. */
export const checkAssociation =
  (work: AffinityGroupWork) =>
  (groupId: GroupId, producerCodeId: ProducerCodeId): Promise<readonly Problem[]> =>
    work.run(async (unit) =>
      (await unit.groups.find(groupId)) === null ? [] : associationProblems(unit, groupId, producerCodeId),
    );

const isCurrent = (thing: AffinityGroup | ProducerCode | null, checksum: string | null): boolean =>
  thing !== null && (checksum === null || checksum === checksumOf(thing));
