import type { Actor, Ids, Once } from '@affinity-engine/kernel';
import type { AssociatedCode, Association, GroupId, ProducerCodeId } from './affinity-group.js';
import { checkChecksum } from './checksum.js';
import { throwProblems } from './errors.js';
import { associationProblems } from './problems.js';
import { associationOf, producerCodeOf, groupOf } from './find-or-throw.js';
import type { AffinityGroupWork } from './ports.js';

/**
 * Associates a code with a group. An open group admits every code, so it matters only once the group is closed.
 * @throws GROUP-UNKNOWN; ASSOCIATION-INVALID if the code does not exist or is associated already
 */
export const associateCode =
  (work: AffinityGroupWork, ids: Ids) =>
  (groupId: GroupId, producerCodeId: ProducerCodeId, by: Actor, once?: Once<AssociatedCode>): Promise<AssociatedCode> =>
    work.run(async (unit) => {
      const { groups, codes, associations, audit } = unit;
      await groupOf(groups, groupId);
      throwProblems('ASSOCIATION-INVALID', await associationProblems(unit, groupId, producerCodeId));
      const { code } = await producerCodeOf(codes, producerCodeId);
      const association: Association = { groupId, producerCodeId, mark: ids.next() };
      associations.add(association);
      const details = { producerCodeId };
      audit.append({ actor: by, action: 'affinity-group.code-associated', subject: groupId, details });
      return { ...association, code };
    }, once);

/**
 * Ends an association if the given checksum matches. The code stays.
 * @throws GROUP-UNKNOWN, ASSOCIATION-UNKNOWN, CHECKSUM-MISMATCH
 */
export const removeCode =
  (work: AffinityGroupWork) =>
  (
    groupId: GroupId,
    producerCodeId: ProducerCodeId,
    checksum: string | null,
    by: Actor,
    once?: Once<void>,
  ): Promise<void> =>
    work.run(async ({ groups, associations, audit }) => {
      await groupOf(groups, groupId);
      const association = await associationOf(associations, groupId, producerCodeId);
      checkChecksum(association, checksum);
      associations.remove(association);
      const details = { producerCodeId };
      audit.append({ actor: by, action: 'affinity-group.code-removed', subject: groupId, details });
    }, once);
