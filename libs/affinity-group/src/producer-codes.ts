import type { Actor, Ids, Once } from '@affinity-engine/kernel';
import type { ProducerCode, ProducerCodeId } from './affinity-group.js';
import { checkChecksum } from './checksum.js';
import { throwProblems } from './errors.js';
import { producerCodeProblems } from './problems.js';
import { producerCodeOf } from './find-or-throw.js';
import type { AffinityGroupWork } from './ports.js';

export type NewProducerCode = Pick<ProducerCode, 'code' | 'organizationId' | 'roles'> &
  Partial<Pick<ProducerCode, 'description' | 'active'>>;

/** Changes of a code: a field left out stays, null clears it, a list replaces the earlier one. */
export type ProducerCodeChange = Partial<Omit<ProducerCode, 'id' | 'version'>>;

/** Creates a producer code, active by default. @throws PRODUCER-CODE-INVALID with every problem */
export const createProducerCode =
  (work: AffinityGroupWork, ids: Ids) =>
  (input: NewProducerCode, by: Actor, once?: Once<ProducerCode>): Promise<ProducerCode> =>
    work.run(async (unit) => {
      const code: ProducerCode = { description: null, active: true, ...input, id: `pc:${ids.next()}`, version: 1 };
      throwProblems('PRODUCER-CODE-INVALID', await producerCodeProblems(unit, code.id, code));
      unit.codes.add(code);
      unit.audit.append({ actor: by, action: 'producer-code.created', subject: code.id });
      return code;
    }, once);

/**
 * Changes a producer code if the given checksum matches.
 * @throws CODE-UNKNOWN, CHECKSUM-MISMATCH, PRODUCER-CODE-INVALID with every problem
 */
export const changeProducerCode =
  (work: AffinityGroupWork) =>
  (
    id: ProducerCodeId,
    changes: ProducerCodeChange,
    checksum: string | null,
    by: Actor,
    once?: Once<ProducerCode>,
  ): Promise<ProducerCode> =>
    work.run(async (unit) => {
      const before = await producerCodeOf(unit.codes, id);
      checkChecksum(before, checksum);
      const code = { ...before, ...changes };
      throwProblems('PRODUCER-CODE-INVALID', await producerCodeProblems(unit, id, code));
      unit.codes.save(code);
      const details = {
        fields: Object.keys(changes),
        ...(before.active === code.active ? {} : { active: { from: before.active, to: code.active } }),
      };
      unit.audit.append({ actor: by, action: 'producer-code.changed', subject: id, details });
      return { ...code, version: code.version + 1 };
    }, once);
